// What a person does at the car.

import { beside, group, numberField, order, press, toggle } from "./controls.js";
import { driveForm } from "./drive_form.js";

/** @param {object} seen the car @param {import("./controls.js").Act} act @param {object} ways */
export function driver(seen, act, ways) {
  const { equipment } = seen.vehicle;
  return [
    key(act),
    driveForm(seen, act, ways),
    doors(equipment, act),
    equipment.energy.store === "tank" ? fuel(act) : cable(act),
    climate(act),
    habits(act),
    group(
      "deed.theft",
      beside(
        press("deed.break_in", { do: "break_in" }, act),
        press("deed.tow", { do: "tow" }, act),
      ),
    ),
  ];
}

function switched(key_, is, [on, off], act) {
  return toggle(key_, is, (now) => ({ do: now ? on : off }), act);
}

function key(act) {
  return group(
    "deed.key",
    switched(
      "deed.ignition",
      (car) => car.ignition,
      ["ignition_on", "ignition_off"],
      act,
    ),
    switched(
      "deed.locked",
      (car) => car.locked,
      ["lock_with_key", "unlock_with_key"],
      act,
    ),
    toggle(
      "deed.key_inside",
      (car) => car.key_inside,
      (inside) => ({ do: "key_inside", inside }),
      act,
    ),
    toggle(
      "deed.neutral",
      (car) => car.gear === "N",
      (on) => ({ do: "shift", gear: on ? "N" : "P" }),
      act,
    ),
  );
}

// Also those that the car's sensors do not tell of: a hand opens them all the same.
function doors(equipment, act) {
  const names = [
    "front_left",
    "front_right",
    "rear_left",
    "rear_right",
    "hatch",
    "hood",
  ];
  return group(
    "deed.doors",
    ...names.map((door) =>
      toggle(
        `opening.${door}`,
        (car) => car.open.includes(door),
        (open) => ({ do: open ? "open" : "close", door }),
        act,
      ),
    ),
  );
}

function fuel(act) {
  const litres = numberField("litres", "deed.litres", {
    min: 1,
    max: 200,
    value: 20,
    step: "any",
  });
  return group("deed.fuel", order([litres], [["deed.refuel", { do: "refuel" }]], act));
}

function cable(act) {
  return group(
    "deed.cable",
    switched("deed.plugged", (car) => car.battery.plugged, ["plug", "unplug"], act),
  );
}

function climate(act) {
  const celsius = numberField("celsius", "deed.celsius", {
    min: 16,
    max: 30,
    step: 0.5,
    value: 22,
  });
  return group(
    "deed.climate",
    toggle(
      "deed.climate_switch",
      (car) => car.climate_on,
      (on) => ({ do: "climate", on }),
      act,
    ),
    order([celsius], [["deed.set", { do: "set_cabin_temperature" }]], act),
  );
}

function habits(act) {
  return group(
    "deed.habits",
    toggle(
      "deed.hazard_lights",
      (car) => car.hazard_lights,
      (on) => ({ do: "hazard_lights", on }),
      act,
    ),
    toggle(
      "deed.privacy",
      (car) => car.privacy,
      (on) => ({ do: "privacy", on }),
      act,
    ),
  );
}
