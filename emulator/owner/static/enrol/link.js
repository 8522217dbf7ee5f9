// What a link in a mail opens: nothing happens before a button is pressed (E1, E3, E4).

import { el, fill } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { form } from "../forms.js";
import { icon } from "../icons.js";
import { SIGN_IN } from "../screens.js";

/**
 * @param {{code: string, purpose: string, text: string, press: string,
 *   opened: (turn: (...content: Node[]) => void) => unknown,
 *   late: Node}} told `opened` is called when the button was pressed; `late` is the
 *   way on from a link that is void
 */
export async function link({ code, purpose, text, press, opened, late }) {
  const place = el("section", { class: "card narrow mailed" });
  const turn = (...content) => {
    fill(place, content);
    place.querySelector("h2, input")?.focus();
  };
  const { good } = await api.post("account/link", { code, purpose });
  if (good) {
    turn(
      el("span", { class: "plan-mark" }, icon("mail")),
      el("p", { text }),
      form({ fields: [], submit: press, send: () => opened(turn) }),
    );
  } else {
    turn(
      el("span", { class: "plan-mark late" }, icon("clock")),
      el("h2", { tabindex: "-1", text: t("link.void") }),
      el("p", { role: "alert", text: t("refused.link_void") }),
      late,
    );
  }
  return place;
}

/** What is shown when it is done, and the way to sign in. */
export function done(title, text) {
  return [
    el("span", { class: "plan-mark good" }, icon("check")),
    el("h2", { tabindex: "-1", text: title }),
    el("p", { text }),
    el("div", { class: "row deeds" }, signInLink()),
  ];
}

export function signInLink() {
  return el("a", { class: "button main", href: `#${SIGN_IN}`, text: t("sign_in.do") });
}
