/** A dashboard that makes itself: all cars, then one view for each. */

import { cars, nameOf } from "../vehicle.js";
import { speak } from "../words.js";

const ICON = "mdi:garage";

/** Return what a new dashboard may be called. */
export async function suggestions(hass) {
  const t = await speak(hass.locale.language);
  return { title: t("dashboard_title"), icon: ICON };
}

export async function generate(config, hass) {
  const t = await speak(hass.locale.language);
  const title = t("dashboard_title");
  const overview = { title, path: "cars", icon: ICON, strategy: { type: "custom:nissanconnect-overview" } };
  return { title, views: [overview, ...cars(hass).map(view)] };
}

function view(device) {
  return {
    title: nameOf(device),
    path: device.id,
    strategy: { type: "custom:nissanconnect-car", device: device.id },
  };
}
