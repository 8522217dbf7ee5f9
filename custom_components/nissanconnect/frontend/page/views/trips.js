/** How far it was driven, day by day. */

import { h } from "../dom.js";
import { consumption, day, distance, duration, number } from "../format.js";
import { row } from "./panel.js";

const DAYS = 14;
const CHART = { width: 420, height: 110, base: 88 };

export function tripsFit(vehicle) {
  return vehicle.id("trips_today") !== undefined;
}

/** Return the request for what `trips` shows. */
export function tripsWanted(now) {
  const first = new Date(now);
  first.setDate(first.getDate() - DAYS + 1);
  return { action: "get_trips", data: { period: "day", start: iso(first) } };
}

export function trips(scene, answer) {
  return [sums(scene), answer ? days(scene, answer.periods) : h("p", { class: "empty", "aria-busy": "true" }, scene.t("loading"))];
}

function sums({ vehicle, t, look }) {
  const shown = ["distance_today", "distance_month", "distance_year"].filter((key) => vehicle.shown(key));
  return h(
    "div",
    { class: "sums" },
    shown.map((key) =>
      h("button", { type: "button", onclick: () => look(vehicle.id(key)) }, h("b", null, vehicle.shown(key)), h("small", null, t(key))),
    ),
  );
}

function days(scene, periods) {
  const driven = periods.filter(({ trips: count }) => count).toReversed();
  return driven.length ? [chart(scene, driven), driven.map((period) => driveRow(scene, period))] : h("p", { class: "empty" }, scene.t("no_trips"));
}

function driveRow(scene, period) {
  const { hass, t } = scene;
  const { period: name, trips: count, distance_km: km, duration_min: minutes } = period;
  const parts = [t(count === 1 ? "one_trip" : "many_trips", { count: number(hass, count) })];
  if (minutes) {
    parts.push(duration(hass, minutes));
  }
  return row(scene, { title: day(hass, noon(name)), text: [...parts, consumption(hass, period)].filter(Boolean).join(" · "), value: distance(hass, km ?? 0, 1) });
}

function chart({ hass, now }, driven) {
  const km = new Map(driven.map((period) => [period.period, period.distance_km ?? 0]));
  const most = Math.max(...km.values(), 1);
  const width = CHART.width / DAYS;
  return h(
    "svg",
    { class: "bars", viewBox: `0 0 ${CHART.width} ${CHART.height}`, "aria-hidden": "true" },
    Array.from({ length: DAYS }, (_, index) => {
      const when = new Date(now);
      when.setDate(when.getDate() - DAYS + 1 + index);
      const size = ((km.get(iso(when)) ?? 0) / most) * (CHART.base - 8);
      const x = index * width;
      return [
        h("rect", { class: size ? "bar" : "bar none", x: x + width * 0.22, y: CHART.base - Math.max(size, 3), width: width * 0.56, height: Math.max(size, 3), rx: 4 }),
        h("text", { x: x + width / 2, y: CHART.height - 4 }, new Intl.DateTimeFormat(hass.locale.language, { day: "numeric" }).format(when)),
      ];
    }),
  );
}

function iso(when) {
  const part = (value) => String(value).padStart(2, "0");
  return `${when.getFullYear()}-${part(when.getMonth() + 1)}-${part(when.getDate())}`;
}

/** Return a day such that no time zone moves it. */
function noon(name) {
  const [year, month, date] = name.split("-").map(Number);
  return new Date(year, month - 1, date, 12);
}
