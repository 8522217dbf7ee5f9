/** The entrance: what Home Assistant's pages load. */

import { CarView } from "./dashboard/car.js";
import { Dashboard } from "./dashboard/dashboard.js";
import { Overview } from "./dashboard/overview.js";
import { PLATFORM } from "./vehicle.js";
import { offer, speak } from "./words.js";

const CARD = "nissanconnect-vehicle-card";
const DOCUMENTATION = "https://github.com/nissanconnect/home-assistant-nissanconnect";
const STRATEGIES = {
  "ll-strategy-dashboard-nissanconnect": Dashboard,
  "ll-strategy-view-nissanconnect-overview": Overview,
  "ll-strategy-view-nissanconnect-car": CarView,
};

const languages = new URL(import.meta.url).searchParams.get("words");
offer(languages?.split(".") ?? ["en"]);

// A page that was open while the integration was updated is asked to load it once more.
if (!customElements.get(Object.keys(STRATEGIES)[0])) {
  // Home Assistant waits five seconds for a strategy, for a card as long as it takes.
  for (const [name, element] of Object.entries(STRATEGIES)) {
    customElements.define(name, element);
  }
  await Promise.all([introduce(), load()]);
}

async function load() {
  const { VehicleCard } = await import("./card.js");
  customElements.define(CARD, VehicleCard);
}

async function introduce() {
  const t = await speak(document.documentElement.lang || navigator.language);
  const about = { name: t("card_name"), description: t("card_description"), documentationURL: DOCUMENTATION };
  window.customCards = window.customCards ?? [];
  window.customCards.push({ ...about, type: CARD, preview: true, getEntitySuggestion: suggest });
  window.customStrategies = window.customStrategies ?? [];
  window.customStrategies.push({
    type: "nissanconnect",
    strategyType: "dashboard",
    name: t("dashboard_name"),
    description: t("dashboard_description"),
    documentationURL: DOCUMENTATION,
  });
}

/** Suggest the card of the car that an entity belongs to. */
function suggest(hass, entityId) {
  const entry = hass.entities[entityId];
  if (entry?.platform !== PLATFORM || !entry.device_id) {
    return null;
  }
  return { config: { type: `custom:${CARD}`, device: entry.device_id } };
}
