// What is true beside what the cloud believes, and how old that is.

import { el, fill } from "/pages/static/dom.js";
import { listed, number, orNone, shortSpan, span } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

const WHEELS = ["front_left", "front_right", "rear_left", "rear_right"];

/** @type {[string, string, (block: any) => string][]} word, block of the cloud, text */
const ROWS = [
  [
    "position",
    "location",
    (one) => `${one.latitude.toFixed(5)}, ${one.longitude.toFixed(5)}`,
  ],
  ["odometer", "cockpit", (one) => `${number(one.odometer_km, 1)} km`],
  ["fuel", "cockpit", fuel],
  [
    "charge",
    "battery",
    (one) => `${number(one.level_pct)} %, ${number(one.range_km)} km`,
  ],
  ["cable", "battery", cable],
  ["locks", "locks", (one) => t(one.locked ? "belief.locked" : "belief.unlocked")],
  [
    "doors",
    "locks",
    (one) => listed(one.open.map((name) => t(`opening.${name}`))) || t("belief.closed"),
  ],
  ["engine", "engine", (one) => t(`belief.engine_${one.state}`)],
  ["cabin", "cabin", cabin],
  ["outside", "cabin", (one) => degrees(one.outside_c)],
  ["tyres", "pressure", tyres],
  ["lamps", "health", lamps],
];

/** @param {HTMLElement} place @param {HTMLElement} heard when the car last spoke */
export function beliefs(place, heard) {
  return ({ vehicle, cloud }) => {
    const true_ = truths(vehicle);
    const rows = ROWS.map((row) => compare(row, true_, cloud, vehicle.at)).filter(
      Boolean,
    );
    fill(place, el("table", {}, head(), el("tbody", {}, rows.map(drawn))));
    const ago = cloud.heard_at && span(seconds(cloud.heard_at, vehicle.at));
    heard.textContent = ago ? t("belief.heard", { ago }) : t("belief.never_heard");
  };
}

function compare([word, block, text], true_, cloud, now) {
  const [so, known] = [true_[block], cloud[block]];
  const truth = so ? text(so) : "";
  const belief = known ? text(known.value) : "";
  if (!truth && !belief) {
    return null;
  }
  const age = belief ? shortSpan(seconds(known.at, now)) : "";
  return { word, truth, belief, age, differs: belief !== "" && belief !== truth };
}

function drawn({ word, truth, belief, age, differs }) {
  return el(
    "tr",
    { "data-row": word, "data-differs": differs },
    el("th", { scope: "row", text: t(`belief.${word}`) }),
    el("td", { text: truth }),
    el(
      "td",
      {},
      differs &&
        el("span", {
          class: "differs",
          text: "≠",
          title: t("belief.differs"),
          role: "img",
          "aria-label": t("belief.differs"),
        }),
      belief || el("span", { class: "muted", text: t("belief.unknown") }),
    ),
    el("td", { class: "age", text: age }),
  );
}

function head() {
  const names = ["what", "truth", "cloud", "age"];
  const cells = names.map((name) =>
    el("th", { scope: "col", class: name, text: t(`belief.head_${name}`) }),
  );
  return el("thead", {}, el("tr", {}, cells));
}

// The car's blocks as it would report them now, if nothing stood in the way.
function truths(vehicle) {
  return {
    location: vehicle.position,
    cockpit: vehicle.cockpit,
    battery: vehicle.battery,
    locks: { locked: vehicle.locked, open: vehicle.open },
    engine: { state: vehicle.engine },
    cabin: vehicle.cabin,
    pressure: vehicle.pressure,
    health: { lamps: vehicle.warnings },
  };
}

function fuel({ fuel_l, fuel_range_km }) {
  return fuel_l === null
    ? ""
    : `${number(fuel_l, 1)} l, ${number(fuel_range_km ?? 0)} km`;
}

function cable({ charging, plugged, power_kw, minutes_to_full }) {
  if (charging) {
    return t("belief.charging", {
      kw: number(power_kw, 1),
      minutes: number(minutes_to_full),
    });
  }
  return t(plugged ? "belief.plugged" : "belief.unplugged");
}

function cabin({ inside_c, target_c, hvac_on }) {
  const climate =
    hvac_on && target_c !== null
      ? `, ${t("belief.climate", { to: degrees(target_c) })}`
      : "";
  return degrees(inside_c) + climate;
}

function tyres(block) {
  const bars = WHEELS.map((wheel) => number(block[`${wheel}_bar`], 2)).join(" · ");
  const low =
    block.low.length > 0
      ? `, ${t("belief.low", { names: listed(block.low.map((name) => t(`opening.${name}`))) })}`
      : "";
  return `${bars} bar${low}`;
}

function lamps(block) {
  const lit = Object.keys(block.lamps).filter((name) => block.lamps[name]);
  return orNone(listed(lit.map((name) => t(`warning.${name}`))));
}

function degrees(celsius) {
  return `${number(celsius, 1)} °C`;
}

function seconds(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 1_000;
}
