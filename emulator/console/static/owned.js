// The owner's side of a car, small: alerts, inbox and plans.

import { el, fill } from "/pages/static/dom.js";
import { day, moment, number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

const WEEK = 7;
const STAGES = {
  ACTIVATED: ["alert.in_force", "good"],
  STATUS_ACTIVATION_IN_PROGRESS: ["alert.pending", "stale"],
  STATUS_DELETION_IN_PROGRESS: ["alert.leaving", "stale"],
};

/** @param {HTMLElement} place */
export function owned(place) {
  let before = "";
  return ({ owned: now, vehicle: { zone } }) => {
    const text = JSON.stringify([zone, now]);
    if (text !== before) {
      before = text;
      fill(
        place,
        list("owned.alerts", now.alerts.map(alert)),
        list(
          "owned.inbox",
          now.inbox.map((one) => notice(one, zone)),
        ),
        list(
          "owned.plans",
          now.plans.map((one) => plan(one, zone)),
        ),
      );
    }
  };
}

function list(key, items) {
  const title = el("h3", { text: t(key) });
  const nothing = el("p", { class: "muted small", text: t("none") });
  return el(
    "section",
    {},
    title,
    items.length > 0 ? el("ul", { class: "lines" }, items) : nothing,
  );
}

function alert({ alert: wanted, name, stage, breached, in_force }) {
  const [word, tone] = STAGES[stage];
  const old = stage === "STATUS_ACTIVATION_IN_PROGRESS" && in_force;
  return el(
    "li",
    {},
    el("span", { text: [name, alertText(wanted)].filter(Boolean).join(": ") }),
    el(
      "span",
      { class: "row" },
      el("span", { class: `pill ${tone}`, text: t(word) }),
      old &&
        el("span", {
          class: "pill",
          text: t("alert.still", { what: alertText(in_force) }),
        }),
      !wanted.enabled && el("span", { class: "pill", text: t("alert.off") }),
      breached && el("span", { class: "pill alert", text: t("alert.breached") }),
    ),
  );
}

function alertText(wanted) {
  if (wanted.alert === "speed") {
    return t("alert.speed", { limit: number(wanted.limit_kmh) });
  }
  if (wanted.alert === "curfew") {
    const often =
      wanted.days.length === WEEK
        ? t("alert.daily")
        : t("alert.days", { days: wanted.days.length });
    return t("alert.curfew", {
      start: timeOf(wanted.start),
      end: timeOf(wanted.end),
      often,
    });
  }
  const place = `${wanted.latitude.toFixed(3)}, ${wanted.longitude.toFixed(3)}`;
  return t(`alert.${wanted.kind}`, { radius: number(wanted.radius_km, 1), place });
}

function timeOf(minutes) {
  const two = (value) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function notice({ at, title, text }, zone) {
  return el(
    "li",
    { title: text },
    el("span", { text: title }),
    el("time", { class: "muted", datetime: at, text: moment(at, zone) }),
  );
}

function plan({ plan: name, ends_at, renews, ended }, zone) {
  const key = ended ? "plan.ended" : renews ? "plan.renews" : "plan.ends";
  return el(
    "li",
    {},
    el("span", { text: t(`plan.${name}`) }),
    el("span", {
      class: ended ? "alert" : "muted",
      text: t(key, { day: day(ends_at, zone) }),
    }),
  );
}
