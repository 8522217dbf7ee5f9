// Prices, lengths and ends of plans, as people read them.

import { day } from "/pages/static/format.js";
import { language, t } from "/pages/static/words.js";

/** Small drawings of the plans (icons.js). */
export const PLAN_ICONS = { remote: "remote", alerts: "bell", theft: "shield" };

/** What an offer costs, in words: a price, or that it is free. */
export function price(amount, currency) {
  if (amount === 0) {
    return t("store.free");
  }
  const style = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" };
  return new Intl.NumberFormat(language, style).format(amount);
}

/** A number of months. */
export function length(months) {
  const unit = { style: "unit", unit: "month", unitDisplay: "long" };
  return new Intl.NumberFormat(language, unit).format(months);
}

/** The name of a country by its code. */
export function countryName(code) {
  return new Intl.DisplayNames([language], { type: "region" }).of(code);
}

/** What comes at the end of a plan. */
export function status(plan, zone) {
  return t(`store.status.${stateOf(plan)}`, { day: day(plan.ends_at, zone) });
}

/** The colour of that: a class of base.css. */
export function tone(plan) {
  return { ended: "alert", cancelled: "stale", renews: "good", runs: "" }[stateOf(plan)];
}

function stateOf(plan) {
  if (plan.ended) {
    return "ended";
  }
  if (plan.cancelled) {
    return "cancelled";
  }
  return plan.renews ? "renews" : "runs";
}
