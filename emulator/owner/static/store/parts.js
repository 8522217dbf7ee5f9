// What several screens of the store show: states, features, cards, addresses.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { icon } from "../icons.js";
import { PLAN_ICONS, status, tone } from "./prices.js";

export function statePill(plan, zone) {
  return el("span", { class: `pill ${tone(plan)}`, text: status(plan, zone) });
}

/** What a plan is called. */
export function planName(name) {
  return t(`plan.${name}`);
}

/** A plan's drawing, on its plate. */
export function planMark(name) {
  return el("span", { class: "plan-mark" }, icon(PLAN_ICONS[name]));
}

/** What a plan brings, as a list. */
export function featureList(plan) {
  return el(
    "ul",
    { class: "features" },
    plan.features.map((name) => el("li", {}, icon("check"), t(`feature.${name}`))),
  );
}

/** What people call a payment card. */
export function cardName({ brand, last_four: digits }) {
  return `${brand} ···· ${digits}`;
}

/** The month after which a card pays no more, as it is printed on it. */
export function cardEnd(card) {
  const last = new Date(Date.parse(card.expires_at) - 1);
  const month = String(last.getUTCMonth() + 1).padStart(2, "0");
  return t("card.until", { month: `${month}/${String(last.getUTCFullYear()).slice(2)}` });
}

/** A billing address, line by line. */
export function addressLines({ street, more, postcode, city, region, country }) {
  const lines = [street, more, `${postcode} ${city}`, region, country].filter(Boolean);
  return el("address", { class: "lines" }, lines.map((line) => el("span", { text: line })));
}
