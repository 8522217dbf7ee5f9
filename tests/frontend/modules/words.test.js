/** The card's own words, and the reasons that Home Assistant translates. */

import { reason, reasonOf } from "/page/socket.js";
import { offer, speak } from "/page/words.js";
import { same } from "./check.js";
import { home } from "./home.js";

/** English stands in for a language, or a word, that there is not. */
export async function words_are_of_the_nearest_language() {
  offer(["en", "de", "pt"]);
  const say = async (language, ...what) => (await speak(language))(...what);
  same(await say("de", "done_lock"), "Verriegelt");
  same(await say("pt-BR", "trips"), "Viagens");
  same(await say("he", "trips"), "Trips");
  same(await say("en", "no_such_word"), "no_such_word");
}

/** What is filled in is never filled in itself. */
export async function holes_are_filled_once() {
  const t = await speak("en");
  same(t("from_zone", { distance: "3 km", zone: "{distance}" }), "3 km from {distance}");
  same(t("from_zone", { distance: "3 km" }), "3 km from {zone}");
}

export function a_reason_is_said_in_the_users_words() {
  const words = { "component.nissanconnect.exceptions.no_right.message": "No right." };
  const hass = home({}, { words });
  const error = { translation_domain: "nissanconnect", translation_key: "no_right", message: "raw" };
  same(reason(hass, error), "No right.");
  same(reason(hass, { ...error, translation_key: "new" }), "raw");
  same(reason(hass, { code: "timeout" }), "timeout");
  same(reason(hass, undefined), "unknown_error");
  same([reasonOf(hass, "no_right"), reasonOf(hass, "new")], ["No right.", "new"]);
}
