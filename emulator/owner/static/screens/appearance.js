// Light or dark, language, units: of this browser (E10).

import { el } from "/pages/static/dom.js";
import { LOOKS, chosenLook, dress } from "/pages/static/frame.js";
import { LANGUAGES, choose, language, t } from "/pages/static/words.js";

import { segments } from "../forms.js";
import { UNITS, chooseUnits, chosenUnits } from "../units.js";

export async function render() {
  return el(
    "section",
    { class: "card narrow" },
    part("look", chosenLook(), LOOKS.map((look) => [look, t(`look.${look}`)]), dress),
    part("language", language, Object.entries(LANGUAGES), choose),
    part("units", chosenUnits(), UNITS.map((unit) => [unit, t(`units.${unit}`)]), chooseUnits),
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
