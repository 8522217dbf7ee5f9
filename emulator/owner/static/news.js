// What the cloud has news of, as it happens (N2): the emulator's events, of one car.

import { gathering, listen } from "/pages/static/live.js";

const listeners = new Set();

// Of many changes at once a screen draws once.
const tell = gathering((keys) => {
  for (const listener of listeners) {
    if (keys.some((key) => key === "" || key.includes(listener.vin))) {
      listener.hear();
    }
  }
});

/** Begin to listen, for as long as the page lives. */
export function start() {
  listen({
    on: (kind, key) => {
      if (kind === "clock") {
        tell("");
      } else if (kind === "cloud" && isOfInterest(key)) {
        tell(key);
      }
    },
    up: () => tell(""),
    down: () => {},
  });
}

/** Call `hear` at news of a car; returns what ends it. */
export function onNews(vin, hear) {
  const listener = { vin, hear };
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isOfInterest(key) {
  return [...listeners].some((listener) => key.includes(listener.vin));
}
