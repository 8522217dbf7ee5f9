// The link in the mail that puts a new address or password in force (E4).

import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { done, link, signInLink } from "../enrol/link.js";
import { empty } from "../garage.js";
import { isSignedIn, signOut } from "../session.js";

export async function render({ params: { code } }) {
  return link({
    code,
    purpose: "change",
    text: t("change.text"),
    press: t("confirm"),
    opened: async (turn) => {
      await api.post("account/change", { code });
      await leave();
      turn(done(t("change.done"), t("change.done_text")));
    },
    late: signInLink(),
  });
}

// The cloud has ended every session already.
async function leave() {
  if (isSignedIn()) {
    await signOut();
    empty();
  }
}
