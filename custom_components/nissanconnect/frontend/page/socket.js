/** What the card asks of Home Assistant's server. */

import { PLATFORM } from "./vehicle.js";

const UNEXPLAINED = "unknown_error";

/** Carry out one of the integration's actions on a car and return its answer. */
export function act(hass, deviceId, action, data) {
  return hass.callWS({ type: `${PLATFORM}/act`, device_id: deviceId, action, data });
}

/** Hear of what no state carries; returns a promise of how to stop that. */
export function follow(hass, deviceId, listener) {
  const message = { type: `${PLATFORM}/vehicle`, device_id: deviceId };
  return hass.connection.subscribeMessage(listener, message);
}

/** Have the reasons at hand in the user's language. */
export async function loadReasons(hass) {
  await hass.loadBackendTranslation("exceptions", PLATFORM);
}

/** Return why something was not done, in the user's language where it is translated. */
export function reason(hass, error) {
  const { translation_key: key, translation_domain: domain } = error ?? {};
  const translated =
    key &&
    hass.localize(
      `component.${domain}.exceptions.${key}.message`,
      error.translation_placeholders ?? {},
    );
  return translated || error?.message || error?.code || UNEXPLAINED;
}

/** Return the words of a reason that is known by its key alone. */
export function reasonOf(hass, key) {
  return hass.localize(`component.${PLATFORM}.exceptions.${key}.message`) || key;
}
