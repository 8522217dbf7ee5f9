// Doors, hatch and hood: each swings open, and can be pressed to open or close it.

import { svg } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";
import { panel } from "./car_shape.js";
import { paint } from "./paint.js";
import { pressable, tell } from "./pressable.js";

const SKIN = 20;
const DOORS = ["front_left", "rear_left", "front_right", "rear_right"];

export function closures(shape, vehicle, act) {
  const color = paint(vehicle.color).body;
  const drawn = new Map();
  const add = (name, shapeOfPart) => {
    const press = () =>
      act({ do: drawn.get(name).open ? "close" : "open", door: name });
    const part = pressable(
      { class: "closure", "data-door": name },
      press,
      svg("title"),
      shapeOfPart,
    );
    drawn.set(name, { part, open: false });
    return part;
  };
  const doors = DOORS.filter((name) => shape.doors[row(name)]).map((name) =>
    add(name, door(shape, name, color)),
  );
  const above = [
    add("hood", hood(shape, color)),
    add("hatch", hatch(shape, color)),
    doors,
  ];
  return {
    below: [engineBay(shape), boot(shape), sills(shape)],
    above,
    show: (now) => drawn.forEach((one, name) => showOne(one, name, now)),
  };
}

function showOne(one, name, vehicle) {
  one.open = vehicle.open.includes(name);
  one.part.toggleAttribute("data-open", one.open);
  const locked =
    name === "hood" || vehicle.unlocked.includes(name) ? "" : t("car.locked");
  const state = [t(one.open ? "car.open" : "car.closed"), locked].filter(Boolean);
  tell(one.part, `${t(`opening.${name}`)}: ${state.join(", ")}`, one.open);
}

function row(name) {
  return name.startsWith("front") ? 0 : 1;
}

// Hung at its front end; the inner group turns about that point.
function door(shape, name, color) {
  const [top, bottom] = shape.doors[row(name)];
  const side = name.endsWith("left") ? -1 : 1;
  const length = bottom - top;
  const reach = { x: side > 0 ? -34 : -12, width: 46, height: length, class: "reach" };
  return svg(
    "g",
    { transform: `translate(${side * (shape.half + 1)} ${top})` },
    svg("rect", reach),
    svg(
      "g",
      { class: `leaf ${side < 0 ? "left" : "right"}` },
      skin(side, length, color),
      row(name) === 0 && mirror(side, color),
    ),
  );
}

function skin(side, length, color) {
  const inner = -side * SKIN;
  const d = [
    `M0 0V${length}Q${-side * 4} ${length + 2} ${inner} ${length - 2}`,
    `L${inner} 4Q${-side * 8} -2 0 0Z`,
  ].join("");
  const handle = { x: side > 0 ? -8 : 4, y: length - 26, width: 4, height: 16, rx: 2 };
  return [
    svg("path", { d, fill: color }),
    svg("path", { d, class: "door-shade" }),
    svg("path", { d: `M${-side * 15} 10V${length - 12}`, class: "window-line" }),
    svg("rect", { ...handle, class: "handle" }),
  ];
}

function mirror(side, color) {
  const d = `M${-side * 2} 6q${side * 20} -8 ${side * 22} 8l${-side * 20} 6z`;
  return svg("path", { d, fill: color, class: "mirror" });
}

function hood(shape, color) {
  const [top, bottom] = [shape.front + 24, shape.glass - 4];
  const half = shape.half;
  return svg(
    "g",
    { transform: `translate(0 ${bottom})` },
    svg(
      "g",
      { class: "flap hood" },
      svg("path", {
        d: panel(top - bottom, half * 0.66, 0, half - 18, 14),
        fill: color,
        class: "panel",
      }),
      svg("path", {
        d: `M${-half * 0.36} ${top - bottom + 8}Q${-half * 0.5} -40 ${-half * 0.52} -8M${half * 0.36} ${top - bottom + 8}Q${half * 0.5} -40 ${half * 0.52} -8`,
        class: "crease",
      }),
    ),
  );
}

function hatch(shape, color) {
  const [top, bottom] = [shape.lid, shape.lidEnd];
  const half = shape.half;
  return svg(
    "g",
    { transform: `translate(0 ${top})` },
    svg(
      "g",
      { class: "flap hatch" },
      svg("path", {
        d: panel(0, half - 20, bottom - top, half * 0.74, -8),
        fill: color,
        class: "panel",
      }),
      svg("path", { d: `M-22 ${bottom - top - 8}h44`, class: "handle-line" }),
    ),
  );
}

function engineBay(shape) {
  const [top, bottom] = [shape.front + 24, shape.glass - 4];
  const half = shape.half;
  return svg(
    "g",
    { class: "bay" },
    svg("path", { d: panel(top, half * 0.66, bottom, half - 18, 14), class: "hollow" }),
    svg("rect", { x: -34, y: top + 18, width: 52, height: 42, rx: 6, class: "engine" }),
    [-22, -8, 6].map((x) => svg("path", { d: `M${x} ${top + 24}v30`, class: "rib" })),
    svg("rect", { x: 30, y: top + 24, width: 26, height: 22, rx: 3, class: "engine" }),
    svg("text", { x: 43, y: top + 39, class: "volts-mark", text: "12 V" }),
  );
}

function boot(shape) {
  const half = shape.half;
  return svg("path", {
    d: panel(shape.lid, half - 20, shape.lidEnd, half * 0.74, -8),
    class: "hollow",
  });
}

function sills(shape) {
  const { half } = shape;
  return [-1, 1].flatMap((side) =>
    shape.doors.map(([top, bottom]) =>
      svg("rect", {
        x: side < 0 ? -half : half - SKIN,
        y: top + 2,
        width: SKIN,
        height: bottom - top - 4,
        class: "hollow",
      }),
    ),
  );
}
