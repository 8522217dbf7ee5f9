// The third step: with which card; one can be added now.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { cardEnd, cardName } from "./parts.js";
import { cardForm } from "./pay_forms.js";

/** @param {import("../screens/subscribe.js").Order} order */
export function paymentStep(order, next, back, again) {
  const added = (card) => {
    order.wallet.cards.push(card);
    order.card = card;
    again();
  };
  const adding = () =>
    el(
      "div",
      { class: "step-part" },
      el("p", { class: "small muted", text: t("card.safe") }),
      cardForm(null, added, back ? [back] : []),
    );
  if (order.wallet.cards.length === 0) {
    return adding();
  }
  const place = el("div", { class: "step-part" });
  const more = () => place.replaceWith(adding());
  place.append(
    cards(order),
    el(
      "div",
      { class: "row deeds" },
      el("button", { type: "button", class: "main", text: t("next"), onclick: next }),
      el("button", { type: "button", text: t("card.other"), onclick: more }),
      back ?? "",
    ),
  );
  return place;
}

function cards(order) {
  return el(
    "fieldset",
    { class: "picks" },
    el("legend", { class: "unseen", text: t("payment.card") }),
    order.wallet.cards.map((card) => pick(order, card)),
  );
}

function pick(order, card) {
  return el(
    "label",
    { class: "pick" },
    el("input", {
      type: "radio",
      name: "card",
      checked: card === order.card,
      onchange: () => {
        order.card = card;
      },
    }),
    el("strong", { text: cardName(card) }),
    el("span", { class: "muted small", text: cardEnd(card) }),
  );
}
