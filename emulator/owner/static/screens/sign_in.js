// Signing in (E2).

import { el } from "/pages/static/dom.js";
import { choose, language, t } from "/pages/static/words.js";

import { drawing } from "../car/drawing.js";
import { wearProfile } from "../enrol/settings.js";
import { field, form } from "../forms.js";
import { load } from "../garage.js";
import { FIRST } from "../screens.js";
import { signIn } from "../session.js";

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
  const [profile] = await Promise.all([wearProfile(), load()]);
  context.go(FIRST);
  speak(profile.language);
}

/** Speak the language of the account's country to who has chosen none (E11). */
function speak(wanted) {
  if (localStorage.getItem("language") === null && wanted !== language) {
    choose(wanted);
  }
}
