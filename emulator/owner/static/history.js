// The driving history: sums of trips by day, month and year (D1, protocol 4.7).

import { now } from "./time.js";
import { WireError, get } from "./wire.js";

const TYPES = { day: 0, month: 1, year: 2 };

/**
 * @typedef {object} Sum
 * @property {string} label `YYYYMMDD`, `YYYYMM` or `YYYY`
 * @property {number} trips
 * @property {number} distanceKm
 * @property {number} minutes
 */

/**
 * Read the sums of each day, month or year of a span, both ends in it.
 * @param {object} car
 * @param {"day" | "month" | "year"} unit
 * @param {string} first `YYYY-MM-DD`
 * @param {string} last
 * @returns {Promise<Sum[]>} the oldest first; those without trips are left out
 */
export async function sums(car, unit, first, last) {
  const { summaries } = await asked(car, unit, first, last);
  return summaries.map((row) => ({
    label: row[unit],
    trips: row.tripsNumber,
    distanceKm: row.distance,
    minutes: row.duration,
  }));
}

/** The sum of the month that it is now. */
export async function thisMonth(car) {
  const today = isoDay(new Date(now()));
  const [sum] = await sums(car, "month", `${today.slice(0, 7)}-01`, today);
  return sum ?? { label: "", trips: 0, distanceKm: 0, minutes: 0 };
}

/** A day of this browser's calendar, `YYYY-MM-DD`. */
export function isoDay(date) {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

/** Some gateways take dates without dashes only. */
async function asked(car, unit, first, last) {
  const path = `/car-adapter/v1/cars/${car.vin}/trip-history`;
  try {
    return await get(path, { type: TYPES[unit], start: first, end: last });
  } catch (error) {
    if (!(error instanceof WireError) || error.status !== 400) {
      throw error;
    }
    const [start, end] = [first, last].map((day) => compact(day, unit));
    return get(path, { type: TYPES[unit], start, end });
  }
}

function compact(day, unit) {
  const length = { day: 8, month: 6, year: 4 }[unit];
  return day.replaceAll("-", "").slice(0, length);
}
