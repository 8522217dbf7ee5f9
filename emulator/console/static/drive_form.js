// Where to drive: a recorded drive, the nearest first, or points of one's own.

import { el, set } from "/pages/static/dom.js";
import { number, span } from "/pages/static/format.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";
import { choiceField, group, labelled, numberField, press } from "./controls.js";

const OWN = "";
const POINT = /^\s*(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)\s*$/;

/**
 * @param {{vehicle: object}} seen @param {import("./controls.js").Act} act
 * @param {object} ways what `deeds` is given
 */
export function driveForm({ vehicle }, act, ways) {
  const own = ownPoints();
  const form = el(
    "form",
    { class: "order", onsubmit: (event) => go(event, act) },
    routeChoice(nearestFirst(ways.routes, vehicle.position)),
    own,
    speedField(),
    el("button", { class: "main", text: t("deed.drive") }),
  );
  const stop = press("deed.stop", { do: "stop_driving" }, act);
  let car = vehicle;
  form.addEventListener("input", () => planned(form, own, ways));
  ways.pick = (point) => add(form, own, ways, car, point);
  planned(form, own, ways);
  const show = ({ vehicle: now }) => {
    car = now;
    set(stop.drawn, { disabled: !now.driving });
  };
  return group("deed.driving", { drawn: form, show }, stop);
}

function routeChoice(routes) {
  const options = [...routes.map(option), [OWN, t("deed.own_route")]];
  return choiceField("route", "deed.route", options);
}

function ownPoints() {
  const placeholder = "13.7563, 100.5018";
  return labelled(
    "deed.points",
    el("textarea", { name: "points", rows: 3, placeholder }),
  );
}

function speedField() {
  const placeholder = t("deed.as_recorded");
  return numberField("speed_kmh", "deed.speed", {
    min: 1,
    max: 250,
    required: false,
    placeholder,
  });
}

function option({ route, length_km, duration_s }) {
  const values = { route, km: number(length_km, 1), time: span(duration_s) };
  return [route, t("deed.route_option", values)];
}

function planned(form, own, { routes, plan }) {
  const chosen = form.elements.route.value;
  own.hidden = chosen !== OWN;
  const known = routes.find(({ route }) => route === chosen);
  plan(known ? known.points : (pointsOf(form.elements.points.value) ?? []));
}

// Points that are pressed on the map begin at the car.
function add(form, own, ways, { position }, point) {
  const { route, points } = form.elements;
  const before = route.value === OWN ? points.value.trim() : "";
  const begin = before || written([position.latitude, position.longitude]);
  route.value = OWN;
  points.value = `${begin}\n${written(point)}`;
  planned(form, own, ways);
}

function written(point) {
  return point.map((degrees) => degrees.toFixed(5)).join(", ");
}

function go(event, act) {
  event.preventDefault();
  const { route, points, speed_kmh } = event.target.elements;
  const way = route.value === OWN ? pointsOf(points.value) : route.value;
  if (way === null) {
    say(t("deed.wrong_points"), "alert");
    return;
  }
  const speed = speed_kmh.value === "" ? {} : { speed_kmh: speed_kmh.valueAsNumber };
  act({ do: "drive", route: way, ...speed }, t("done", { what: t("deed.drive") }));
}

/** Return the points of lines of text; null if a line is none. */
function pointsOf(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  const points = lines.map((line) => POINT.exec(line)?.slice(1, 3).map(Number));
  return points.includes(undefined) ? null : points;
}

function nearestFirst(routes, { latitude, longitude }) {
  const far = ({ points: [[north, east]] }) =>
    Math.hypot(north - latitude, east - longitude);
  return routes.toSorted((one, other) => far(one) - far(other));
}
