// Spans of the driving history: the days of a month, months of a year, some years.

import { language, t } from "/pages/static/words.js";

const YEARS = 5;

/**
 * By unit of summing: the span that is shown of it, its name, the labels of its units as
 * the wire writes them, and the span before or after.
 */
export const PERIODS = {
  day: {
    first: (at) => iso(at.year, at.month, 1),
    last: (at) => iso(at.year, at.month, daysOf(at)),
    labels: (at) => count(daysOf(at)).map((day) => compact(at.year, at.month, day)),
    short: (label) => String(Number(label.slice(6))),
    long: (label) => told(label, { day: "numeric", month: "long", year: "numeric" }),
    name: (at) => told(compact(at.year, at.month, 1), { month: "long", year: "numeric" }),
    move: ({ year, month }, by) => {
      const date = new Date(year, month - 1 + by, 1);
      return { year: date.getFullYear(), month: date.getMonth() + 1 };
    },
  },
  month: {
    first: (at) => iso(at.year, 1, 1),
    last: (at) => iso(at.year, 12, 31),
    labels: (at) => count(12).map((month) => compact(at.year, month)),
    short: (label) => told(label, { month: "narrow" }),
    long: (label) => told(label, { month: "long", year: "numeric" }),
    name: (at) => told(compact(at.year, 1), { year: "numeric" }),
    move: (at, by) => ({ ...at, year: at.year + by }),
  },
  year: {
    first: (at) => iso(at.year - YEARS + 1, 1, 1),
    last: (at) => iso(at.year, 12, 31),
    labels: (at) => count(YEARS).map((nth) => String(at.year - YEARS + nth)),
    short: (label) => told(label, { year: "numeric" }),
    long: (label) => told(label, { year: "numeric" }),
    name: (at) =>
      t("trips.years", {
        first: told(String(at.year - YEARS + 1), { year: "numeric" }),
        last: told(String(at.year), { year: "numeric" }),
      }),
    move: (at, by) => ({ ...at, year: at.year + by * YEARS }),
  },
};
function told(label, options) {
  const [year, month, day] = [label.slice(0, 4), label.slice(4, 6) || 1, label.slice(6) || 1];
  return new Intl.DateTimeFormat(language, options).format(new Date(year, month - 1, day));
}

function daysOf({ year, month }) {
  return new Date(year, month, 0).getDate();
}

function count(most) {
  return Array.from({ length: most }, (_, index) => index + 1);
}

function iso(...parts) {
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

function compact(...parts) {
  return iso(...parts).replaceAll("-", "");
}
