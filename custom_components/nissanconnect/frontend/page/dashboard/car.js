/** One car: its card, then sections of what it has. */

import { Vehicle } from "../vehicle.js";
import { speak } from "../words.js";
import { card, logbook, map, section, tiles } from "./cards.js";

const ENERGY = ["fuel_level", "fuel_range", "battery_level", "battery_range", "charge_state", "charge_end", "climate"];
const TRIPS = ["trips_today", "distance_today", "driving_time_today", "distance_month"];
const WATCHED = ["theft_alarm", "offences", "alert_speed", "alert_curfew", "alert_area"];
const CARE = ["health", "service_days_left", "service_distance_left", "subscription_problem"];
const READING = ["last_contact", "reachability", "polling", "wakes_left"];
const EVENTS = ["notification", "command_result", "trip"];

export async function generate(config, hass) {
  const vehicle = new Vehicle(hass, config.device);
  const t = await speak(hass.locale.language);
  const beside = [...vehicle.ids("position").map(map), ...tiles(vehicle, ENERGY), ...tiles(vehicle, READING)];
  const sections = [
    { type: "grid", column_span: 2, cards: [card(config.device, 24)] },
    ...section(t("map"), "mdi:map-marker", beside),
    ...section(t("trips"), "mdi:map-marker-path", tiles(vehicle, TRIPS)),
    ...section(t("alerts"), "mdi:shield-car", tiles(vehicle, WATCHED)),
    ...section(t("health"), "mdi:heart-pulse", tiles(vehicle, CARE)),
    ...section(t("told"), "mdi:message-text", told(vehicle)),
  ];
  return { type: "sections", max_columns: 3, sections };
}

function told(vehicle) {
  const ids = EVENTS.flatMap((key) => vehicle.ids(key));
  return ids.length ? [logbook(ids)] : [];
}
