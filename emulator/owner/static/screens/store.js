// What the store has for the car (P1): each plan with its price and its state.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { brandOf } from "../brand/brands.js";
import { nameOf } from "../garage.js";
import { icon } from "../icons.js";
import { planMark, planName, statePill } from "../store/parts.js";
import { countryName, length, price } from "../store/prices.js";

export async function render({ car }) {
  const shop = await api.get(`store/cars/${car.vin}`);
  return [
    front(car, shop),
    shop.plans.length > 0
      ? el("ul", { class: "shelf" }, shop.plans.map((plan) => el("li", {}, item(plan, shop))))
      : el("p", { class: "card", text: t("store.empty") }),
    links(),
  ];
}

function front(car, shop) {
  const brand = brandOf(car);
  const model = [car.modelName, shop.year, shop.grade].filter(Boolean).join(" ");
  const country = countryName(shop.country);
  return el(
    "section",
    { class: "front" },
    el("p", { class: "front-name", text: brand.store }),
    el("p", { text: t("store.intro") }),
    el("p", { class: "small", text: t("store.for", { name: nameOf(car), model, country }) }),
  );
}

function item(plan, shop) {
  return el(
    "a",
    { class: "card service", href: `#/store/${plan.plan}` },
    el("span", { class: "service-head" }, planMark(plan.plan), icon("chevron")),
    el("strong", { text: planName(plan.plan) }),
    el("span", { class: "muted", text: t(`plan.${plan.plan}.about`) }),
    el("span", { class: "service-price", text: from(plan, shop) }),
    statePill(plan, shop.zone),
  );
}

/** The least price, with its length. */
function from(plan, shop) {
  const [first] = [...plan.offers].sort((one, other) => one.price - other.price);
  if (!first) {
    return t("store.not_sold");
  }
  const values = { price: price(first.price, shop.currency), length: length(first.months) };
  return t(plan.offers.length > 1 ? "store.from" : "store.at", values);
}

function links() {
  const ways = [
    ["/payment", "card", "payment.title"],
    ["/bills", "chart", "bills.title"],
  ];
  return el(
    "section",
    { class: "card" },
    el(
      "ul",
      { class: "links" },
      ways.map(([path, drawing, key]) =>
        el(
          "li",
          {},
          el("a", { href: `#${path}` }, icon(drawing), el("span", { text: t(key) }), icon("chevron")),
        ),
      ),
    ),
  );
}
