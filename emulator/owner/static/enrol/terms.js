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

/** A button that opens the terms: in a sentence, or with their title. */
export function termsButton(kind, text = t(`legal.${kind}`)) {
  const onclick = (event) => {
    event.preventDefault();
    show(kind);
  };
  return el("button", { type: "button", class: "inline", text, onclick });
}

/** What the terms are called where no sentence goes before. */
export function termsTitle(kind) {
  const [first, ...rest] = t(`legal.${kind}`);
  return first.toUpperCase() + rest.join("");
}

function show(kind) {
  return inFront(termsTitle(kind), (answer) => [
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
