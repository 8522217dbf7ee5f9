// The instruments: speed, what is in store, 12 V, odometer, temperatures, gear.

import { el, fill, set } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";
import { dial } from "./dial.js";

const FASTEST_KMH = 220;
const GEARS = ["P", "N", "D"];
const VOLTS = [10, 14];

/** @param {HTMLElement} place */
export function cluster(place) {
  const speed = dial({ label: t("dial.speed"), unit: "km/h", most: FASTEST_KMH, ticks: 11 });
  const store = dial({ label: t("dial.store"), unit: "%", most: 100, ticks: 4, small: true });
  const volts = reading("dial.volts");
  const bar = el("meter", { min: VOLTS[0], max: VOLTS[1], low: 11.8, high: 12.2, optimum: 13, "aria-label": t("dial.volts") });
  const odometer = el("output", { class: "odometer", "aria-label": t("dial.odometer") });
  const gears = GEARS.map((gear) => el("span", { text: gear }));
  const [inside, outside, range, trip] = ["inside", "outside", "range", "trip"].map((name) => reading(`dial.${name}`));
  volts.row.append(bar);
  fill(
    place,
    el("div", { class: "dials" }, speed.drawn, store.drawn),
    el("div", { class: "strip" }, el("p", { class: "gears", "aria-label": t("dial.gear") }, gears), odometer),
    el("dl", { class: "readings" }, [range, trip, inside, outside, volts].map((one) => one.row)),
  );
  return (vehicle) => {
    const { cockpit, cabin } = vehicle;
    const energy = inStore(vehicle);
    speed.show(vehicle.speed_kmh, number(vehicle.speed_kmh));
    store.show(energy.pct, energy.text, energy.name, energy.pct < 12);
    set(odometer, { text: `${number(cockpit.odometer_km, 1)} km` });
    range.show(`${number(energy.rangeKm)} km`);
    trip.show(vehicle.trip ? `${number(vehicle.trip.distance_km, 1)} km` : "–");
    inside.show(cabinText(cabin));
    outside.show(degrees(cabin.outside_c));
    volts.show(`${number(vehicle.battery_12v_v, 2)} V`);
    bar.value = vehicle.battery_12v_v;
    gears.forEach((gear, at) => gear.toggleAttribute("data-on", GEARS[at] === vehicle.gear));
  };
}

function inStore({ battery, cockpit, equipment }) {
  if (battery) {
    const text = `${number(battery.level_pct)} %`;
    return { pct: battery.level_pct, text, name: t("dial.battery"), rangeKm: battery.range_km };
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
  const value = el("dd");
  const row = el("div", {}, el("dt", { text: t(key) }), value);
  return { row, show: (text) => set(value, { text }) };
}
