/** What the owner has watched, and what the car has told of late. */

import { h, icon } from "../dom.js";
import { moment } from "../format.js";
import { entityRow, row } from "./panel.js";

const ALERTS = ["alert_speed", "alert_curfew", "alert_area"];
const SYMBOLS = { alert_speed: "speedometer", alert_curfew: "clock-alert-outline", alert_area: "map-marker-radius" };
const MOST = 12;

export function alertsFit(vehicle) {
  return ["notification", "offences", ...ALERTS].some((key) => vehicle.id(key));
}

/** Return the request for what `alerts` shows. */
export function alertsWanted() {
  return { action: "get_notifications", data: { count: MOST } };
}

export function alerts(scene, answer) {
  const { vehicle, t } = scene;
  return [
    entityRow(scene, "theft_alarm", "alarm-light-outline"),
    ALERTS.flatMap((key) => vehicle.ids(key).map((id) => alert(scene, key, id))),
    entityRow(scene, "offences", "counter"),
    h("h4", null, t("told")),
    answer ? history(scene, answer.notifications) : h("p", { class: "empty", "aria-busy": "true" }, t("loading")),
  ];
}

function alert(scene, key, id) {
  const { hass, vehicle } = scene;
  const on = hass.states[id].state === "on";
  const toggle = () => scene.switch(id, !on);
  return h(
    "div",
    { class: hass.states[id].attributes.breached ? "row breached" : "row", key: id },
    icon(SYMBOLS[key]),
    h("button", { class: "title plain", type: "button", onclick: () => scene.look(id) }, h("b", null, vehicle.labelOf(id))),
    h(
      "button",
      { class: "toggle", type: "button", role: "switch", "aria-checked": String(on), "aria-label": vehicle.labelOf(id), onclick: toggle },
      h("i", null),
    ),
  );
}

function history(scene, notifications) {
  const { hass, now, t } = scene;
  if (!notifications.length) {
    return h("p", { class: "empty" }, t("nothing_told"));
  }
  return notifications.map(({ notification_id: id, title, text, at, read }) =>
    row(scene, { key: id, kind: read ? "read" : "unread", title: title ?? text, text: title && text, value: at && moment(hass, new Date(at), now) }),
  );
}
