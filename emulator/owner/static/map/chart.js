// A map that needs no network: a grid to scale, and the places that are known.

import { svg } from "/pages/static/dom.js";

import { distance } from "../units.js";
import { HALF_HEIGHT, HALF_WIDTH, roundKm } from "./frame.js";

const GRID_UNITS = 40;
const LETTER = { width: 2.6, height: 6 };
const MOST_NAMES = 12;
// Where the pin of the car, or the middle of an area, lies.
const MIDDLE = { x: -10, y: 0, width: 20 };

/**
 * @param {import("./frame.js").Frame} frame
 * @param {{places: object[], label: string}} told
 * @param {...Node} things what lies on it
 */
export function chart(frame, { places, label }, ...things) {
  const view = `${-HALF_WIDTH} ${-HALF_HEIGHT} ${2 * HALF_WIDTH} ${2 * HALF_HEIGHT}`;
  return svg(
    "svg",
    { class: "chart", viewBox: view, role: "group", "aria-label": label },
    svg("rect", { class: "land", x: -HALF_WIDTH, y: -HALF_HEIGHT, width: 200, height: 144 }),
    grid(frame),
    names(frame, places),
    things,
    scaleBar(frame),
    north(),
  );
}

/** A pin for a car; it points where the car does. */
export function carPin([x, y], headingDeg) {
  return svg(
    "g",
    { class: "car-pin", transform: `translate(${x} ${y})` },
    svg("circle", { class: "halo", r: 9 }),
    svg("circle", { class: "disc", r: 5.2 }),
    headingDeg !== null &&
      svg("path", { d: "M0 -3.4L2.4 2.6L0 1.4L-2.4 2.6Z", transform: `rotate(${headingDeg})` }),
  );
}

export function youPin([x, y]) {
  return svg(
    "g",
    { class: "you-pin", transform: `translate(${x} ${y})` },
    svg("circle", { class: "halo", r: 6 }),
    svg("circle", { class: "disc", r: 2.8 }),
  );
}

function grid(frame) {
  const step = roundKm(GRID_UNITS / frame.scale) * frame.scale;
  const lines = [];
  for (let at = 0; at <= HALF_WIDTH; at += step) {
    lines.push(`M${at} ${-HALF_HEIGHT}V${HALF_HEIGHT}M${-at} ${-HALF_HEIGHT}V${HALF_HEIGHT}`);
  }
  for (let at = 0; at <= HALF_HEIGHT; at += step) {
    lines.push(`M${-HALF_WIDTH} ${at}H${HALF_WIDTH}M${-HALF_WIDTH} ${-at}H${HALF_WIDTH}`);
  }
  return svg("path", { class: "grid", d: lines.join("") });
}

/** Dots and names of places, the ones in the middle first; none over another. */
function names(frame, places) {
  const taken = [MIDDLE];
  return places
    .map((place) => ({ place, at: frame.xy(place) }))
    .filter(({ at: [x, y] }) => Math.abs(x) < HALF_WIDTH - 4 && Math.abs(y) < HALF_HEIGHT - 6)
    .sort((one, other) => Math.hypot(...one.at) - Math.hypot(...other.at))
    .slice(0, MOST_NAMES)
    .map(({ place, at }) => name(place.name, at, taken));
}

function name(text, [x, y], taken) {
  const width = text.length * LETTER.width;
  const isLeft = x + width + 4 > HALF_WIDTH;
  const box = { x: isLeft ? x - width - 3 : x + 3, y, width };
  const isFree = taken.every((other) => !overlaps(box, other));
  if (isFree) {
    taken.push(box);
  }
  return svg(
    "g",
    { class: "place" },
    svg("circle", { cx: x, cy: y, r: 1.3 }),
    isFree &&
      svg("text", {
        x: isLeft ? x - 3 : x + 3,
        y: y + 1.6,
        "text-anchor": isLeft ? "end" : "start",
        text,
      }),
  );
}

function overlaps(one, other) {
  return (
    Math.abs(one.y - other.y) < LETTER.height &&
    one.x < other.x + other.width &&
    other.x < one.x + one.width
  );
}

function scaleBar(frame) {
  const km = roundKm(GRID_UNITS / frame.scale);
  const x = -HALF_WIDTH + 6;
  const y = HALF_HEIGHT - 6;
  return svg(
    "g",
    { class: "scale" },
    svg("path", { d: `M${x} ${y - 2}V${y}H${x + km * frame.scale}V${y - 2}` }),
    svg("text", { x: x + 2, y: y - 2.6 }, distance(km, km < 1 ? 1 : 0)),
  );
}

function north() {
  const at = `translate(${HALF_WIDTH - 9} ${-HALF_HEIGHT + 10})`;
  return svg(
    "g",
    { class: "north", transform: at, "aria-hidden": "true" },
    svg("path", { d: "M0 -6L3 3L0 1L-3 3Z" }),
  );
}
