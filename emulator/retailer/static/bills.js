// Bills in a table: of a customer, or of a car.

import { el } from "/pages/static/dom.js";
import { day } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";
import { cardName, planName } from "/owner/static/store/parts.js";
import { length, price } from "/owner/static/store/prices.js";

/** @param {object[]} bills */
export function billTable(bills) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("desk.bills") }),
    bills.length > 0
      ? el("div", { class: "wide" }, el("table", {}, head(), el("tbody", {}, bills.map(row))))
      : el("p", { class: "muted", text: t("desk.no_bills") }),
  );
}

function head() {
  const names = ["desk.bill.number", "desk.bill.day", "desk.bill.plan", "desk.bill.card", "desk.bill.price"];
  return el("thead", {}, el("tr", {}, names.map((key) => el("th", { scope: "col", text: t(key) }))));
}

function row({ number, at, charge }) {
  const cells = [
    day(at),
    `${planName(charge.plan)}, ${length(charge.months)}`,
    cardName(charge),
    price(charge.price, charge.currency),
  ];
  return el(
    "tr",
    {},
    el("th", { scope: "row", text: number }),
    cells.map((text) => el("td", { text })),
  );
}
