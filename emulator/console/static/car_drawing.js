// One car seen from above: drawn once for each car, then only its state changes.

import { fill, svg } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";
import { closures } from "./car_closures.js";
import { inside } from "./car_inside.js";
import { lights } from "./car_lights.js";
import { outside } from "./car_outside.js";
import { outline, panel, shapeOf } from "./car_shape.js";
import { paint } from "./paint.js";

/**
 * @param {HTMLElement} place
 * @param {(body: object) => void} act does a driver's deed
 */
export function carDrawing(place, act) {
  let drawn = null;
  return (vehicle) => {
    if (drawn?.vin !== vehicle.vin) {
      drawn = draw(place, vehicle, act);
    }
    drawn.parts.forEach((part) => part.show(vehicle));
    dress(drawn.root, vehicle);
  };
}

function draw(place, vehicle, act) {
  const shape = shapeOf(vehicle.model);
  const parts = [
    outside(shape, vehicle, act),
    inside(shape, vehicle, act),
    closures(shape, vehicle, act),
    lights(shape, act),
  ];
  const [around, cabin, panels, lamps] = parts;
  const root = svg(
    "svg",
    { viewBox: "18 22 364 566", class: "car", role: "group" },
    definitions(),
    svg(
      "g",
      { transform: "translate(200 0)" },
      [lamps.beams, around.below, body(shape, vehicle.color), panels.below],
      [
        cabin.drawn,
        roof(shape, vehicle.color),
        panels.above,
        lamps.drawn,
        around.above,
      ],
    ),
  );
  fill(place, root);
  return { vin: vehicle.vin, root, parts };
}

// What only style shows: the style sheet knows what runs, blinks and glows.
function dress(root, vehicle) {
  root.setAttribute("aria-label", t("car.drawing"));
  const on = {
    ignition: vehicle.ignition,
    runs: vehicle.engine !== "off",
    hazard: vehicle.hazard_lights || vehicle.signal?.target.includes("lights"),
    horn: vehicle.signal?.target.includes("horn"),
    alarm: vehicle.alarm,
    charging: vehicle.battery?.charging,
    drives: vehicle.driving,
  };
  Object.entries(on).forEach(([name, is]) =>
    root.toggleAttribute(`data-${name}`, !!is),
  );
}

function body(shape, color) {
  return svg(
    "g",
    { class: "body" },
    svg("path", { d: outline(shape), fill: paint(color).body }),
    svg("path", { d: outline(shape), fill: "url(#sides)" }),
    svg("path", { d: outline(shape, 5), class: "crease" }),
    bed(shape),
  );
}

function bed(shape) {
  if (!shape.bed) {
    return null;
  }
  const [top, bottom] = [shape.roofEnd + 24, shape.lid - 4];
  const lines = [-48, -16, 16, 48].map((x) =>
    svg("path", { d: `M${x} ${top + 10}V${bottom - 10}`, class: "bed-line" }),
  );
  const half = shape.half - 16;
  return [
    svg("rect", {
      x: -half,
      y: top,
      width: 2 * half,
      height: bottom - top,
      rx: 8,
      class: "bed",
    }),
    lines,
  ];
}

function roof(shape, color) {
  const half = shape.half;
  const { roof: top, roofEnd: end } = shape;
  return svg(
    "g",
    { class: "roof" },
    svg("path", {
      d: panel(shape.glass, half - 14, top, half - 30, 16),
      class: "glass",
    }),
    svg("path", { d: panel(end, half - 30, end + 34, half - 20, -10), class: "glass" }),
    svg("path", {
      d: panel(top, half - 30, end, half - 30, 14),
      fill: paint(color).roof,
      class: "panel",
    }),
    svg("rect", {
      x: -44,
      y: top + 18,
      width: 88,
      height: end - top - 46,
      rx: 20,
      class: "skylight",
    }),
  );
}

function definitions() {
  return svg(
    "defs",
    {},
    gradient("sides", { x1: 0, y1: 0, x2: 1, y2: 0 }, [
      [0, "#000", 0.38],
      [0.16, "#fff", 0.16],
      [0.5, "#fff", 0.05],
      [0.84, "#fff", 0.16],
      [1, "#000", 0.38],
    ]),
    gradient("beam", { x1: 0, y1: 1, x2: 0, y2: 0 }, [
      [0, "#ffe9a8", 0.75],
      [1, "#ffe9a8", 0],
    ]),
  );
}

function gradient(id, line, stops) {
  const drawn = stops.map(([offset, color, opacity]) =>
    svg("stop", { offset, "stop-color": color, "stop-opacity": opacity }),
  );
  return svg("linearGradient", { id, ...line }, drawn);
}
