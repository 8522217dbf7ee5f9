// Who else uses a car, and inviting somebody (P5).

import { el } from "/pages/static/dom.js";
import { say, trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { confirm, inFront } from "../dialog.js";
import { form, tick } from "../forms.js";
import { icon } from "../icons.js";
import { emailField } from "./fields.js";

/** The users of a car, as its owner sees them. */
export function sharing(context, managed) {
  const others = managed.users.filter((user) => !user.you);
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("share.title") }),
    others.length > 0
      ? el("ul", { class: "people" }, others.map((user) => person(context, managed, user)))
      : el("p", { class: "muted", text: t("share.none") }),
    el(
      "div",
      { class: "row deeds" },
      el("button", { type: "button", text: t("share.invite"), onclick: () => invite(managed) }),
    ),
  );
}

function person(context, { vin }, user) {
  const dismiss = async () => {
    const sure = await confirm({
      title: t("share.dismiss", { name: user.name }),
      text: t("share.dismiss_text"),
      yes: t("remove"),
      isGrave: true,
    });
    if (sure) {
      await trying(() => api.remove(`cars/${vin}/users/${user.user_id}`));
      await context.again();
    }
  };
  return el(
    "li",
    {},
    icon("person"),
    el(
      "span",
      { class: "about" },
      el("strong", { text: user.name }),
      el("span", { class: "muted small", text: user.email }),
      el("span", {
        class: "muted small",
        text: t(user.commands ? "share.commands" : "share.looks"),
      }),
    ),
    el("button", { type: "button", text: t("remove"), onclick: dismiss }),
  );
}

function invite({ vin }) {
  return inFront(t("share.invite"), (answer) => {
    const send = async (values) => {
      await api.post(`cars/${vin}/invitations`, values);
      say(t("share.sent", { email: values.email }), "good");
      answer();
    };
    return [
      el("p", { text: t("share.intro") }),
      form({
        fields: [
          emailField({ autocomplete: "off" }),
          tick({ name: "commands", label: t("share.may_command") }),
        ],
        submit: t("share.send"),
        send,
        beside: [el("button", { type: "button", text: t("cancel"), onclick: () => answer() })],
      }),
    ];
  });
}
