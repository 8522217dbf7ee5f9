// The next service: when and at how many kilometres (V1, V2).

import { el } from "/pages/static/dom.js";
import { day, number } from "/pages/static/format.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { changeService, service } from "../beyond.js";
import { facts } from "../facts.js";
import { field, form } from "../forms.js";
import { redraw } from "../redraw.js";
import { distance } from "../units.js";

const SOON_DAYS = 30;
const SOON_KM = 1_000;
const MOST_KM = 2_000_000;

export async function render({ car, live }) {
  const place = el("div", { class: "due" });
  const [due, { cockpit }] = await Promise.all([service(car.vin), facts(car, ["cockpit"])]);
  const show = (said) => redraw(place, left(said));
  show(due);
  live(async () => show(await service(car.vin)));
  return [
    place,
    el(
      "section",
      { class: "card narrow" },
      el("h2", { text: t("service.next") }),
      el("p", { class: "muted", text: t("service.hint") }),
      form({
        fields: fields(due, cockpit),
        submit: t("service.update"),
        send: async (values) => {
          show(await changeService(car.vin, values));
          say(t("service.updated"), "good");
        },
      }),
    ),
  ];
}

function fields(due, cockpit) {
  return [
    field({
      name: "dueDate",
      label: t("service.date"),
      type: "date",
      value: due.dueDate,
      required: true,
    }),
    field({
      name: "dueMileage",
      label: t("service.mileage"),
      type: "number",
      min: 0,
      max: MOST_KM,
      step: 1,
      unit: t("unit.km"),
      value: due.dueMileage,
      hint: cockpit?.odometerKm && t("service.now", { odometer: number(cockpit.odometerKm) }),
      required: true,
    }),
  ];
}

function left(due) {
  if (due.dueDate === null) {
    return el("p", { class: "card", text: t("service.unset") });
  }
  const { remainingDays: days, remainingDistance: km } = due;
  return [
    tile(t("service.days_left"), number(days), tone(days, SOON_DAYS), day(due.dueDate)),
    km !== null &&
      tile(t("service.km_left"), distance(km), tone(km, SOON_KM), distance(due.dueMileage)),
  ];
}

function tone(rest, soon) {
  if (rest < 0) {
    return "alert";
  }
  return rest <= soon ? "stale" : "good";
}

function tile(label, value, kind, until) {
  return el(
    "section",
    { class: "card figure" },
    el("h2", { text: label }),
    el("strong", { class: kind, text: value }),
    el("span", { class: "small muted", text: until }),
  );
}
