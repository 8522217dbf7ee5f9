// What breaks, and what the workshop does.

import { t } from "/pages/static/words.js";
import { beside, group, numberField, order, press, toggle } from "./controls.js";

/** @param {object} seen the car @param {import("./controls.js").Act} act */
export function workshop({ vehicle }, act) {
  const km = numberField("km", "deed.km", { min: 0, max: 2_000_000, step: "any" });
  const volts = numberField("volts", "deed.volts", {
    min: 8,
    max: 13,
    step: 0.05,
    value: 12.6,
  });
  return [
    vehicle.equipment.warnings.length > 0 && lamps(vehicle.equipment.warnings, act),
    group("deed.odometer", order([km], [["deed.set", { do: "set_odometer" }]], act)),
    group(
      "deed.battery_12v",
      order([volts], [["deed.set", { do: "set_battery_12v" }]], act),
    ),
    group("deed.unit", beside(press("deed.replace_tcu", { do: "replace_tcu" }, act))),
  ].filter(Boolean);
}

// A lamp stays lit after the repair until the second ignition ON (H3).
function lamps(names, act) {
  const lines = names.map((warning) => lamp(warning, act));
  return group("deed.warnings", ...lines);
}

function lamp(warning, act) {
  const lit = toggle(
    `warning.${warning}`,
    (car) => car.warnings[warning],
    (on) => ({ do: on ? "break" : "repair", warning }),
    act,
  );
  lit.drawn.title = t("deed.lamp_hint");
  return lit;
}
