// The first step: for how long, at what price, and whether it renews itself.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { form, tick } from "../forms.js";
import { length, price } from "./prices.js";

/** @param {import("../screens/subscribe.js").Order} order */
export function lengthStep(order, next) {
  const send = ({ renews }) => {
    order.renews = renews;
    next();
  };
  return form({
    fields: [
      offers(order),
      tick({ name: "renews", label: t("store.auto"), checked: order.renews }),
    ],
    submit: t("next"),
    send,
  });
}

function offers(order) {
  return el(
    "fieldset",
    { class: "picks" },
    el("legend", { class: "unseen", text: t("store.length") }),
    order.plan.offers.map((offer) => pick(order, offer)),
  );
}

function pick(order, offer) {
  return el(
    "label",
    { class: "pick" },
    el("input", {
      type: "radio",
      name: "offer",
      checked: offer === order.offer,
      onchange: () => {
        order.offer = offer;
      },
    }),
    el("span", { text: length(offer.months) }),
    el("strong", { text: price(offer.price, order.shop.currency) }),
  );
}
