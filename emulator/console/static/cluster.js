// The instruments: speed, what is in store, 12 V, odometer, temperatures, gear.

import { el, fill, set } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";
import { dial } from "./dial.js";

const FASTEST_KMH = 220;
const GEARS = ["P", "N", "D"];
const READINGS = ["range", "trip", "inside", "outside", "volts"];
const VOLTS = { min: 10, max: 14, low: 11.8, high: 12.2, optimum: 13 };
const LOW_PCT = 12;

/** @param {HTMLElement} place */
export function cluster(place) {
  const speed = dial({ key: "dial.speed", unit: "km/h", most: FASTEST_KMH, ticks: 11 });
  const store = dial({
    key: "dial.store",
    unit: "%",
    most: 100,
    ticks: 4,
    small: true,
  });
  const strip = gearsAndOdometer();
  const small = readings();
  fill(
    place,
    el("div", { class: "dials" }, speed.drawn, store.drawn),
    strip.drawn,
    small.drawn,
  );
  return (vehicle) => {
    const energy = inStore(vehicle);
    speed.show(vehicle.speed_kmh, number(vehicle.speed_kmh));
    store.show(energy.pct, energy.text, energy.name, energy.pct < LOW_PCT);
    strip.show(vehicle);
    small.show(vehicle, energy.rangeKm);
  };
}

function gearsAndOdometer() {
  const gears = GEARS.map((gear) => el("span", { text: gear }));
  const odometer = el("output", {
    class: "odometer",
    "aria-label": t("dial.odometer"),
  });
  const lever = el("p", { class: "gears", role: "img" }, gears);
  const show = ({ gear, cockpit }) => {
    set(odometer, { text: `${number(cockpit.odometer_km, 1)} km` });
    set(lever, { "aria-label": `${t("dial.gear")}: ${gear}` });
    gears.forEach((one, at) => one.toggleAttribute("data-on", GEARS[at] === gear));
  };
  return { drawn: el("div", { class: "strip" }, lever, odometer), show };
}

function readings() {
  const bar = el("meter", { ...VOLTS, "aria-label": t("dial.volts") });
  const rows = READINGS.map((name) => reading(`dial.${name}`));
  rows.at(-1).value.append(bar);
  const show = (vehicle, rangeKm) => {
    bar.value = vehicle.battery_12v_v;
    const texts = [
      `${number(rangeKm)} km`,
      vehicle.trip ? `${number(vehicle.trip.distance_km, 1)} km` : "–",
      cabinText(vehicle.cabin),
      degrees(vehicle.cabin.outside_c),
      `${number(vehicle.battery_12v_v, 2)} V`,
    ];
    texts.forEach((text, at) => rows[at].show(text));
  };
  const drawn = el(
    "dl",
    { class: "readings" },
    rows.map((one) => one.row),
  );
  return { drawn, show };
}

function inStore({ battery, cockpit, equipment }) {
  if (battery) {
    const text = `${number(battery.level_pct)} %`;
    return {
      pct: battery.level_pct,
      text,
      name: t("dial.battery"),
      rangeKm: battery.range_km,
    };
  }
  const litres = cockpit.fuel_l ?? 0;
  return {
    pct: (litres / equipment.energy.capacity_l) * 100,
    text: `${number(litres, 1)} l`,
    name: t("dial.fuel"),
    rangeKm: cockpit.fuel_range_km ?? 0,
  };
}

function cabinText({ inside_c, target_c, hvac_on }) {
  const aim = hvac_on && target_c !== null ? ` → ${degrees(target_c)}` : "";
  return degrees(inside_c) + aim;
}

function degrees(celsius) {
  return `${number(celsius, 1)} °C`;
}

function reading(key) {
  const said = el("span");
  const value = el("dd", {}, said);
  const row = el("div", {}, el("dt", { text: t(key) }), value);
  return { row, value, show: (text) => set(said, { text }) };
}
