// The link in the mail after signing up (E1).

import { el } from "/pages/static/dom.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { emailField } from "../enrol/fields.js";
import { done, link } from "../enrol/link.js";
import { form } from "../forms.js";

export async function render({ params: { code } }) {
  return link({
    code,
    purpose: "sign_up",
    text: t("validate.text"),
    press: t("confirm"),
    opened: async (turn) => {
      await api.post("account/validation", { code });
      turn(done(t("validate.done"), t("validate.done_text")));
    },
    late: again(),
  });
}

function again() {
  const send = async ({ email }) => {
    await api.post("account/validation/mail", { email });
    say(t("check.sent"), "good");
  };
  return el("div", {}, form({ fields: [emailField()], submit: t("check.again"), send }));
}
