// The car as the cloud knows it.

import { el } from "/pages/static/dom.js";

import { nameOf } from "../garage.js";

export async function render(context) {
  return el("section", { class: "card" }, el("h2", { text: nameOf(context.car) }));
}
