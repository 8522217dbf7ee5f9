/** Light and shade over the paint: white and black of some transparency, for any colour. */

import { h } from "../dom.js";

/** @returns the gradients that the parts of a body are filled with */
export function gradients({ half, rear, nose }) {
  const across = { x1: 0, x2: 0, y1: -half, y2: half, gradientUnits: "userSpaceOnUse" };
  const along = { x1: rear, x2: nose, y1: 0, y2: 0, gradientUnits: "userSpaceOnUse" };
  return h(
    "defs",
    null,
    linear("sides", across, [
      [0, "#000", 0.5],
      [0.05, "#000", 0.22],
      [0.1, "#fff", 0.3],
      [0.17, "#fff", 0.05],
      [0.5, "#fff", 0.1],
      [0.84, "#000", 0.1],
      [0.91, "#fff", 0.12],
      [0.95, "#000", 0.28],
      [1, "#000", 0.6],
    ]),
    linear("ends", along, [
      [0, "#000", 0.5],
      [0.06, "#000", 0.1],
      [0.5, "#000", 0],
      [0.93, "#000", 0.05],
      [1, "#000", 0.42],
    ]),
    linear("roof", across, [
      [0.17, "#fff", 0.5],
      [0.24, "#fff", 0.2],
      [0.5, "#fff", 0.12],
      [0.76, "#000", 0.1],
      [0.83, "#000", 0.3],
    ]),
    linear("panel", across, [
      [0.12, "#fff", 0.28],
      [0.3, "#fff", 0.08],
      [0.5, "#fff", 0.2],
      [0.7, "#000", 0.04],
      [0.88, "#000", 0.22],
    ]),
    linear("leaf", { ...across, y1: -half, y2: -half + 20 }, [
      [0, "#000", 0.3],
      [0.3, "#fff", 0.25],
      [0.5, "#000", 0.1],
      [0.56, "#000", 0.8],
      [0.8, "#000", 0.7],
      [1, "#000", 0.85],
    ]),
    linear("glass", across, [
      [0, "#51616d", 1],
      [0.25, "#26313a", 1],
      [0.6, "#10171d", 1],
      [1, "#1d262d", 1],
    ]),
    linear("beam", { x1: 0, x2: 1, y1: 0, y2: 0 }, [
      [0, "#fff3c4", 0.85],
      [1, "#fff3c4", 0],
    ]),
    radial("ground", [
      [0.55, "#000", 0.42],
      [1, "#000", 0],
    ]),
    radial("warmth", [
      [0, "#ff9d3c", 0.55],
      [1, "#ff9d3c", 0],
    ]),
  );
}

function linear(id, line, stops) {
  return h("linearGradient", { id, ...line }, stops.map(stop));
}

function radial(id, stops) {
  return h("radialGradient", { id }, stops.map(stop));
}

function stop([offset, color, opacity]) {
  return h("stop", { offset, "stop-color": color, "stop-opacity": opacity });
}
