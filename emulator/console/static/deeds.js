// All that can be done to a car, on three sheets: at the wheel, in the workshop, by radio.

import { byId, el, fill, set } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";
import { driver } from "./driver.js";
import { radio } from "./radio.js";
import { workshop } from "./workshop.js";

const SHEETS = { driver, workshop, radio };

/**
 * @param {HTMLElement} place
 * @param {(sheet: string, body: object, done?: string) => Promise<unknown>} act
 * @param {{routes: object[], plan: (points: [number, number][]) => void,
 *   pick: (point: [number, number]) => void}} ways `pick` is set here
 */
export function deeds(place, act, ways) {
  let vin = "";
  let controls = [];
  return (seen) => {
    if (seen.vehicle.vin !== vin) {
      vin = seen.vehicle.vin;
      controls = draw(place, seen, act, ways);
    }
    controls.forEach((control) => control.show(seen));
  };
}

function draw(place, seen, act, ways) {
  const names = Object.keys(SHEETS);
  const sheets = names.map((name) =>
    SHEETS[name](seen, (...deed) => act(name, ...deed), ways),
  );
  const chosen = names.find((name) => byId(`tab-${name}`)?.ariaSelected === "true");
  const panels = names.map((name, at) => panel(name, sheets[at]));
  fill(place, tabs(place, names), panels);
  choose(place, chosen ?? names[0]);
  return sheets.flat();
}

function panel(name, controls) {
  const attributes = {
    class: "sheet",
    role: "tabpanel",
    id: `sheet-${name}`,
    "aria-labelledby": `tab-${name}`,
  };
  const drawn = controls.map((one) => one.drawn);
  return el("div", attributes, drawn);
}

function tabs(place, names) {
  const attributes = {
    class: "tabs",
    role: "tablist",
    "aria-label": t("deeds.title"),
    onkeydown: byArrows,
    onclick: ({ target }) =>
      target.dataset.sheet && choose(place, target.dataset.sheet),
  };
  return el("div", attributes, names.map(tab));
}

function tab(name) {
  return el("button", {
    type: "button",
    role: "tab",
    id: `tab-${name}`,
    "data-sheet": name,
    "aria-controls": `sheet-${name}`,
    text: t(`sheet.${name}`),
  });
}

function choose(place, name) {
  for (const one of place.querySelectorAll("[role=tab]")) {
    const is = one.dataset.sheet === name;
    set(one, { "aria-selected": String(is), tabindex: is ? 0 : -1 });
    byId(`sheet-${one.dataset.sheet}`).hidden = !is;
  }
}

function byArrows(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) {
    const tabs = [...event.currentTarget.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(document.activeElement);
    const next = tabs.at((at + step) % tabs.length);
    next.focus();
    next.click();
  }
}
