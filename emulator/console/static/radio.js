// Between car and cloud: network, position, the TCU, and how long a message takes.

import { group, numberField, order, toggle } from "./controls.js";

const PARTS = ["coverage", "gnss", "tcu"];

/** @param {object} seen the car @param {import("./controls.js").Act} act */
export function radio({ vehicle }, act) {
  const switches = PARTS.map((part) =>
    toggle(
      `deed.${part}`,
      (car) => car.radio[part],
      (on) => ({ [part]: on }),
      act,
    ),
  );
  return [group("deed.radio", ...switches), latency(vehicle.radio.latency_s, act)];
}

function latency([least, most], act) {
  const fields = [
    numberField("least", "deed.least", { min: 0, max: 600, step: "any", value: least }),
    numberField("most", "deed.most", { min: 0, max: 600, step: "any", value: most }),
  ];
  const set = ({ least: from, most: to }, done) => act({ latency_s: [from, to] }, done);
  return group("deed.latency", order(fields, [["deed.set", {}]], set));
}
