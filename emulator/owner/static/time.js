// The world's time: it may be held, or run faster than ours (the console's clock).

import { clockTime, day, span } from "/pages/static/format.js";
import { get } from "/pages/static/talk.js";
import { t } from "/pages/static/words.js";

const JUST_S = 60;
const DAY_S = 86_400;

let known = { now: Date.now(), at: performance.now(), speed: 1 };

/** Ask the emulator what time it is and how it moves. */
export async function askTime() {
  const clock = await get("clock");
  known = {
    now: Date.parse(clock.now),
    at: performance.now(),
    speed: clock.held ? 0 : clock.speed,
  };
}

/** The world's time, milliseconds since 1970. */
export function now() {
  return known.now + (performance.now() - known.at) * known.speed;
}

/** Seconds since a moment of the world: milliseconds or an ISO time. */
export function age(at) {
  return (now() - new Date(at).getTime()) / 1_000;
}

/** "5 min ago". */
export function ago(at) {
  return age(at) < JUST_S ? t("just_now") : t("ago", { span: span(age(at)) });
}

/** The time of day of what was less than a day ago, else the day too. */
export function when(at) {
  return age(at) < DAY_S ? clockTime(at) : `${day(at)}, ${clockTime(at)}`;
}
