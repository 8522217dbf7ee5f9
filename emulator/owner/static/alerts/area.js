// Setting an area: kind, middle and radius, on the map or as numbers (M1).

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { field, segments } from "../forms.js";
import { LEAST_KM, MOST_KM, areaMap } from "../map/area.js";

const USUAL_KM = 10;
const DIGITS = 5;
const NUMBERS = ["latitude", "longitude", "radius"];

/** @returns {{node: Node[], attributes: () => object}} */
export function areaEditor(alert, { places, location }) {
  const middle = alert ?? location ?? places[0];
  const { latitude, longitude } = middle;
  const editor = {
    kind: alert?.type ?? "allow_within",
    area: { latitude, longitude, radius: alert?.radius ?? USUAL_KM },
    places,
    fields: {},
  };
  const change = (area) => take(editor, area);
  editor.map = areaMap({
    area: editor.area,
    isAllowed: editor.kind === "allow_within",
    places,
    car: location,
    change,
  });
  return {
    node: [kinds(editor), placeField(editor), editor.map.node, numbers(editor), hint()],
    attributes: () => ({ kind: "area", type: editor.kind, ...editor.area }),
  };
}

/** An area that was dragged, typed or named: show it everywhere. */
function take(editor, area) {
  editor.area = rounded(area);
  editor.map.show(editor.area, editor.kind === "allow_within");
  for (const name of NUMBERS) {
    const input = editor.fields[name].querySelector("input");
    if (document.activeElement !== input) {
      input.value = editor.area[name];
    }
  }
}

function rounded({ latitude, longitude, radius }) {
  const short = (degrees) => Number(degrees.toFixed(DIGITS));
  return { latitude: short(latitude), longitude: short(longitude), radius };
}

function kinds(editor) {
  const change = (kind) => {
    editor.kind = kind;
    take(editor, editor.area);
  };
  const options = ["allow_within", "restrict_within"].map((kind) => [kind, t(`area.${kind}`)]);
  return segments({ label: t("area.kind"), value: editor.kind, options, change });
}

function placeField(editor) {
  const names = editor.places.map(({ name }) => el("option", { value: name }));
  const list = el("datalist", { id: "places" }, names);
  const input = field({
    name: "place",
    label: t("area.place"),
    hint: t("area.place_hint"),
    list: "places",
    autocomplete: "off",
    oninput: (event) => {
      const typed = event.target.value.trim().toLowerCase();
      const found = editor.places.find(({ name }) => name.toLowerCase() === typed);
      if (found) {
        const { latitude, longitude } = found;
        take(editor, { ...editor.area, latitude, longitude });
      }
    },
  });
  return [list, input];
}

function numbers(editor) {
  const limits = {
    latitude: { min: -90, max: 90, step: "any" },
    longitude: { min: -180, max: 180, step: "any" },
    radius: { min: LEAST_KM, max: MOST_KM, step: "any", unit: t("unit.km") },
  };
  for (const name of NUMBERS) {
    editor.fields[name] = field({
      name,
      label: t(`area.${name}`),
      type: "number",
      value: editor.area[name],
      wrong: t("field.wrong"),
      required: true,
      ...limits[name],
      oninput: ({ target }) => {
        if (target.validity.valid) {
          take(editor, { ...editor.area, [name]: target.valueAsNumber });
        }
      },
    });
  }
  return el("div", { class: "numbers" }, Object.values(editor.fields));
}

function hint() {
  return el("p", { class: "hint", text: t("area.hint") });
}
