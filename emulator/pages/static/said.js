// What came of a deed, said for a few seconds, and to screen readers.

import { el } from "./dom.js";
import { has, t } from "./words.js";

const SHOWN_MS = 5_000;

const place = el("output", { class: "said", role: "status", "aria-live": "polite" });
let timer = 0;

document.body.append(place);

/** @param {string} text @param {"" | "good" | "alert"} [tone] */
export function say(text, tone = "") {
  place.textContent = text;
  place.className = `said shown ${tone}`;
  clearTimeout(timer);
  timer = setTimeout(() => place.classList.remove("shown"), SHOWN_MS);
}

/** Do something that may be refused; say what came of it. Returns undefined then. */
export async function trying(deed, done) {
  try {
    const result = await deed();
    if (done) {
      say(done, "good");
    }
    return result;
  } catch (error) {
    say(reason(error), "alert");
    return undefined;
  }
}

/** Why something was not done, in the chosen language if there are words for it. */
export function reason(error) {
  const key = `refused.${error.code}`;
  return has(key) ? t(key) : error.code ? error.message : t("unreachable");
}
