/** How the car is: what is lit and what to do, then what it measures. */

import { h, icon } from "../dom.js";
import { moment } from "../format.js";
import { lamps, tyres } from "../readings.js";
import { entityRow } from "./panel.js";

const MEASURED = [
  ["odometer", "counter"],
  ["battery_range_climate", "map-marker-distance"],
  ["charge_power", "lightning-bolt"],
  ["battery_energy", "battery-heart-variant"],
  ["battery_temperature", "thermometer"],
  ["inside_temperature", "home-thermometer-outline"],
  ["outside_temperature", "thermometer"],
  ["fuel_volume", "fuel"],
];

export function health(scene) {
  const lit = lamps(scene.vehicle);
  return [
    lit.length ? lit.map((lamp) => warning(scene, lamp)) : allWell(scene),
    pressures(scene),
    MEASURED.map(([key, symbol]) => entityRow(scene, key, symbol)),
    lastContact(scene),
    entityRow(scene, "wakes_left", "bell-sleep"),
  ];
}

function lastContact(scene) {
  const { hass, vehicle, now } = scene;
  const at = vehicle.moment("last_contact");
  return at && entityRow(scene, "last_contact", "car-clock", { value: moment(hass, at, now) });
}

function allWell({ vehicle, t }) {
  return vehicle.isOn("health") === false && h("p", { class: "well" }, icon("check-circle"), t("all_well"));
}

function warning({ vehicle, look }, { key, grave }) {
  return h(
    "button",
    { class: grave ? "lamp grave" : "lamp", type: "button", key, onclick: () => look(vehicle.id(key)) },
    icon(grave ? "alert-octagon" : "alert"),
    h("span", null, h("b", null, vehicle.label(key)), h("span", null, vehicle.attribute(key, "details")), h("em", null, vehicle.attribute(key, "steps"))),
  );
}

function pressures({ vehicle, look }) {
  const told = tyres(vehicle).filter(({ shown }) => shown);
  return (
    told.length > 0 &&
    h(
      "div",
      { class: "sums tyres" },
      told.map(({ id, shown, warning: bad }) =>
        h("button", { class: bad ? "bad" : null, type: "button", onclick: () => look(id) }, h("b", null, shown), h("small", null, vehicle.labelOf(id))),
      ),
    )
  );
}
