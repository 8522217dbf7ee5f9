// The file of a car: what it is, its service status, its plans, its users, its bills.

import { el } from "/pages/static/dom.js";
import { trying } from "/pages/static/said.js";
import { day } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";
import { featureList, planMark, planName, statePill } from "/owner/static/store/parts.js";
import { countryName } from "/owner/static/store/prices.js";

import { billTable } from "./bills.js";
import { post } from "./calls.js";
import { roleName } from "./customer.js";
import { pinCard } from "./pin.js";

/** @param {object} file @param {(wanted: string) => unknown} open */
export function vehicleFile(file, open) {
  return [
    el("div", { class: "pair" }, about(file), statusCard(file, open)),
    plans(file),
    el("div", { class: "pair" }, users(file, open), pinCard(file)),
    billTable(file.bills.map((row) => row.bill)),
  ];
}

function about(file) {
  const rows = [
    ["desk.vin", el("span", { class: "vin", text: file.vin })],
    ["desk.year", String(file.year)],
    ["desk.grade", file.grade || t("none")],
    ["desk.country", countryName(file.country)],
    ["desk.delivered", day(`${file.delivered_on}T12:00:00Z`, "UTC")],
  ];
  return el(
    "section",
    { class: "card" },
    el("h2", { text: `${file.brand} ${file.model}` }),
    el(
      "dl",
      { class: "summary" },
      rows.map(([key, value]) => el("div", {}, el("dt", { text: t(key) }), el("dd", {}, value))),
    ),
  );
}

function statusCard(file, open) {
  const state = file.activation_failed ? "failed" : file.status.toLowerCase();
  const relaunch = async () => {
    await trying(() => post(`vehicles/${file.vin}/activation`), t("desk.relaunched"));
    await open(file.vin);
  };
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("desk.status") }),
    el("p", { class: `status ${TONES[state] ?? ""}`, text: t(`desk.status.${state}`) }),
    el("p", { class: "muted", text: t(`desk.status.${state}_about`) }),
    file.activation_failed &&
      el(
        "div",
        { class: "row deeds" },
        el("button", { type: "button", class: "main", text: t("desk.relaunch"), onclick: relaunch }),
      ),
  );
}

const TONES = { activated: "good", failed: "alert", activation_in_progress: "stale" };

function plans(file) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("desk.plans") }),
    file.plans.length > 0
      ? el("ul", { class: "plans" }, file.plans.map((plan) => el("li", {}, planRow(plan, file.zone))))
      : el("p", { class: "muted", text: t("desk.no_plans") }),
    el("p", { class: "small muted", text: t("desk.free") }),
  );
}

function planRow(plan, zone) {
  return [
    el(
      "div",
      { class: "plan-head" },
      planMark(plan.plan),
      el("strong", { text: planName(plan.plan) }),
      statePill(plan, zone),
    ),
    featureList(plan),
  ];
}

function users(file, open) {
  const row = (user) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "choice", onclick: () => open(user.email) },
        el(
          "span",
          { class: "about" },
          el("strong", { text: user.name }),
          el("span", { class: "muted small", text: `${user.email} · ${roleName(user.role)}` }),
          el("span", {
            class: "muted small",
            text: t("desk.since", { day: day(user.enrolled_at, file.zone) }),
          }),
        ),
      ),
    );
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("desk.users") }),
    file.users.length > 0
      ? el("ul", { class: "choices one" }, file.users.map(row))
      : el("p", { class: "muted", text: t("desk.no_users") }),
  );
}
