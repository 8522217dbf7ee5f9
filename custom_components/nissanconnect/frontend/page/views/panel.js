/** All else, folded away: one view at a time, fetched when it is opened. */

import { h, icon } from "../dom.js";
import { reason } from "../socket.js";
import { alerts, alertsFit } from "./alerts.js";
import { health } from "./health.js";
import { service } from "./service.js";
import { trips, tripsFit } from "./trips.js";

const VIEWS = [
  { name: "trips", symbol: "map-marker-path", fits: tripsFit, show: trips },
  { name: "alerts", symbol: "shield-car", fits: alertsFit, show: alerts },
  { name: "health", symbol: "heart-pulse", fits: () => true, show: health },
  { name: "service", symbol: "wrench-clock", fits: () => true, show: service },
];

export function panel(scene) {
  const { ui, vehicle, t } = scene;
  const offered = VIEWS.filter(({ fits }) => fits(vehicle));
  const open = offered.find(({ name }) => name === ui.view);
  return [
    h("div", { class: "tabs", role: "group", "aria-label": t("more") }, offered.map((view) => tab(scene, view, view === open))),
    open && h("section", { key: open.name, id: "view", class: `view ${open.name}`, "aria-label": t(open.name) }, content(scene, open)),
  ];
}

function tab({ ui, t, open }, { name, symbol }, isOpen) {
  return h(
    "button",
    { class: "tab", type: "button", "aria-expanded": String(isOpen), "aria-controls": "view", onclick: () => open(isOpen ? null : name) },
    icon(symbol),
    h("span", null, t(name)),
  );
}

function content(scene, { name, show }) {
  const told = scene.ui.told[name];
  if (told?.error) {
    return h("p", { class: "empty" }, reason(scene.hass, told.error));
  }
  return show(scene, told?.answer);
}

/** Return a row of a view: what, how it stands, more of it. */
export function row({ look }, { symbol, title, text, value, id, kind }) {
  const inner = [
    symbol && icon(symbol),
    h("span", { class: "title" }, h("b", null, title), text && h("small", null, text)),
    value && h("span", { class: "value" }, value),
  ];
  const props = { class: ["row", kind].filter(Boolean).join(" ") };
  return id ? h("button", { ...props, type: "button", onclick: () => look(id) }, inner) : h("div", props, inner);
}

/** Return the row of an entity, or nothing if the car has none of this key. */
export function entityRow(scene, key, symbol, more = {}) {
  const { vehicle } = scene;
  const value = vehicle.shown(key);
  return value !== undefined && row(scene, { symbol, title: vehicle.label(key), value, id: vehicle.id(key), ...more });
}
