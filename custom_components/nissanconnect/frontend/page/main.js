/**
 * The entrance: what Home Assistant's pages load.
 *
 * Strategies are named before anything is loaded: Home Assistant waits five seconds for
 * the name, and a slow tablet needs longer for all that stands behind it.
 */

const CARD = "nissanconnect-vehicle-card";
const PLATFORM = "nissanconnect";
const DOCUMENTATION = "https://github.com/nissanconnect/home-assistant-nissanconnect";
/** The modules of the strategies, by the names of their elements. */
const STRATEGIES = {
  "ll-strategy-dashboard-nissanconnect": "dashboard",
  "ll-strategy-view-nissanconnect-overview": "overview",
  "ll-strategy-view-nissanconnect-car": "car",
};

// Home Assistant puts another registry of elements in place of the browser's when it
// begins: what is named before that is not found later.
await customElements.whenDefined("home-assistant");
// A page that was open while the integration was updated is asked to load it once more.
if (!customElements.get(Object.keys(STRATEGIES)[0])) {
  for (const [name, module] of Object.entries(STRATEGIES)) {
    customElements.define(name, strategy(`./dashboard/${module}.js`));
  }
  await Promise.all([introduce(), load()]);
}

/** Return the element of a strategy, which loads it when it is wanted. */
function strategy(address) {
  return class extends HTMLElement {
    static registryDependencies = ["entities", "devices"];

    static async getCreateSuggestions(hass) {
      const module = await import(address);
      return module.suggestions?.(hass);
    }

    static async generate(config, hass) {
      const module = await import(address);
      return module.generate(config, hass);
    }
  };
}

async function load() {
  const { VehicleCard } = await import("./card.js");
  customElements.define(CARD, VehicleCard);
}

async function introduce() {
  const { offer, speak } = await import("./words.js");
  offer(new URL(import.meta.url).searchParams.get("words").split("."));
  const t = await speak(document.documentElement.lang || navigator.language);
  const about = { name: t("card_name"), description: t("card_description"), documentationURL: DOCUMENTATION };
  window.customCards = window.customCards ?? [];
  window.customCards.push({ ...about, type: CARD, preview: true, getEntitySuggestion: suggest });
  window.customStrategies = window.customStrategies ?? [];
  window.customStrategies.push({
    type: PLATFORM,
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
