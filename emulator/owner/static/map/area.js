// An area on the map: its middle and its border are dragged, or moved by arrow keys.

import { el, set, svg } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { redraw } from "../redraw.js";
import { distance } from "../units.js";
import { carPin, chart } from "./chart.js";
import { frame } from "./frame.js";
import { kmBetween } from "./near.js";

export const LEAST_KM = 0.5;
export const MOST_KM = 100;
const AROUND = 1.7;
const STEP_KM = 0.5;
const KEY_PART = 0.1;
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * @typedef {{latitude: number, longitude: number, radius: number}} Area radius in km
 * @param {{area: Area, isAllowed: boolean, places: object[], car: object | null,
 *   change: (area: Area) => void}} told
 * @returns {{node: Node, show: (area: Area, isAllowed: boolean) => void}}
 */
export function areaMap(told) {
  const map = { ...told, node: el("div", { class: "map" }) };
  draw(map);
  return {
    node: map.node,
    show: (area, isAllowed) => {
      Object.assign(map, { area, isAllowed });
      draw(map);
    },
  };
}

function draw(map) {
  const { area, places, car } = map;
  map.frame = frame(area, area.radius * AROUND);
  const pin = car && carPin(map.frame.xy(car), car.headingDeg);
  const label = { places, label: t("area.map") };
  redraw(map.node, chart(map.frame, label, pin, circle(map)));
  place(map, area);
}

function circle(map) {
  const grip = (kind, label, pull, push) =>
    svg("circle", {
      class: `grip ${kind}`,
      r: 4,
      tabindex: "0",
      role: "button",
      "aria-label": label,
      onpointerdown: (event) => drag(map, event, pull),
      onkeydown: (event) => pressed(map, event, push),
    });
  return svg(
    "g",
    { class: map.isAllowed ? "fence allowed" : "fence restricted" },
    svg("circle", { class: "inside" }),
    grip("middle", t("area.grip_middle"), pullMiddle, pushMiddle),
    grip("border", t("area.grip_border"), pullBorder, pushBorder),
    svg("text", { "text-anchor": "middle" }),
  );
}

/** Put circle and grips where an area is, in the frame that is shown. */
function place(map, area) {
  const [x, y] = map.frame.xy(area);
  const r = area.radius * map.frame.scale;
  const part = (name) => map.node.querySelector(`.fence ${name}`);
  set(part(".inside"), { cx: x, cy: y, r });
  set(part(".middle"), { cx: x, cy: y });
  set(part(".border"), { cx: x + r, cy: y });
  set(part("text"), { x, y: y + r - 4, text: distance(area.radius, area.radius % 1 ? 1 : 0) });
}

function drag(map, event, pull) {
  const grip = event.currentTarget;
  grip.setPointerCapture(event.pointerId);
  let area = map.area;
  grip.onpointermove = (moved) => {
    area = pull(map, at(map, moved));
    place(map, area);
  };
  grip.onpointerup = () => {
    grip.onpointermove = null;
    map.change(area);
  };
}

/** Where a pointer is on the earth. */
function at(map, event) {
  const drawn = map.node.querySelector("svg");
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(
    drawn.getScreenCTM().inverse(),
  );
  return map.frame.point(x, y);
}

function pullMiddle({ area }, point) {
  return { ...area, ...point };
}

function pullBorder({ area }, point) {
  return { ...area, radius: fitting(kmBetween(area, point)) };
}

function pressed(map, event, push) {
  const way = WAYS[event.key];
  if (way) {
    event.preventDefault();
    map.change(push(map, way));
  }
}

function pushMiddle({ area, frame: shown }, [x, y]) {
  const units = area.radius * KEY_PART * shown.scale;
  return { ...area, ...shown.point(x * units, y * units) };
}

function pushBorder({ area }, [x, y]) {
  return { ...area, radius: fitting(area.radius + (x - y) * STEP_KM) };
}

/** A radius as the car takes it: in halves of a km, within its limits. */
function fitting(km) {
  const stepped = Math.round(km / STEP_KM) * STEP_KM;
  return Math.min(MOST_KM, Math.max(LEAST_KM, stepped));
}
