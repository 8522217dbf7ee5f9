// The file of a customer: who, which cars, what was charged.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";
import { icon } from "/owner/static/icons.js";
import { countryName } from "/owner/static/store/prices.js";

import { billTable } from "./bills.js";

/** @param {object} file @param {(wanted: string) => unknown} open */
export function customerFile(file, open) {
  return [
    el(
      "section",
      { class: "card" },
      el("h2", { text: `${file.first_name} ${file.last_name}` }),
      el("p", { class: "muted", text: `${file.email} · ${countryName(file.country)}` }),
    ),
    el(
      "section",
      { class: "card" },
      el("h2", { text: t("desk.cars") }),
      file.cars.length > 0
        ? el("ul", { class: "choices" }, file.cars.map((car) => el("li", {}, carButton(car, open))))
        : el("p", { class: "muted", text: t("desk.no_cars") }),
    ),
    billTable(file.bills),
  ];
}

function carButton(car, open) {
  return el(
    "button",
    { type: "button", class: "choice", onclick: () => open(car.vin) },
    icon("car"),
    el(
      "span",
      { class: "about" },
      el("strong", { text: car.nickname ?? car.model }),
      el("span", { class: "muted small", text: `${car.brand} ${car.model} · ${roleName(car.role)}` }),
      el("span", { class: "vin muted", text: car.vin }),
    ),
    icon("chevron"),
  );
}

/** What a user is to a car, in words. */
export function roleName(role) {
  return t(`desk.role.${role.toLowerCase()}`);
}
