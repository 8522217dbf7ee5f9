// A mail is on its way: what it is for, and how to get another one.

import { el } from "/pages/static/dom.js";
import { trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { icon } from "../icons.js";

/**
 * @param {{title: string, text: string, again?: () => unknown}} told `again` sends the
 *   mail once more
 */
export function mailed({ title, text, again }) {
  const resend = () => trying(again, t("check.sent"));
  return el(
    "section",
    { class: "card narrow mailed" },
    el("span", { class: "plan-mark" }, icon("mail")),
    el("h2", { tabindex: "-1", text: title }),
    el("p", { text }),
    el("p", { class: "muted small", text: t("check.hint") }),
    el(
      "div",
      { class: "row deeds" },
      el("a", { class: "button main", href: "/mailbox", text: t("check.mailbox") }),
      again && el("button", { type: "button", text: t("check.again"), onclick: resend }),
    ),
  );
}
