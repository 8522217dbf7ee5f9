// What an alert says, in words; and what is sent of it to change it.

import { listed, number } from "/pages/static/format.js";
import { language, t } from "/pages/static/words.js";

import { placeText } from "../map/near.js";
import { distance } from "../units.js";

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** How many of a kind there may be (M1). */
export const MOST = { speed: 3, curfew: 1, area: 3 };
export const ICONS = { speed: "speed", curfew: "clock", area: "area" };

/** @param {object} alert as the wire tells it @param {object[]} places */
export function telling(alert, places) {
  return TELL[alert.kind](alert, places);
}

const TELL = {
  speed: ({ limit }) => t("alert.speed.says", { limit: number(limit) }),
  curfew: ({ startTime, endTime, days }) =>
    t("alert.curfew.says", { start: startTime, end: endTime, days: daysText(days) }),
  area: (alert, places) =>
    t(`alert.area.says.${alert.type}`, {
      radius: distance(alert.radius, alert.radius % 1 ? 1 : 0),
      place: placeText(places, alert),
    }),
};

/** What is sent to have an alert as it is, but for some attributes. */
export function bodyOf({ id, status, inForce, breached, ...attributes }, changed = {}) {
  const body = { ...attributes, ...changed };
  if (!body.name) {
    delete body.name;
  }
  return body;
}

/** A weekday's name. */
export function dayName(day, weekday = "short") {
  const date = new Date(A_MONDAY + DAYS.indexOf(day) * DAY_MS);
  return new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(date);
}

function daysText(days) {
  return days.length === DAYS.length ? t("alert.daily") : listed(days.map((day) => dayName(day)));
}
