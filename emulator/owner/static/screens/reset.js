// The link in the mail for a new password: confirm, type it twice, reset (E3).

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { checkTwice, newPasswordFields } from "../enrol/fields.js";
import { done, link } from "../enrol/link.js";
import { form } from "../forms.js";

export async function render({ params: { code } }) {
  return link({
    code,
    purpose: "new_password",
    text: t("reset.text"),
    press: t("confirm"),
    opened: (turn) =>
      turn(el("h2", { tabindex: "-1", text: t("reset.choose") }), typing(code, turn)),
    late: el("a", { class: "button main", href: "#/forgotten", text: t("forgotten.again") }),
  });
}

function typing(code, turn) {
  const send = async (values) => {
    checkTwice(values);
    await api.post("account/reset", { code, password: values.new_password });
    turn(done(t("reset.done"), t("reset.done_text")));
  };
  return form({ fields: newPasswordFields(t("password.new")), submit: t("reset.do"), send });
}
