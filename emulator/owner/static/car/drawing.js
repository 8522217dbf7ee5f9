// A car from above, as it is said to be: doors, locks, lamps, engine, tyres.

import { el, svg } from "/pages/static/dom.js";
import { listed } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

import { icon } from "../icons.js";
import { body, cabin, lamps, openings, shadow, wheels } from "./body.js";
import { paintOf, shapeOf } from "./shapes.js";

let drawn = 0;

/**
 * @typedef {object} Look
 * @property {string[]} [open] doors, `hatch`, `hood`
 * @property {boolean | null} [isLocked] null where it is not known
 * @property {boolean} [runs] whether the engine runs
 * @property {boolean} [flashes] whether it gives a signal with its lamps
 * @property {string[]} [low] wheels whose tyre is low
 */

/** @param {object} car a row of the list of cars @param {Look} look */
export function drawing(car, look = {}) {
  drawn += 1;
  const paint = `paint-${drawn}`;
  const { open = [], isLocked = null, runs = false, flashes = false, low = [] } = look;
  return el(
    "figure",
    { class: `car-drawing${runs ? " runs" : ""}${flashes ? " flashes" : ""}` },
    svg(
      "svg",
      { viewBox: "-50 -40 300 500", ...named(told(look)) },
      gradient(paint, paintOf(car)),
      shadow(),
      wheels(low),
      openings(open.filter((part) => part !== "hood")),
      body(`url(#${paint})`),
      cabin(shapeOf(car)),
      lamps(flashes || runs),
      openings(open.filter((part) => part === "hood")),
    ),
    isLocked !== null && badge(isLocked),
  );
}

function gradient(id, [lit, shaded]) {
  return svg(
    "defs",
    {},
    svg(
      "linearGradient",
      { id, x1: 0, x2: 1, y1: 0, y2: 0.35 },
      svg("stop", { offset: 0, "stop-color": shaded }),
      svg("stop", { offset: 0.3, "stop-color": lit }),
      svg("stop", { offset: 0.7, "stop-color": lit }),
      svg("stop", { offset: 1, "stop-color": shaded }),
    ),
  );
}

function badge(isLocked) {
  const kind = isLocked ? "lock" : "unlock";
  return el("span", { class: `lock-badge ${kind}` }, icon(kind));
}

/** What a picture without words says is said beside it. */
function named(text) {
  return text ? { role: "img", "aria-label": text } : { "aria-hidden": "true" };
}

/** The same in words, for who does not see it. */
export function told({ open = [], isLocked = null, runs = false }) {
  return [
    isLocked !== null && t(isLocked ? "state.locked" : "state.unlocked"),
    open.length > 0 ? openParts(open) : isLocked !== null && t("state.all_closed"),
    runs && t("state.engine_runs"),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Which parts are open; a front door is named once, not also by who sits there. */
export function openParts(open) {
  const doors = open.filter((part) => !["driver", "passenger"].includes(part));
  const parts = doors.some((part) => part.startsWith("front")) ? doors : open;
  return t("state.open", { parts: listed(parts.map((part) => t(`part.${part}`))) });
}
