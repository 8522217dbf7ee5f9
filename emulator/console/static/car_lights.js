// Lamps, indicators, horn and alarm; the indicators are the switch of the hazard lights.

import { svg } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";
import { pressable, tell } from "./pressable.js";

export function lights(shape, act) {
  const half = shape.half;
  const nose = shape.front + shape.nose * 0.3;
  const tail = shape.rear - shape.tail * 0.55;
  const button = hazardButton(shape, act);
  const drawn = [
    both((side) => lamp(side, half * 0.66, nose, "head")),
    both((side) => lamp(side, half * 0.76, tail, "tail")),
    both((side) => indicator(side * half * 0.87, nose + 15)),
    both((side) => indicator(side * half * 0.88, tail - 19)),
    waves(shape),
    button.part,
  ];
  return {
    beams: both((side) => beam(side, half * 0.66, nose)),
    drawn,
    show: button.show,
  };
}

function both(draw) {
  return [-1, 1].map(draw);
}

function lamp(side, x, y, kind) {
  const flip = `translate(${side * x} ${y}) scale(${side} 1)`;
  const d =
    kind === "head"
      ? "M-18 -8Q2 -8 14 12Q-6 10 -18 2Z"
      : "M-20 8Q2 8 14 -10Q-4 -6 -20 -2Z";
  return svg("path", { d, transform: flip, class: `lamp ${kind}` });
}

function beam(side, x, y) {
  const d = `M${side * (x - 12)} ${y}L${side * (x - 52)} -4L${side * (x + 66)} -4L${side * (x + 12)} ${y}Z`;
  return svg("path", { d, fill: "url(#beam)", class: "beam" });
}

function indicator(x, y) {
  return svg("ellipse", { cx: x, cy: y, rx: 4.5, ry: 8, class: "indicator" });
}

function waves(shape) {
  const y = shape.front - 8;
  const arcs = [14, 26, 38].map((r) =>
    svg("path", { d: `M${-r} ${y - r * 0.5}Q0 ${y - r * 1.3} ${r} ${y - r * 0.5}` }),
  );
  return svg("g", { class: "waves" }, arcs);
}

// The red triangle on the dashboard.
function hazardButton(shape, act) {
  let on = false;
  const part = pressable(
    { class: "hazard", transform: `translate(0 ${shape.glass + 43})` },
    () => act({ do: "hazard_lights", on: !on }),
    svg("title"),
    svg("circle", { r: 15, class: "reach" }),
    svg("path", { d: "M0 -6L6.5 5H-6.5Z" }),
  );
  const show = (vehicle) => {
    on = vehicle.hazard_lights;
    tell(part, t("car.hazard_lights"), on);
  };
  return { part, show };
}
