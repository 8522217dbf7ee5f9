// Why something was not done, in words: the car's reasons, and the cloud's.

import { clockTime, listed } from "/pages/static/format.js";
import { reason } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

/** @param {Error & {code?: string, items?: Record<string, string>}} error */
export function why(error) {
  const { items = {} } = error;
  const parts = [reason(error)];
  if (items.doors) {
    const names = items.doors.split(",").map((door) => t(`part.${door}`));
    parts.push(t("why.doors", { parts: listed(names) }));
  }
  if (items.allowedAt) {
    parts.push(t("why.allowed_at", { at: clockTime(items.allowedAt) }));
  }
  if (items.blockedUntil) {
    parts.push(t("why.blocked_until", { at: clockTime(items.blockedUntil) }));
  } else if (items.triesLeft) {
    parts.push(t("why.tries_left", { number: items.triesLeft }));
  }
  return parts.join(" ");
}
