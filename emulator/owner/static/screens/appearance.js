// Light or dark, language, units: of this browser, and kept with the account (E10).

import { el } from "/pages/static/dom.js";
import { LOOKS, chosenLook } from "/pages/static/frame.js";
import { LANGUAGES, choose, language, t } from "/pages/static/words.js";

import { setTo } from "../enrol/settings.js";
import { segments } from "../forms.js";
import { UNITS, chosenUnits } from "../units.js";

export async function render() {
  return el(
    "section",
    { class: "card narrow" },
    part("look", chosenLook(), LOOKS.map((look) => [look, t(`look.${look}`)]), (look) => setTo("look", look)),
    part("language", language, Object.entries(LANGUAGES), choose),
    part("units", chosenUnits(), UNITS.map((unit) => [unit, t(`units.${unit}`)]), (unit) => setTo("units", unit)),
  );
}

function part(key, value, options, change) {
  const label = t(key);
  return el(
    "div",
    { class: "setting" },
    el("span", { text: label, "aria-hidden": "true" }),
    segments({ label, value, options, change }),
  );
}
