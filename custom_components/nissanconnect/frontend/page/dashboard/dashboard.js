/** A dashboard that makes itself: all cars, then one view for each. */

import { cars, nameOf } from "../vehicle.js";
import { speak } from "../words.js";

export class Dashboard extends HTMLElement {
  static registryDependencies = ["entities", "devices"];

  static async getCreateSuggestions(hass) {
    const t = await speak(hass.locale.language);
    return { title: t("dashboard_title"), icon: "mdi:garage" };
  }

  static async generate(config, hass) {
    const t = await speak(hass.locale.language);
    const overview = {
      title: t("dashboard_title"),
      path: "cars",
      icon: "mdi:garage",
      strategy: { type: "custom:nissanconnect-overview" },
    };
    return { title: t("dashboard_title"), views: [overview, ...cars(hass).map(view)] };
  }
}

function view(device) {
  return {
    title: nameOf(device),
    path: device.id,
    strategy: { type: "custom:nissanconnect-car", device: device.id },
  };
}
