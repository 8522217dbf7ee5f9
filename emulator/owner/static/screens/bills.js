// What was charged, newest first.

import { el } from "/pages/static/dom.js";
import { day } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { nameOf } from "../garage.js";
import { cardName, planName } from "../store/parts.js";
import { length, price } from "../store/prices.js";

export async function render({ cars }) {
  const { bills } = await api.get("store/bills");
  if (bills.length === 0) {
    return el("p", { class: "card", text: t("bills.none") });
  }
  return el("ul", { class: "bills" }, bills.map((bill) => el("li", { class: "card" }, row(bill, cars))));
}

function row({ number, at, charge }, cars) {
  const car = cars.find((one) => one.vin === charge.vin);
  return [
    el(
      "header",
      {},
      el("h2", { text: planName(charge.plan) }),
      el("strong", { text: price(charge.price, charge.currency) }),
    ),
    el("p", { text: `${car ? nameOf(car) : charge.vin} · ${length(charge.months)}` }),
    el("p", {
      class: "small muted",
      text: t(charge.automatic ? "bills.automatic" : "bills.by_hand", {
        number,
        day: day(at),
        card: cardName(charge),
      }),
    }),
  ];
}
