// Managing a car: name, service status, security code, users, unpairing (E8, E9, P5).

import { el } from "/pages/static/dom.js";
import { day } from "/pages/static/format.js";
import { say, trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { confirm } from "../dialog.js";
import { statusCard } from "../enrol/service_status.js";
import { sharing } from "../enrol/share.js";
import { field, form } from "../forms.js";
import { CARS, FIRST } from "../screens.js";
import { hasCode } from "../services.js";

export async function render(context) {
  const managed = await api.get(`cars/${context.car.vin}`);
  const isOwner = managed.role === "OWNER";
  return el(
    "div",
    { class: "pair" },
    el("div", { class: "stack" }, about(context, managed), await statusCard(context, managed)),
    el(
      "div",
      { class: "stack" },
      hasCode(context.car) && code(),
      isOwner && sharing(context, managed),
      leaving(context, managed),
    ),
  );
}

function about(context, managed) {
  const rename = async ({ nickname }) => {
    await api.put(`cars/${managed.vin}/nickname`, { nickname });
    await context.refresh();
    say(t("saved"), "good");
    await context.again();
  };
  return el(
    "section",
    { class: "card" },
    el(
      "dl",
      { class: "summary" },
      row("manage.model", `${managed.brand} ${managed.model} · ${managed.year}`),
      row("manage.vin", el("span", { class: "vin", text: managed.vin })),
      row("manage.since", day(managed.enrolled_at, managed.zone)),
      row("manage.role", t(`role.${managed.role}${managed.commands ? "" : ".looks"}`)),
    ),
    managed.role === "OWNER" &&
      form({
        fields: [
          field({
            name: "nickname",
            label: t("manage.nickname"),
            hint: t("manage.nickname_hint"),
            value: managed.nickname ?? "",
            maxlength: 30,
          }),
        ],
        submit: t("manage.rename"),
        send: rename,
      }),
  );
}

function code() {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("code.title") }),
    el("p", { class: "muted", text: t("manage.code") }),
    el(
      "div",
      { class: "row deeds" },
      el("a", { class: "button", href: "#/security-code", text: t("change") }),
    ),
  );
}

function leaving(context, managed) {
  const isOwner = managed.role === "OWNER";
  const onclick = () => unpair(context, managed);
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("unpair.title") }),
    el("p", { text: t(isOwner ? "unpair.advice" : "unpair.second") }),
    el(
      "div",
      { class: "row deeds" },
      el("button", { type: "button", class: "grave", text: t("unpair.do"), onclick }),
    ),
  );
}

/** Read the message, confirm twice (E9). */
async function unpair(context, managed) {
  const name = managed.nickname ?? managed.model;
  const isOwner = managed.role === "OWNER";
  const texts = isOwner ? ["unpair.text", "unpair.sure"] : ["unpair.second", "unpair.sure"];
  for (const text of texts) {
    const sure = await confirm({
      title: t("unpair.question", { name }),
      text: t(text),
      yes: t(text === "unpair.sure" ? "unpair.for_good" : "continue"),
      isGrave: text === "unpair.sure",
    });
    if (!sure) {
      return;
    }
  }
  if (await trying(() => api.remove(`cars/${managed.vin}`), t("unpair.done", { name }))) {
    await context.refresh();
    await context.go(context.cars.length > 1 ? FIRST : CARS);
  }
}

function row(key, value) {
  return el("div", {}, el("dt", { text: t(key) }), el("dd", {}, value));
}
