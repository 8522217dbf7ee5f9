/** All cars side by side. */

import { cars } from "../vehicle.js";
import { speak } from "../words.js";
import { card, heading } from "./cards.js";

export async function generate(config, hass) {
  const all = cars(hass);
  const t = await speak(hass.locale.language);
  const sections = all.map((device) => ({ type: "grid", cards: [card(device.id)] }));
  const none = { type: "grid", cards: [heading(t("no_car"), "mdi:car-off")] };
  return { type: "sections", max_columns: 3, sections: all.length ? sections : [none] };
}
