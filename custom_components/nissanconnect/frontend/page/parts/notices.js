/** What needs its owner, the gravest first. */

import { h, icon } from "../dom.js";
import { isWithoutService, lamps } from "../readings.js";
import { reasonOf } from "../socket.js";
import { staleness } from "./head.js";

const BREACHES = ["breach_speed", "breach_curfew", "breach_area"];

export function notices(scene) {
  return h("div", { class: "notices", "aria-live": "polite" }, theft(scene), warnings(scene), breaches(scene), plan(scene), staleness(scene));
}

function theft({ vehicle, look }) {
  return (
    vehicle.isOn("theft_alarm") &&
    notice("grave", "alarm-light", vehicle.label("theft_alarm"), vehicle.shown("theft_alarm"), () =>
      look(vehicle.id("theft_alarm")),
    )
  );
}

function warnings(scene) {
  const { vehicle } = scene;
  return lamps(vehicle).map(({ key, grave }) =>
    notice(
      grave ? "grave" : "warning",
      grave ? "alert-octagon" : "alert",
      vehicle.label(key),
      vehicle.attribute(key, "details"),
      () => scene.open("health"),
    ),
  );
}

function breaches(scene) {
  const { vehicle } = scene;
  return BREACHES.filter((key) => vehicle.isOn(key)).map((key) =>
    notice("warning", "shield-alert", vehicle.label(key), null, () => scene.open("alerts")),
  );
}

function plan(scene) {
  const { hass, vehicle, t } = scene;
  if (isWithoutService(vehicle)) {
    const ended = vehicle.value("remote_control") === "plan_ended";
    const why = reasonOf(hass, ended ? "plan_ended" : "deactivated");
    return notice("warning", "card-off-outline", t("no_service"), why, () => scene.open("service"));
  }
  return (
    vehicle.isOn("subscription_problem") &&
    notice("hint", "calendar-alert", vehicle.label("subscription_problem"), t("plan_needs_you"), () =>
      scene.open("service"),
    )
  );
}

function notice(kind, symbol, title, text, onclick) {
  return h(
    "button",
    { class: `notice ${kind}`, type: "button", onclick },
    icon(symbol),
    h("span", { class: "words" }, h("b", null, title), text && h("span", null, text)),
    icon("chevron-right", { class: "chevron" }),
  );
}
