// Setting a limit of speed (M1): in fives of km/h, as the car has it.

import { el } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

import { field } from "../forms.js";

const LEAST = 30;
const MOST = 200;
const STEP = 5;
const USUAL = 110;

/** @returns {{node: Node[], attributes: (values: object) => object}} */
export function speedEditor(alert) {
  const value = alert?.limit ?? USUAL;
  const shown = el("output", { class: "big", text: number(value) });
  const limit = field({
    name: "limit",
    label: t("alert.speed.limit"),
    type: "range",
    min: LEAST,
    max: MOST,
    step: STEP,
    value,
    oninput: (event) => {
      shown.textContent = number(event.target.valueAsNumber);
    },
  });
  const unit = el("span", { text: t("unit.kmh") });
  const sign = el("p", { class: "limit-sign", "aria-hidden": "true" }, shown, unit);
  return {
    node: [sign, limit],
    attributes: (values) => ({ kind: "speed", limit: values.limit }),
  };
}
