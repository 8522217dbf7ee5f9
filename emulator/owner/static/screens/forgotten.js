// The password is forgotten: a link is mailed (E3).

import { el, fill } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { emailField } from "../enrol/fields.js";
import { mailed } from "../enrol/mailed.js";
import { form } from "../forms.js";

export async function render() {
  const place = el("div");
  const send = async ({ email }) => {
    const ask = () => api.post("account/forgotten", { email });
    await ask();
    const text = t("check.forgotten", { email });
    fill(place, mailed({ title: t("check.title"), text, again: ask }));
    place.querySelector("h2").focus();
  };
  const asking = form({ fields: [emailField()], submit: t("forgotten.do"), send });
  const intro = el("p", { class: "muted", text: t("forgotten.intro") });
  fill(place, el("section", { class: "card narrow" }, intro, asking));
  return place;
}
