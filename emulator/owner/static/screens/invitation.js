// The link in the mail of who shares a car (P5).

import { el } from "/pages/static/dom.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { link, signInLink } from "../enrol/link.js";
import { CARS } from "../screens.js";
import { isSignedIn } from "../session.js";

export async function render(context) {
  if (!isSignedIn()) {
    return el(
      "section",
      { class: "card narrow" },
      el("p", { text: t("invitation.sign_in") }),
      el(
        "div",
        { class: "row deeds" },
        signInLink(),
        el("a", { class: "button", href: "#/sign-up", text: t("sign_up.title") }),
      ),
    );
  }
  const { code } = context.params;
  return link({
    code,
    purpose: "invitation",
    text: t("invitation.text"),
    press: t("invitation.accept"),
    opened: () => accept(context, code),
    late: el("a", { class: "button main", href: `#${CARS}`, text: t("cars.title") }),
  });
}

async function accept(context, code) {
  const { vin } = await api.post("pairing/invitation", { code });
  await context.refresh();
  say(t("invitation.done"), "good");
  return context.choose(vin);
}
