/** When the next service is due, and what the plans of the car bring until when. */

import { h } from "../dom.js";
import { date } from "../format.js";
import { PLATFORM } from "../vehicle.js";
import { entityRow, row } from "./panel.js";

const PLANS = ["plan_remote_end", "plan_alerts_end", "plan_theft_end", "plan_other_end"];
const SOON = 30;

export function service(scene) {
  const { vehicle, t } = scene;
  const plans = PLANS.flatMap((key) => vehicle.ids(key));
  return [
    due(scene, "service_days_left", "wrench-clock"),
    due(scene, "service_distance_left", "car-wrench"),
    entityRow(scene, "service_due_date", "calendar"),
    plans.length > 0 && h("h4", null, t("plans")),
    plans.map((id) => plan(scene, id)),
    entityRow(scene, "service_status", "car-connected"),
    entityRow(scene, "remote_control", "car-key"),
    entityRow(scene, "remote_starts_left", "engine-outline"),
    entityRow(scene, "privacy_mode", "incognito"),
  ];
}

function due(scene, key, symbol) {
  const left = scene.vehicle.number(key);
  return entityRow(scene, key, symbol, { kind: left <= 0 ? "bad" : left <= SOON ? "soon" : undefined });
}

function plan(scene, id) {
  const { hass, vehicle, t } = scene;
  const { state, attributes } = hass.states[id];
  const ends = Number.isNaN(Date.parse(state)) ? undefined : date(hass, new Date(state));
  const how = attributes.ended ? "plan_ended" : attributes.renews ? "plan_renews" : "plan_ends";
  return row(scene, {
    symbol: attributes.ended ? "card-off-outline" : "card-account-details-outline",
    title: vehicle.labelOf(id),
    text: services(scene, id),
    value: ends && t(how, { date: ends }),
    kind: attributes.ended ? "bad" : undefined,
    id,
  });
}

/** Name what a plan brings; what has no name yet would be a number to its owner. */
function services({ hass }, id) {
  const key = hass.entities[id].translation_key;
  const names = `component.${PLATFORM}.entity.sensor.${key}.state_attributes.services.state`;
  const told = hass.states[id].attributes.services ?? [];
  return told.map((service) => hass.localize(`${names}.${service}`)).filter(Boolean).join(", ");
}
