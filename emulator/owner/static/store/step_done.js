// It is done; one goes on to the plan.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { icon } from "../icons.js";
import { status } from "./prices.js";

/** @param {import("../screens/subscribe.js").Order} order */
export function doneStep({ sold, plan, shop }) {
  return [
    el("p", { class: "done good", role: "status" }, icon("check"), t("store.thanks")),
    el("p", { text: status(sold.plan, shop.zone) }),
    sold.bill && el("p", { class: "muted", text: t("store.bill_sent", { number: sold.bill.number }) }),
    el("a", { class: "button main", href: `#/store/${plan.plan}`, text: t("continue") }),
  ];
}
