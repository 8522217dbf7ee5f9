// Who somebody is, and how the pages are to be (E10).

import { el } from "/pages/static/dom.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { changeEmail, changePassword, deleteAccount } from "../enrol/credentials.js";
import { countryField, nameFields, phoneField } from "../enrol/fields.js";
import { termsButton, termsTitle } from "../enrol/terms.js";
import { form } from "../forms.js";
import { icon } from "../icons.js";

const VERSION = "1";

export async function render(context) {
  const profile = await api.get("profile");
  return el(
    "div",
    { class: "pair" },
    person(context, profile),
    el("div", { class: "stack" }, signIn(context, profile), settings(context.car), end(context)),
  );
}

function person(context, profile) {
  const send = async (values) => {
    await api.put("profile", values);
    await context.refresh();
    say(t("saved"), "good");
  };
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("profile.person") }),
    form({
      fields: [...nameFields(profile), phoneField(profile.phone), countryField(profile.country)],
      submit: t("profile.save"),
      send,
    }),
  );
}

function signIn(context, { email }) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("profile.sign_in") }),
    el("p", { class: "muted small", text: t("field.email") }),
    el("p", {}, el("strong", { text: email })),
    el(
      "div",
      { class: "row deeds" },
      button("email.change", () => changeEmail(context, email)),
      button("password.change", () => changePassword(context, email)),
    ),
  );
}

function button(key, onclick, look = null) {
  return el("button", { type: "button", class: look, text: t(key), onclick });
}

function settings(car) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("profile.pages") }),
    el(
      "ul",
      { class: "links" },
      el("li", {}, way("/appearance", "moon", "appearance.title")),
      car && el("li", {}, way("/preferences", "bell", "preferences.title")),
    ),
    el("p", { class: "muted small" }, terms("account"), " · ", terms("car")),
    el("p", { class: "muted small", text: t("profile.version", { version: VERSION }) }),
  );
}

function terms(kind) {
  return termsButton(kind, termsTitle(kind));
}

function end(context) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("delete.title") }),
    el("p", { class: "muted", text: t("delete.about") }),
    el(
      "div",
      { class: "row deeds" },
      button("delete.do", () => deleteAccount(context), "grave"),
    ),
  );
}

function way(path, drawing, key) {
  const words = el("span", { text: t(key) });
  return el("a", { href: `#${path}` }, icon(drawing), words, icon("chevron"));
}
