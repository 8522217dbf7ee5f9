// By what a plan is to renew itself: asked in front of the page.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { closeButton, inFront } from "../dialog.js";
import { choice, form } from "../forms.js";
import { cardName } from "./parts.js";
import { length, price } from "./prices.js";

/** @returns {Promise<object | undefined>} what is sent; undefined if it was closed */
export function askRenewal(plan, shop, wallet) {
  return inFront(t("store.auto"), (answer) => {
    const isFree = plan.offers.every((offer) => offer.price === 0);
    if (!isFree && wallet.cards.length === 0) {
      return noCard(answer);
    }
    const fields = [lengths(plan, shop), !isFree && cards(wallet)].filter(Boolean);
    const send = ({ months, card_id: cardId }) =>
      answer({ renews: true, months: Number(months), card_id: cardId ?? null });
    const beside = [closeButton(answer)];
    return form({ fields, submit: t("store.auto_on"), send, beside });
  });
}

function noCard(answer) {
  const onclick = () => answer();
  return [
    el("p", { text: t("store.no_card") }),
    el(
      "div",
      { class: "row deeds" },
      el("a", { class: "button main", href: "#/payment", onclick, text: t("payment.title") }),
      closeButton(answer),
    ),
  ];
}

function lengths(plan, shop) {
  const options = plan.offers.map((offer) => [
    String(offer.months),
    `${length(offer.months)} · ${price(offer.price, shop.currency)}`,
  ]);
  return choice({ name: "months", label: t("store.length"), options });
}

function cards(wallet) {
  const options = wallet.cards.map((card) => [card.card_id, cardName(card)]);
  return choice({ name: "card_id", label: t("payment.card"), options });
}
