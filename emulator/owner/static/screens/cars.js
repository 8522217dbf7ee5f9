// The cars of the account, to look at one.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { brandOf } from "../brand/brands.js";
import { nameOf } from "../garage.js";
import { icon } from "../icons.js";

export async function render(context) {
  if (context.cars.length === 0) {
    return el("section", { class: "card narrow" }, el("p", { text: t("cars.none") }), add());
  }
  return [
    el(
      "ul",
      { class: "choices" },
      context.cars.map((car) => el("li", {}, row(context, car))),
    ),
    add(),
  ];
}

function add() {
  const way = el("a", { class: "button main", href: "#/cars/add" }, icon("plus"), t("pair.title"));
  return el("div", { class: "row deeds" }, way);
}

function row(context, car) {
  const isChosen = car.vin === context.car?.vin;
  return el(
    "button",
    {
      type: "button",
      class: "choice",
      "aria-current": isChosen ? "true" : null,
      onclick: () => context.choose(car.vin),
    },
    brandOf(car).mark(),
    el(
      "span",
      { class: "about" },
      el("strong", { text: nameOf(car) }),
      el("span", { class: "muted small", text: `${car.modelName} · ${car.modelYear}` }),
      el("span", { class: "vin muted", text: car.vin }),
    ),
    isChosen && icon("check"),
  );
}
