// The world's time: it may be held, or run faster than ours (the console's clock).

import { get } from "/pages/static/talk.js";

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

/** Seconds since an ISO time of the world. */
export function age(at) {
  return (now() - Date.parse(at)) / 1_000;
}
