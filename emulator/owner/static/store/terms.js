// The terms of the store: opened in front of the page.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { inFront } from "../dialog.js";

const POINTS = ["play", "price", "renewal", "end", "car"];

/** A link in a sentence that opens the terms. */
export function termsLink() {
  const onclick = (event) => {
    event.preventDefault();
    showTerms();
  };
  return el("button", { type: "button", class: "inline", text: t("terms.link"), onclick });
}

function showTerms() {
  return inFront(t("terms.title"), (answer) => [
    el("ol", { class: "terms" }, POINTS.map((name) => el("li", { text: t(`terms.${name}`) }))),
    el(
      "div",
      { class: "row deeds" },
      el("button", { type: "button", class: "main", text: t("close"), onclick: () => answer() }),
    ),
  ]);
}
