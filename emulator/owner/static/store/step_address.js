// The second step: the billing address; once it is kept one goes on.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { addressLines } from "./parts.js";
import { addressForm } from "./pay_forms.js";

/** @param {import("../screens/subscribe.js").Order} order */
export function addressStep(order, next, back, again) {
  const kept = (address) => {
    order.wallet.address = address;
    again();
  };
  if (!order.wallet.address) {
    return typed(order, kept, back);
  }
  const place = el("div", { class: "step-part" });
  const change = () => place.replaceWith(typed(order, kept, back));
  place.append(
    addressLines(order.wallet.address),
    el(
      "div",
      { class: "row deeds" },
      el("button", { type: "button", class: "main", text: t("next"), onclick: next }),
      el("button", { type: "button", text: t("change"), onclick: change }),
      back ?? "",
    ),
  );
  return place;
}

function typed(order, kept, back) {
  const hint = t("address.hint", { characters: [...order.wallet.forbidden].join(" ") });
  return el(
    "div",
    { class: "step-part" },
    addressForm(order.wallet, kept, back ? [back] : []),
    el("p", { class: "small muted", text: hint }),
  );
}
