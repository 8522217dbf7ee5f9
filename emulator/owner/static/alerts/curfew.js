// Setting the curfew: the time in which the car is not to be used (M7).

import { el, fill, svg } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { field } from "../forms.js";
import { DAYS, dayName } from "./telling.js";

const MINUTES = 1_440;
const WIDTH = 240;

/** @returns {{node: Node[], attributes: (values: object) => object}} */
export function curfewEditor(alert) {
  const band = el("div", { class: "band" });
  const times = { startTime: alert?.startTime ?? "22:00", endTime: alert?.endTime ?? "06:00" };
  const time = (name, label) =>
    field({
      name,
      label,
      type: "time",
      value: times[name],
      required: true,
      oninput: (event) => {
        times[name] = event.target.value || times[name];
        fill(band, drawn(times));
      },
    });
  fill(band, drawn(times));
  return {
    node: [
      el(
        "div",
        { class: "pair" },
        time("startTime", t("alert.curfew.start")),
        time("endTime", t("alert.curfew.end")),
      ),
      band,
      days(alert?.days ?? DAYS),
    ],
    attributes,
  };
}

function attributes(values) {
  const days = DAYS.filter((day) => values[day]);
  if (days.length === 0) {
    throw Object.assign(new Error(), { code: "no_days", field: DAYS[0] });
  }
  const { startTime, endTime } = values;
  return { kind: "curfew", startTime, endTime, days };
}

function days(chosen) {
  return el(
    "fieldset",
    { class: "weekdays" },
    el("legend", { text: t("alert.curfew.days") }),
    DAYS.map((day) => weekday(day, chosen.includes(day))),
  );
}

function weekday(day, checked) {
  const id = `curfew-${day}`;
  const long = dayName(day, "long");
  const input = { id, name: day, type: "checkbox", checked, class: "unseen", "aria-label": long };
  return [
    el("input", input),
    el("label", { for: id, title: long, text: dayName(day, form()) }),
  ];
}

/** Thai's letters tell all days apart, and its short names are too long for a circle. */
function form() {
  const letters = DAYS.map((day) => dayName(day, "narrow"));
  return new Set(letters).size === DAYS.length ? "narrow" : "short";
}

/** The day as a band, the curfew dark on it. */
function drawn({ startTime, endTime }) {
  const [start, end] = [startTime, endTime].map(minutes);
  const parts = end > start ? [[start, end]] : [[start, MINUTES], [0, end]];
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} 22`, "aria-hidden": "true" },
    svg("rect", { class: "day", width: WIDTH, height: 12, rx: 6 }),
    parts.map(([from, to]) =>
      svg("rect", { class: "closed", x: x(from), width: x(to - from), height: 12, rx: 3 }),
    ),
    [0, 6, 12, 18].map((hour) => svg("text", { x: x(hour * 60) + 1, y: 21, text: `${hour}:00` })),
  );
}

function x(minute) {
  return (minute / MINUTES) * WIDTH;
}

function minutes(time) {
  const [hours, rest] = time.split(":").map(Number);
  return hours * 60 + rest;
}
