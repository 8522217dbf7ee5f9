// Terms of the account and of a car: opened in front of the page (E1, E6, E10).

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { inFront } from "../dialog.js";
import { tick } from "../forms.js";

const POINTS = {
  account: ["play", "data", "mails", "end"],
  car: ["owner", "position", "law", "sale"],
};

/** A box to tick, with the terms that can be opened. */
export function termsTick(kind) {
  const label = el("span", {}, `${t("legal.accept")} `, termsButton(kind));
  return tick({ name: "terms_accepted", label, wrong: t("terms.needed"), required: true });
}

/** A button in a sentence that opens the terms. */
export function termsButton(kind) {
  const onclick = (event) => {
    event.preventDefault();
    show(kind);
  };
  return el("button", { type: "button", class: "inline", text: t(`legal.${kind}`), onclick });
}

function show(kind) {
  return inFront(t(`legal.${kind}`), (answer) => [
    el(
      "ol",
      { class: "terms" },
      POINTS[kind].map((name) => el("li", { text: t(`legal.${kind}.${name}`) })),
    ),
    el(
      "div",
      { class: "row deeds" },
      el("button", { type: "button", class: "main", text: t("close"), onclick: () => answer() }),
    ),
  ]);
}
