// Minutes and seconds that are left, by the world's clock.

import { set } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { askTime, now } from "../time.js";

const EVERY_MS = 1_000;

/** Count down in `node` until an ISO time, then call `over`; returns what ends it. */
export function countDown(node, until, over) {
  let stopped = false;
  const tick = async () => {
    // The clock may be held, and jump: it is asked each time.
    await askTime();
    const left = Math.ceil((Date.parse(until) - now()) / 1_000);
    if (stopped) {
      return;
    }
    if (left <= 0) {
      over();
      return;
    }
    set(node, { text: t("pair.left", { time: clock(left) }) });
    setTimeout(tick, EVERY_MS);
  };
  tick();
  return () => {
    stopped = true;
  };
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
