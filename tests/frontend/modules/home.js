/** A Home Assistant as small as the card needs: registries, states, no server. */

import { VehicleCard } from "/page/card.js";
import { Scene } from "/page/scene.js";
import { Vehicle } from "/page/vehicle.js";
import { offer, speak } from "/page/words.js";

export const LANGUAGES = ["de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "th"];
const ABOUT = {
  paint: "#336699",
  electric: false,
  commands: {},
  running: null,
  ahead_s: 0,
  answered_at: new Date().toISOString(),
  trouble: null,
};

/**
 * Return a home with one car.
 *
 * @param {Record<string, string | [string, object]>} told states by the integration's keys
 * @param {{about?: object, language?: string, length?: string, country?: string,
 *   dark?: boolean, words?: Record<string, string>, answer?: (message: object) => any}} how
 */
export function home(told = {}, how = {}) {
  const { language = "en", length = "km", country = "GB", dark = false, words = {} } = how;
  const [entities, states] = registered(told);
  const asked = [];
  return {
    asked,
    entities,
    states,
    devices: { car: { id: "car", name: "Almera", manufacturer: "Nissan", model: "Almera (2024)" } },
    locale: { language, number_format: "language", time_format: "24", time_zone: "local" },
    config: { unit_system: { length }, country, time_zone: "Asia/Bangkok" },
    themes: { darkMode: dark },
    localize: (key) => words[key] ?? "",
    loadBackendTranslation: async () => {},
    formatEntityState: ({ state }) => state,
    formatEntityName: (state) => entities[state.entity_id].translation_key,
    formatEntityAttributeValue: ({ attributes }, name) => String(attributes[name]),
    callService: async (...call) => asked.push(call),
    callWS: async (message) => {
      asked.push(message);
      return how.answer?.(message);
    },
    connection: { subscribeMessage: async (listener) => listener({ ...ABOUT, ...how.about }) },
  };
}

/** Return the car of such a home. */
export function vehicle(told, how) {
  return new Vehicle(home(told, how), "car");
}

/** Return what a card of such a home would show, as its parts take it. */
export async function scene(told, { now = new Date(), ...how } = {}) {
  const made = new Scene(document.body, () => {});
  made.t = await speak("en");
  made.enter(vehicle(told, how));
  await undefined;
  return Object.assign(made, { now, here: now });
}

/** Put a card of such a home into the page and return its shadow root. */
export async function card(told, how) {
  if (!customElements.get("a-card")) {
    customElements.define("a-card", VehicleCard);
    customElements.define("ha-icon", Icon);
  }
  offer(LANGUAGES);
  const made = document.createElement("a-card");
  made.setConfig({ device: "car" });
  document.body.replaceChildren(made);
  made.hass = home(told, how);
  while (!made.shadowRoot.querySelector("article")) {
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return made.shadowRoot;
}

/** Takes the room of an icon. */
class Icon extends HTMLElement {
  connectedCallback() {
    const size = "var(--mdc-icon-size, 24px)";
    this.style.cssText = `display: inline-block; inline-size: ${size}; block-size: ${size}`;
  }
}

/** Entity ids say nothing: the card may go by keys alone. */
function registered(told) {
  const entities = {};
  const states = {};
  Object.entries(told).forEach(([key, value], index) => {
    const entity_id = `any.e${index}`;
    const [state, attributes] = Array.isArray(value) ? value : [value, {}];
    entities[entity_id] = { entity_id, translation_key: key, device_id: "car", platform: "nissanconnect" };
    states[entity_id] = { entity_id, state, attributes };
  });
  return [entities, states];
}
