// The last step: all of it once more, the terms, and yes.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { form, tick } from "../forms.js";
import { addressLines, cardName, planName } from "./parts.js";
import { length, price } from "./prices.js";
import { termsLink } from "./terms.js";

/** @param {import("../screens/subscribe.js").Order} order */
export function confirmStep(order, next, back) {
  const send = async ({ terms_accepted: accepted }) => {
    order.sold = await api.post(`store/cars/${order.vin}/plans`, {
      plan: order.plan.plan,
      months: order.offer.months,
      card_id: isFree(order) ? null : order.card.card_id,
      renews: order.renews,
      terms_accepted: accepted,
    });
    next();
  };
  return [
    summary(order),
    form({
      fields: [
        tick({
          name: "terms_accepted",
          label: t("terms.accept"),
          wrong: t("terms.needed"),
          required: true,
        }),
        el("p", { class: "small" }, termsLink()),
      ],
      submit: t("confirm"),
      send,
      beside: back ? [back] : [],
    }),
  ];
}

function summary(order) {
  const rows = [
    ["store.service", planName(order.plan.plan)],
    ["store.length", length(order.offer.months)],
    ["store.price", price(order.offer.price, order.shop.currency)],
    ["store.auto", t(order.renews ? "on" : "off")],
  ];
  if (!isFree(order)) {
    rows.push(["payment.card", cardName(order.card)]);
    rows.push(["address.title", addressLines(order.wallet.address)]);
  }
  return el("dl", { class: "summary" }, rows.map(([key, value]) => row(t(key), value)));
}

function row(name, value) {
  return el("div", {}, el("dt", { text: name }), el("dd", {}, value));
}

function isFree(order) {
  return order.offer.price === 0;
}
