// Signing in (E2).

import { el } from "/pages/static/dom.js";
import { LANGUAGES, choose, language, t } from "/pages/static/words.js";

import { drawing } from "../car/drawing.js";
import { wearProfile } from "../enrol/settings.js";
import { field, form } from "../forms.js";
import { garage, load } from "../garage.js";
import { FIRST } from "../screens.js";
import { signIn } from "../session.js";

// The language of the account's country, for who has chosen none (E11).
const OF_COUNTRY = { FR: "fr", TH: "th" };

// What is seen beside the form: any car, in red.
const SHOWN = { modelName: "Qashqai", color: "NAH" };

export async function render(context) {
  return el(
    "div",
    { class: "welcome" },
    el("div", { class: "showpiece", "aria-hidden": "true" }, drawing(SHOWN)),
    entrance(context),
  );
}

function entrance(context) {
  return el(
    "section",
    { class: "card" },
    el("p", { class: "muted", text: t("sign_in.intro") }),
    form({
      fields: [
        field({
          name: "email",
          label: t("field.email"),
          type: "email",
          autocomplete: "username",
          required: true,
        }),
        field({
          name: "password",
          label: t("field.password"),
          type: "password",
          autocomplete: "current-password",
          required: true,
        }),
      ],
      submit: t("sign_in.do"),
      send: (values) => enter(context, values),
      beside: [el("a", { href: "#/forgotten", text: t("forgotten.title") })],
    }),
    el("p", {}, `${t("sign_up.none")} `, el("a", { href: "#/sign-up", text: t("sign_up.title") })),
  );
}

async function enter(context, { email, password }) {
  await signIn(email, password);
  await Promise.all([load(), wearProfile()]);
  context.go(FIRST);
  speakAs(garage.me.country);
}

function speakAs(country) {
  const wanted = OF_COUNTRY[country] ?? "en";
  const isOpen = localStorage.getItem("language") === null;
  if (isOpen && wanted in LANGUAGES && wanted !== language) {
    choose(wanted);
  }
}
