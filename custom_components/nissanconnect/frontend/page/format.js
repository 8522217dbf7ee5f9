/** Numbers, distances and times as the owner of the page has chosen to read them. */

const NUMBERS = {
  comma_decimal: "en-US",
  decimal_comma: "de",
  space_comma: "fr",
  quote_decimal: "de-CH",
};
const MILE_KM = 1.609344;
/** Where miles are measured, gallons are those of the United States. */
const GALLON_L = 3.785411784;
const STEPS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Return a number; `digits` after the point. */
export function number(hass, value, digits = 0) {
  const { language, number_format: format } = hass.locale;
  const named = NUMBERS[format] ?? (format === "system" ? undefined : language);
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(named, places).format(value);
}

/** Whether this home measures in miles. */
export function inMiles(hass) {
  return hass.config.unit_system.length === "mi";
}

/** Return how many kilometres the unit of this home is. */
export function kmOfUnit(hass) {
  return inMiles(hass) ? MILE_KM : 1;
}

/** Return kilometres in the unit of this home. */
export function distance(hass, km, digits = 0) {
  return `${number(hass, km / kmOfUnit(hass), digits)} ${hass.config.unit_system.length}`;
}

/**
 * Return what was used on a way, as people of this home compare cars: by 100 km, or by
 * the miles that a gallon or a kilowatt hour lasts; undefined if nothing was.
 */
export function consumption(hass, { fuel_l: litres, energy_kwh: energy, distance_km: km }) {
  const used = litres || energy;
  if (!used || !km) {
    return undefined;
  }
  if (!inMiles(hass)) {
    return `${number(hass, (used / km) * 100, 1)} ${litres ? "L" : "kWh"}/100 km`;
  }
  const miles = km / MILE_KM;
  return litres
    ? `${number(hass, miles / (litres / GALLON_L), 1)} mpg`
    : `${number(hass, miles / energy, 1)} mi/kWh`;
}

/** Return minutes as hours and minutes. */
export function duration(hass, minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  const part = (value, unit) =>
    new Intl.NumberFormat(hass.locale.language, {
      style: "unit",
      unit,
      unitDisplay: "short",
    }).format(value);
  return [hours && part(hours, "hour"), part(rest, "minute")].filter(Boolean).join(" ");
}

/** Return how long ago a moment was; clocks that differ make nothing come from later. */
export function ago(hass, moment, now) {
  const seconds = Math.min(0, moment - now) / 1000;
  const words = new Intl.RelativeTimeFormat(hass.locale.language, { numeric: "auto" });
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ["second", 0];
  return words.format(size ? Math.trunc(seconds / size) : 0, unit);
}

/** Return the time of day, with the date unless it is today. */
export function moment(hass, when, now) {
  const today = when.toDateString() === now.toDateString();
  return today ? clock(hass, when) : `${day(hass, when)}, ${clock(hass, when)}`;
}

/** Return a date without its year. */
export function day(hass, when) {
  return written(hass, when, { weekday: "short", day: "numeric", month: "short" });
}

/** Return a whole date. */
export function date(hass, when) {
  return written(hass, when, { day: "numeric", month: "long", year: "numeric" });
}

/** Return what is left until a moment as minutes and seconds, never less than none. */
export function countdown(until, now) {
  const seconds = Math.max(0, Math.round((until - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function clock(hass, when) {
  const { time_format: format } = hass.locale;
  const hour12 = { 12: true, 24: false }[format];
  return written(hass, when, { hour: "numeric", minute: "2-digit", hour12 });
}

function written(hass, when, parts) {
  const server = hass.locale.time_zone === "server";
  const timeZone = server ? hass.config.time_zone : undefined;
  return new Intl.DateTimeFormat(hass.locale.language, { ...parts, timeZone }).format(when);
}
