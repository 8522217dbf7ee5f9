// A gauge: a part of a whole as an arc, its number in the middle.

import { el, svg } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";

const RADIUS = 42;
const SWEEP = 0.75;
const AROUND = 2 * Math.PI * RADIUS;

/**
 * @param {{label: string, percent: number | null, text: string, unit: string,
 *   isLow?: boolean}} told
 */
export function gauge({ label, percent, text, unit, isLow = false }) {
  return el(
    "div",
    { class: isLow ? "gauge low" : "gauge" },
    svg(
      "svg",
      { viewBox: "0 0 100 100", "aria-hidden": "true" },
      arc("track", 1),
      percent !== null && arc("level", Math.min(1, Math.max(0, percent / 100))),
    ),
    el("strong", { text }),
    el("span", { class: "unit", text: unit }),
    el("span", { class: "label", text: label }),
  );
}

/** A number that may be missing. */
export function orDash(value, digits = 0) {
  return value === null || value === undefined ? "–" : number(value, digits);
}

function arc(kind, part) {
  const length = AROUND * SWEEP * part;
  return svg("circle", {
    class: kind,
    cx: 50,
    cy: 50,
    r: RADIUS,
    "stroke-dasharray": `${length} ${AROUND}`,
    transform: "rotate(135 50 50)",
  });
}
