/** Which car it is, and how fresh all of it is. */

import { h, icon } from "../dom.js";
import { ago, moment } from "../format.js";
import { freshness } from "../readings.js";
import { reasonOf } from "../socket.js";

const SYMBOLS = { awake: "access-point", asleep: "power-sleep", unreachable: "access-point-off" };

export function head(scene) {
  const { vehicle } = scene;
  return h(
    "header",
    { class: "head" },
    h(
      "div",
      { class: "who" },
      h("h2", { id: "name", title: vehicle.name }, vehicle.name),
      h("p", null, [vehicle.device.manufacturer, vehicle.device.model].filter(Boolean).join(" ")),
    ),
    contact(scene),
    refresh(scene),
  );
}

function contact(scene) {
  const { hass, vehicle, now } = scene;
  const { at, reach } = freshness(scene);
  if (!at && !reach) {
    return null;
  }
  return h(
    "button",
    {
      class: `contact ${reach ?? "untold"}`,
      type: "button",
      title: at && moment(hass, at, now),
      onclick: () => scene.look(vehicle.id("last_contact") ?? vehicle.id("reachability")),
    },
    icon(SYMBOLS[reach] ?? "clock-outline"),
    h("span", null, reach && h("b", null, vehicle.shown("reachability")), at && h("small", null, ago(hass, at, now))),
  );
}

function refresh(scene) {
  const { vehicle, ui } = scene;
  const id = vehicle.id("read_cloud");
  return (
    id &&
    h(
      "button",
      {
        class: ui.refreshing ? "round busy" : "round",
        type: "button",
        "aria-label": vehicle.label("read_cloud"),
        title: vehicle.label("read_cloud"),
        disabled: ui.refreshing,
        onclick: () => scene.refresh(),
      },
      icon("refresh"),
    )
  );
}

/** Say since when nothing new has come, and why; null while all is well. */
export function staleness(scene) {
  const { hass, vehicle, now, here, t } = scene;
  const { old, trouble, answered, at } = freshness(scene);
  if (!old && !trouble) {
    return null;
  }
  const why = trouble ? reasonOf(hass, trouble) : t(vehicle.isLost ? "lost" : "unreachable");
  const [since, today] = trouble ? [answered, here] : [at, now];
  const title = since ? t("last_known", { time: moment(hass, since, today), ago: ago(hass, since, today) }) : t("lost");
  return h(
    "div",
    { class: "notice stale" },
    icon("cloud-off-outline"),
    // It grows older by the minute, which nobody wants to be told each time.
    h("span", { class: "words" }, h("b", { "aria-live": "off" }, title), why !== title && h("span", null, why)),
  );
}
