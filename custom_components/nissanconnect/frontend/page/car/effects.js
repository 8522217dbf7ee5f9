/** What moves around the car: light, heat, electricity, sleep. */

import { h } from "../dom.js";

/** Draw the cones of light, which show while the lights flash. */
export function beams({ nose, half }) {
  const cone = `M${nose - 22} ${-half + 36}L668 ${-half - 34}V${-half + 96}Z`;
  return h(
    "g",
    { class: "beams" },
    h("path", { d: cone, fill: "url(#beam)" }),
    h("path", { d: cone, fill: "url(#beam)", transform: "scale(1 -1)" }),
  );
}

/** Draw warmth over the engine, and what leaves the exhaust. */
export function exhaust({ rear, cowl, nose, half }) {
  return h(
    "g",
    null,
    [0, 1, 2].map((turn) =>
      h("circle", { class: "puff", cx: rear - 4, cy: half - 46, r: 9, style: `--turn: ${turn}` }),
    ),
    h("circle", { class: "warmth", cx: (cowl + nose) / 2, cy: 0, r: half + 50, fill: "url(#warmth)" }),
  );
}

/** Draw the air that flows behind the windscreen, from the dashboard into the cabin. */
export function air({ cowl, half }) {
  const [x, row] = [cowl - 14, half / 3.6];
  return h(
    "g",
    { class: "air" },
    [-1.5, -0.5, 0.5, 1.5].map((place) => h("path", { d: `M${x} ${place * row}q-11-9-22 0t-22 0` })),
  );
}

/** Draw the charging cable. */
export function cable({ axles, half }) {
  const x = axles[0] - 10;
  const path = `M${x} ${half - 4}C${x} ${half + 40} ${x - 40} ${half + 66} ${x - 110} ${half + 62}S0 ${half + 40} -20 ${half + 70}`;
  return h(
    "g",
    { class: "cable" },
    h("path", { class: "wire", d: path }),
    h("path", { class: "current", d: path }),
    h("rect", { class: "plug", x: x - 9, y: half - 8, width: 18, height: 22, rx: 5 }),
  );
}

/** Draw the breath of a car that sleeps. */
export function sleep({ nose }) {
  return h(
    "g",
    { class: "sleep" },
    [0, 1, 2].map((turn) =>
      h("path", {
        class: "breath",
        d: "M-7-8H7L-7 8H7",
        style: `--turn: ${turn}; --x: ${nose - 6 + turn * 22}px; --y: ${-104 - turn * 22}px; --size: ${0.75 + turn * 0.28}`,
      }),
    ),
  );
}
