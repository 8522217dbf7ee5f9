/** The car, the map and the rows of buttons, as they are laid out. */

import { bodyOf } from "/page/car/bodies.js";
import { drawing } from "/page/car/drawing.js";
import { render } from "/page/dom.js";
import { columns } from "/page/parts/controls.js";
import { map, rulerLength } from "/page/parts/map.js";
import { tripsWanted } from "/page/views/trips.js";
import { same } from "./check.js";
import { scene } from "./home.js";

const MODELS = ["Almera (2024)", "Leaf", "Navara", "Townstar", "QX60", "Qashqai", undefined];
const ALL_ON = { flashing: true, running: true, plugged: true, charging: true, airing: true, asleep: true };

/** Each model in its shape; no path of it leads nowhere. */
export function every_body_can_be_drawn() {
  for (const model of MODELS) {
    const attributes = [...drawn(model).querySelectorAll("*")].flatMap((part) => [...part.attributes]);
    same(attributes.filter(({ value }) => /NaN|undefined/.test(value)).map(({ value }) => value), []);
  }
  same(new Set(MODELS.map(bodyOf)).size, 6);
}

/** All that is true of it is on the drawing, which says so to a screen reader. */
export function states_are_on_the_drawing() {
  const root = drawn("Almera");
  const svg = root.querySelector("svg");
  same([...svg.classList].sort(), ["airing", "asleep", "car", "charging", "flashing", "plugged", "running"]);
  same([svg.getAttribute("role"), svg.getAttribute("aria-label")], ["img", "A car"]);
  same(["hood", "hatch", "door"].map((part) => root.querySelectorAll(`.${part}.open`).length), [1, 1, 1]);
  same([root.querySelectorAll(".wheel.flat").length, root.querySelectorAll(".badge.locked").length], [1, 1]);
}

/** No button is left alone in the last row. */
export function rows_of_buttons_are_even() {
  same([1, 4, 5, 6, 7, 8, 9, 10].map((count) => columns(count, 5)), [1, 4, 5, 3, 4, 4, 5, 5]);
  same([4, 5, 6, 7].map((count) => columns(count, 4)), [4, 3, 3, 4]);
}

/** Need 28: the ruler is a round number of kilometres, or of miles, and as long. */
export async function the_map_is_true_to_scale() {
  same([0.001, 1, 45, 1000].map(rulerLength), [1000, 50, 2, 0.05]);
  same(await mapped("km"), ["5 km", "22 km from Home · now"]);
  same(await mapped("mi"), ["5 mi", "14 mi from Home · now"]);
}

export function trips_are_those_of_two_weeks() {
  same(tripsWanted(new Date(2026, 2, 5)).data.start, "2026-02-20");
}

function drawn(model) {
  const root = document.createElement("div");
  const open = new Set(["hood", "hatch", "door_front_left"]);
  render(root, drawing({ model, open, lock: "locked", flat: new Set(["rear_left"]), ...ALL_ON }, "A car"));
  return root;
}

async function mapped(length) {
  const at = { latitude: 0, longitude: 0.2, reported_at: new Date().toISOString() };
  const shown = await scene({ position: ["not_home", at] }, { length });
  const zone = { latitude: 0, longitude: 0, radius: 100, friendly_name: "Home" };
  shown.hass.states["zone.home"] = { entity_id: "zone.home", state: "0", attributes: zone };
  const root = document.createElement("div");
  render(root, map(shown));
  return [root.querySelector(".ruler text").textContent, root.querySelector("small").textContent];
}
