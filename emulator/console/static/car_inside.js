// What is seen through the roof: seats, wheel, the key where it lies, the air.

import { svg } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";
import { pressable, tell } from "./pressable.js";

const KEY = "M0 -7a7 7 0 1 0 .1 0zM0 7v17M0 16h6M0 22h5";

export function inside(shape, vehicle, act) {
  const side = vehicle.equipment.right_hand_drive ? 1 : -1;
  const air = airflow(shape);
  const key = theKey(act);
  const drawn = svg(
    "g",
    { class: "inside" },
    svg("rect", {
      x: -shape.half + 24,
      y: shape.glass + 30,
      width: 2 * shape.half - 48,
      height: shape.roofEnd - shape.glass + 4,
      rx: 22,
      class: "floor",
    }),
    seats(shape),
    dashboard(shape, side),
    air.drawn,
  );
  return {
    drawn: [drawn, key.part],
    show: (now) => {
      key.show(now, place(shape, side, now));
      air.show(now);
    },
  };
}

function seats(shape) {
  const front = shape.doors[0][0] + 52;
  const rear = shape.doors[1][0] + 38;
  const places = [
    [-34, front],
    [34, front],
    [-38, rear],
    [0, rear],
    [38, rear],
  ];
  return places.map(([x, y]) => seat(x, y, y === front ? 42 : 34));
}

function seat(x, y, width) {
  return svg(
    "g",
    { class: "seat-drawn", transform: `translate(${x} ${y})` },
    svg("rect", { x: -width / 2, y: -24, width, height: 40, rx: 11 }),
    svg("rect", { x: -width / 2, y: 10, width, height: 18, rx: 8 }),
    svg("rect", { x: -9, y: 24, width: 18, height: 9, rx: 4 }),
  );
}

function dashboard(shape, side) {
  const top = shape.glass + 34;
  const half = shape.half - 26;
  return [
    svg("path", {
      d: `M${-half} ${top + 24}V${top + 8}Q0 ${top - 16} ${half} ${top + 8}V${top + 24}Q0 ${top + 8} ${-half} ${top + 24}Z`,
      class: "dash",
    }),
    svg("rect", { x: -7, y: top + 26, width: 14, height: 74, rx: 6, class: "dash" }),
    svg(
      "g",
      { transform: `translate(${side * 34} ${top + 28})`, class: "steering" },
      svg("ellipse", { rx: 19, ry: 9 }),
      svg("path", { d: "M-19 0h38" }),
    ),
  ];
}

function theKey(act) {
  let is = false;
  const press = () => act({ do: "key_inside", inside: !is });
  const part = pressable(
    { class: "key" },
    press,
    svg("title"),
    svg("circle", { r: 22, class: "reach" }),
    svg("path", { d: KEY }),
  );
  const show = (vehicle, [x, y]) => {
    is = vehicle.key_inside;
    part.setAttribute("transform", `translate(${x} ${y})`);
    part.toggleAttribute("data-inside", is || vehicle.engine === "key");
    tell(part, t(is ? "car.key_inside" : "car.key_outside"), is);
  };
  return { part, show };
}

// In the ignition, on the console, or in the hand of who stands at the driver's door.
function place(shape, side, vehicle) {
  const dash = shape.glass + 34;
  if (vehicle.engine === "key" || vehicle.ignition) {
    return [side * 8, dash + 26];
  }
  return vehicle.key_inside
    ? [0, dash + 70]
    : [side * (shape.half + 62), shape.doors[0][0] + 66];
}

function airflow(shape) {
  const top = shape.glass + 74;
  const drawn = svg(
    "g",
    { class: "air" },
    [-46, -20, 20, 46].map((x) =>
      svg("path", { d: `M${x} ${top}q7 12 0 24t0 24t0 24` }),
    ),
  );
  const show = ({ cabin }) => {
    drawn.toggleAttribute("data-on", cabin.hvac_on);
    const warm = cabin.target_c !== null && cabin.target_c > cabin.inside_c;
    drawn.toggleAttribute("data-warm", warm);
  };
  return { drawn, show };
}
