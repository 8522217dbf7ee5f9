// Opening an account (E1).

import { el, fill } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import {
  checkTwice,
  countryField,
  emailField,
  nameFields,
  newPasswordFields,
} from "../enrol/fields.js";
import { mailed } from "../enrol/mailed.js";
import { termsTick } from "../enrol/terms.js";
import { form } from "../forms.js";

// The country is a guess that can be changed: that of the pages' language.
const OF_LANGUAGE = { fr: "FR", th: "TH" };

export async function render() {
  const place = el("div");
  const intro = el("p", { class: "muted", text: t("sign_up.intro") });
  fill(place, el("section", { class: "card narrow" }, intro, typing(place)));
  return place;
}

function typing(place) {
  return form({
    fields: [
      el("div", { class: "pair" }, nameFields()),
      emailField(),
      ...newPasswordFields(t("field.password")),
      countryField(OF_LANGUAGE[document.documentElement.lang] ?? "TH"),
      termsTick("account"),
    ],
    submit: t("sign_up.do"),
    send: (values) => send(place, values),
  });
}

async function send(place, values) {
  checkTwice(values);
  const { again: _, new_password: password, ...person } = values;
  await api.post("account", { ...person, password });
  const { email } = person;
  fill(
    place,
    mailed({
      title: t("check.title"),
      text: t("check.sign_up", { email }),
      again: () => api.post("account/validation/mail", { email }),
    }),
  );
  place.querySelector("h2").focus();
}
