// The driving history: trips, distance and time by day, month and year (D1 to D3).

import { el, fill } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

import { bars } from "../bars.js";
import { segments } from "../forms.js";
import { sums } from "../history.js";
import { icon } from "../icons.js";
import { PERIODS } from "../periods.js";
import { now } from "../time.js";
import { distance, inUnits } from "../units.js";

const FIGURES = {
  distance: { of: (sum) => inUnits(sum.distanceKm), say: (sum) => distance(sum.distanceKm, 1) },
  trips: { of: (sum) => sum.trips, say: (sum) => number(sum.trips) },
  time: { of: (sum) => sum.minutes, say: (sum) => hours(sum.minutes) },
};

export async function render({ car, live }) {
  const today = new Date(now());
  const view = {
    car,
    unit: "day",
    figure: "distance",
    at: { year: today.getFullYear(), month: today.getMonth() + 1 },
    place: el("div", { class: "history" }),
  };
  live(() => show(view));
  await show(view);
  return [choices(view), view.place, el("p", { class: "hint", text: t("trips.hint") })];
}

function choices(view) {
  const options = Object.keys(PERIODS).map((unit) => [unit, t(`trips.by_${unit}`)]);
  const change = (unit) => {
    view.unit = unit;
    return show(view);
  };
  return segments({ label: t("trips.by"), value: view.unit, options, change });
}

async function show(view) {
  const unit = PERIODS[view.unit];
  const known = await sums(view.car, view.unit, unit.first(view.at), unit.last(view.at));
  const rows = unit
    .labels(view.at)
    .map((label) => known.find((sum) => sum.label === label) ?? none(label));
  fill(
    view.place,
    heading(view, unit),
    totals(view, known),
    plot(view, unit, rows),
    table(view, unit, known),
  );
}

function none(label) {
  return { label, trips: 0, distanceKm: 0, minutes: 0 };
}

function heading(view, unit) {
  const step = (by, label, drawn) =>
    el(
      "button",
      {
        type: "button",
        class: `plain ${drawn}`,
        "aria-label": label,
        onclick: () => {
          view.at = unit.move(view.at, by);
          return show(view);
        },
      },
      icon(drawn),
    );
  return el(
    "div",
    { class: "span" },
    step(-1, t("trips.before"), "back"),
    el("h2", { "aria-live": "polite", text: unit.name(view.at) }),
    step(1, t("trips.after"), "chevron"),
  );
}

/** The three sums; the one that is pressed is plotted. */
function totals(view, known) {
  const total = known.reduce(added, none(""));
  return el(
    "div",
    { class: "figures", role: "group", "aria-label": t("trips.plotted") },
    Object.entries(FIGURES).map(([name, figure]) =>
      el(
        "button",
        {
          type: "button",
          class: "figure",
          "aria-pressed": String(name === view.figure),
          onclick: () => {
            view.figure = name;
            return show(view);
          },
        },
        el("span", { class: "small", text: t(`trips.${name}`) }),
        el("strong", { text: figure.say(total) }),
      ),
    ),
  );
}

function added(one, other) {
  return {
    label: "",
    trips: one.trips + other.trips,
    distanceKm: one.distanceKm + other.distanceKm,
    minutes: one.minutes + other.minutes,
  };
}

function plot(view, unit, rows) {
  const { of, say } = FIGURES[view.figure];
  const told_ = rows.map((sum) => ({
    value: of(sum),
    short: unit.short(sum.label),
    long: `${unit.long(sum.label)}: ${say(sum)}`,
  }));
  return el("section", { class: "card" }, bars(told_, t(`trips.${view.figure}`)));
}

function table(view, unit, known) {
  const first = el("th", { scope: "col", text: t(`trips.by_${view.unit}`) });
  const columns = Object.keys(FIGURES).map(columnHead);
  return el(
    "details",
    { class: "card" },
    el("summary", { text: t("trips.table") }),
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el("tr", {}, first, columns),
      ),
      el("tbody", {}, known.map((sum) => row(unit, sum))),
    ),
  );
}

function columnHead(name) {
  return el("th", { scope: "col", text: t(`trips.${name}`) });
}

function row(unit, sum) {
  const cells = Object.values(FIGURES).map((figure) => el("td", { text: figure.say(sum) }));
  return el("tr", {}, el("th", { scope: "row", text: unit.long(sum.label) }), cells);
}

function hours(minutes) {
  const whole = Math.round(minutes);
  return t("trips.hours", { hours: number(Math.floor(whole / 60)), minutes: whole % 60 });
}
