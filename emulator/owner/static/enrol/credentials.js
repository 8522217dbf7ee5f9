// Another address, another password, no account: each wants the password (E4, E5).

import { el } from "/pages/static/dom.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { confirm, inFront } from "../dialog.js";
import { form } from "../forms.js";
import { empty } from "../garage.js";
import { SIGN_IN } from "../screens.js";
import { signOut } from "../session.js";
import { checkTwice, emailField, newPasswordFields, passwordField } from "./fields.js";
import { mailed } from "./mailed.js";

export function changeEmail(context, old) {
  return ask(context, {
    title: t("email.change"),
    intro: t("email.intro", { email: old }),
    fields: [emailField({ label: t("email.new"), autocomplete: "off" }), passwordField()],
    submit: t("email.do"),
    send: (values) => api.post("account/email", values),
    told: t("check.change", { email: old }),
  });
}

export function changePassword(context, email) {
  return ask(context, {
    title: t("password.change"),
    intro: t("password.intro", { email }),
    fields: [
      passwordField({ label: t("password.present") }),
      ...newPasswordFields(t("password.new")),
    ],
    submit: t("password.do"),
    send: async (values) => {
      checkTwice(values);
      const { new_password, password } = values;
      await api.post("account/password", { new_password, password });
    },
    told: t("check.change", { email }),
  });
}

/** Ask once more, then for the password (E5). */
export async function deleteAccount(context) {
  const sure = await confirm({
    title: t("delete.title"),
    text: t("delete.text"),
    yes: t("continue"),
    isGrave: true,
  });
  if (sure) {
    await ask(context, {
      title: t("delete.sure"),
      intro: t("delete.again"),
      fields: [passwordField()],
      submit: t("delete.do"),
      send: (values) => api.post("account/deletion", values),
      told: null,
    });
  }
}

async function ask(context, { title, intro, fields, submit, send, told }) {
  const isDone = await inFront(title, (answer) => [
    el("p", { text: intro }),
    form({
      fields,
      submit,
      send: async (values) => {
        await send(values);
        answer(true);
      },
      beside: [el("button", { type: "button", text: t("cancel"), onclick: () => answer() })],
    }),
  ]);
  if (isDone) {
    await out(context, told);
  }
}

/** The cloud has ended every session: this page follows. */
async function out(context, told) {
  await signOut();
  empty();
  await context.go(SIGN_IN);
  if (told) {
    await inFront(t("check.title"), (answer) => [
      mailed({ title: t("check.change_title"), text: told }),
      el("button", { type: "button", text: t("close"), onclick: () => answer() }),
    ]);
  } else {
    say(t("delete.done"), "good");
  }
}
