// What a fault does, in the chosen language; the emulator itself speaks English.

import { has, t } from "/pages/static/words.js";

/** @param {{fault: string, does: string}} fault */
export function doesWhat({ fault, does }) {
  const key = `does.${fault}`;
  return has(key) ? t(key) : does;
}
