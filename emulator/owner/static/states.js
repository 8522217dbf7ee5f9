// How facts of a car are called: keys of words, and sentences.

import { t } from "/pages/static/words.js";

import { openParts } from "./car/drawing.js";

const UNKNOWN = "state.unknown";

export function isRunning(engine) {
  return Boolean(engine) && ["key", "remote"].includes(engine.state);
}

/** @returns {string} a key of words, as the next one does */
export function lockState(locks) {
  if (!locks || locks.isLocked === null) {
    return UNKNOWN;
  }
  return locks.isLocked ? "state.locked" : "state.unlocked";
}

export function chargeState(battery) {
  if (!battery) {
    return UNKNOWN;
  }
  const plugged = battery.isPlugged ? "charge.plugged" : "charge.unplugged";
  return battery.isCharging ? "charge.charging" : plugged;
}

/** What is open, in words. */
export function doors({ open, known }) {
  if (known.length === 0) {
    return "";
  }
  return open.length === 0 ? t("state.all_closed") : openParts(open);
}
