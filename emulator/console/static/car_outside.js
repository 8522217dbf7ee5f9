// What is at and around the car: shadow, wheels with their pressures, cable, locks, radio.

import { set, svg } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";
import { outline } from "./car_shape.js";
import { pressable, tell } from "./pressable.js";

const WHEELS = ["front_left", "front_right", "rear_left", "rear_right"];

export function outside(shape, vehicle, act) {
  const tyres = WHEELS.map((name) => tyre(shape, name));
  const cable = vehicle.battery ? socket(shape, act) : null;
  const locks = vehicle.equipment.openings
    .filter((name) => name !== "hood")
    .map((name) => padlock(shape, name));
  const sky = antenna(shape);
  const parts = [...tyres, ...locks, sky, cable].filter(Boolean);
  return {
    below: [
      svg("path", {
        d: outline(shape, -7),
        class: "shadow",
        transform: "translate(0 7)",
      }),
      svg("path", { d: outline(shape, -9), class: "alarm-ring" }),
      tyres.map((one) => one.wheel),
      cable?.cord,
    ],
    above: [
      tyres.map((one) => one.label),
      locks.map((one) => one.drawn),
      sky.drawn,
      cable?.part,
    ],
    show: (now) => parts.forEach((part) => part.show(now)),
  };
}

function tyre(shape, name) {
  const side = name.endsWith("left") ? -1 : 1;
  const y = shape.wheels[name.startsWith("front") ? 0 : 1];
  const x = side * (shape.half - 5);
  const wheel = svg("rect", {
    x: x - 10,
    y: y - 32,
    width: 20,
    height: 64,
    rx: 7,
    class: "wheel",
  });
  const anchor = side < 0 ? "end" : "start";
  const label = svg("text", {
    x: side * (shape.half + 16),
    y: y + 5,
    "text-anchor": anchor,
    class: "pressure",
  });
  const show = ({ pressure }) => {
    const low = pressure?.low.includes(name) ?? false;
    wheel.toggleAttribute("data-low", low);
    label.toggleAttribute("data-low", low);
    set(label, { text: pressure ? number(pressure[`${name}_bar`], 2) : "" });
  };
  return { wheel, label, show };
}

function socket(shape, act) {
  const atNose = shape.socket === "nose";
  const [x, y] = atNose
    ? [0, shape.front + 8]
    : [-shape.half + 6, shape.wheels[0] + 50];
  const d = atNose
    ? `M${x} ${y}C0 10 -60 50 -128 18T-200 40`
    : `M${x} ${y}C-140 ${y} -120 ${y + 90} -200 ${y + 70}`;
  const cord = svg(
    "g",
    { class: "cord" },
    svg("path", { d }),
    svg("path", { d, class: "flow" }),
  );
  let plugged = false;
  const part = pressable(
    { class: "socket", transform: `translate(${x} ${y})` },
    () => act({ do: plugged ? "unplug" : "plug" }),
    svg("title"),
    svg("circle", { r: 22, class: "reach" }),
    svg("circle", { r: 9, class: "cap" }),
    svg("path", { d: "M1 -6L-3 1H1L-1 6L4 -1H0Z", class: "bolt" }),
  );
  const show = ({ battery }) => {
    plugged = battery.plugged;
    cord.toggleAttribute("data-plugged", plugged);
    part.toggleAttribute("data-plugged", plugged);
    tell(part, t(plugged ? "car.plugged" : "car.unplugged"), plugged);
  };
  return { cord, part, show };
}

function padlock(shape, name) {
  const drawn = svg(
    "g",
    { class: "padlock", transform: `translate(${lockPlace(shape, name).join(" ")})` },
    svg("rect", { x: -6, y: -2, width: 12, height: 9, rx: 2 }),
    svg("path", { d: "M-4 -2v-3a4 4 0 0 1 8 0v3", class: "shackle" }),
  );
  const show = ({ unlocked }) =>
    drawn.toggleAttribute("data-unlocked", unlocked.includes(name));
  return { drawn, show };
}

function lockPlace(shape, name) {
  if (name === "hatch") {
    return [0, shape.lid + 20];
  }
  const [top, bottom] = shape.doors[name.startsWith("front") ? 0 : 1];
  const side = name.endsWith("left") ? -1 : 1;
  return [side * (shape.half - 36), (top + bottom) / 2 + 18];
}

function antenna(shape) {
  const y = shape.roofEnd - 14;
  const arcs = [8, 14, 20].map((r) =>
    svg("path", { d: `M${-r} ${y - r * 0.5}A${r} ${r} 0 0 1 ${r} ${y - r * 0.5}` }),
  );
  const drawn = svg(
    "g",
    { class: "antenna" },
    svg("g", { class: "arcs" }, arcs),
    svg("path", { d: `M0 ${y - 4}l4 12h-8z` }),
    svg("path", { d: `M-14 ${y - 18}l28 24`, class: "cross" }),
    svg("text", { x: 22, y: y - 12, class: "sleep", text: "z z" }),
  );
  const show = (vehicle) => {
    drawn.toggleAttribute("data-gone", !vehicle.reachable);
    drawn.toggleAttribute("data-asleep", vehicle.asleep);
  };
  return { drawn, show };
}
