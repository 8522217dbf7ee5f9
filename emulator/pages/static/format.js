// Numbers, moments and spans as people of the chosen language write them.

import { language, t } from "./words.js";

const SPANS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
];

/** @param {number} value @param {number} [digits] behind the point */
export function number(value, digits = 0) {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, options).format(value);
}

/** A time of day; `at` is an ISO time or milliseconds, `zone` an IANA name. */
export function clockTime(at, zone, seconds = false) {
  return shown(at, zone, { timeStyle: seconds ? "medium" : "short", hourCycle: "h23" });
}

/** A weekday with its date. */
export function day(at, zone) {
  return shown(at, zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
}

/** A weekday with the time of day. */
export function moment(at, zone) {
  return `${shown(at, zone, { weekday: "short" })} ${clockTime(at, zone)}`;
}

/** A span in its greatest unit. */
export function span(seconds) {
  return spanned(seconds, "short");
}

/** The same for where there is little room. */
export function shortSpan(seconds) {
  return spanned(seconds, "narrow");
}

/** Names joined as a language does it. */
export function listed(names) {
  return new Intl.ListFormat(language, { type: "unit", style: "short" }).format(names);
}

/** A name for what is missing. */
export function orNone(text) {
  return text || t("none");
}

function spanned(seconds, unitDisplay) {
  const [size, unit] = SPANS.find(([least]) => seconds >= least) ?? SPANS.at(-1);
  const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay });
  return format.format(Math.floor(Math.max(0, seconds) / size));
}

function shown(at, zone, options) {
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  return format.format(new Date(at));
}
