// The plans of a car and when they end (P1, P3); they belong to the car.

import { el } from "/pages/static/dom.js";
import { day, number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

import { plans } from "../beyond.js";
import { icon } from "../icons.js";
import { redraw } from "../redraw.js";
import { age } from "../time.js";

const DAY_S = 86_400;
const SOON_DAYS = 30;
const YEAR_DAYS = 365;
const ICONS = { remote: "remote", alerts: "area", theft: "shield" };

export async function render({ car, live }) {
  const list = el("div", { class: "plans" });
  const read = async () => {
    const known = await plans(car.vin);
    redraw(list, known.length > 0 ? known.map(card) : none());
  };
  live(read);
  await read();
  return [list, el("p", { class: "hint", text: t("plans.hint") })];
}

function none() {
  return el("p", { class: "card", text: t("plans.none") });
}

function card(plan) {
  const days = Math.ceil(-age(plan.endDate) / DAY_S);
  const isEnded = plan.status === "ENDED";
  return el(
    "section",
    { class: "card plan" },
    el(
      "header",
      {},
      el("h2", {}, icon(ICONS[plan.plan] ?? "card"), t(`plan.${plan.plan}`)),
      el("span", {
        class: isEnded ? "pill alert" : "pill good",
        text: t(isEnded ? "plans.ended" : "plans.active"),
      }),
    ),
    el("p", { class: "muted", text: t(`plan.${plan.plan}.about`) }),
    el("p", { text: t(ending(plan), { day: day(plan.endDate) }) }),
    !isEnded && rest(days),
  );
}

function ending({ status, renews }) {
  if (status === "ENDED") {
    return "plans.ended_on";
  }
  return renews ? "plans.renews_on" : "plans.ends_on";
}

function rest(days) {
  return el(
    "div",
    { class: "rest" },
    el("meter", { min: 0, max: YEAR_DAYS, low: SOON_DAYS, value: days, "aria-hidden": "true" }),
    el("span", { class: "small muted", text: t("plans.days_left", { number: number(days) }) }),
  );
}
