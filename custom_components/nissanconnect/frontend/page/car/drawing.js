/** The car from above, with all that stands open, shines or runs. */

import { h } from "../dom.js";
import { bodyOf } from "./bodies.js";
import { air, cable, beams, exhaust, sleep } from "./effects.js";
import { gradients } from "./paint.js";
import {
  doorPanel,
  glasshouse,
  headlamp,
  hoodPanel,
  lidPanel,
  mirror,
  outline,
  roofPanel,
  taillamp,
} from "./shapes.js";

const BOX = "0 -180 640 360";

/**
 * Draw it.
 *
 * @param {{model?: string, open: Set<string>, lock?: string, flashing: boolean,
 *   running: boolean, plugged: boolean, charging: boolean, airing: boolean, asleep: boolean,
 *   flat: Set<string>}} looks
 * @param {string} label what a screen reader says
 */
export function drawing(looks, label) {
  const body = bodyOf(looks.model);
  const state = Object.entries(looks).flatMap(([name, on]) => (on === true ? [name] : []));
  return h(
    "svg",
    { class: ["car", ...state].join(" "), viewBox: BOX, role: "img", "aria-label": label },
    gradients(body),
    beams(body),
    h("ellipse", { class: "shadow", cx: 320, cy: 6, rx: 292, ry: 132 }),
    wheels(body, looks.flat),
    looks.running && exhaust(body),
    looks.plugged && cable(body),
    shell(body),
    cabin(body, looks.open),
    lid("hood", hoodPanel(body), body.cowl + 14, engineBay(body), looks.open),
    lid("hatch", lidPanel(body), body.lid, boot(body), looks.open),
    lamps(body),
    ["left", "right"].flatMap((side) => doors(body, side, looks.open)),
    looks.airing && air(body),
    badge(body, looks.lock),
    looks.asleep && sleep(body),
  );
}

function wheels({ axles, half }, flat) {
  const [rear, front] = axles;
  const places = { rear_left: [rear, -1], rear_right: [rear, 1], front_left: [front, -1], front_right: [front, 1] };
  return Object.entries(places).map(([where, [x, side]]) =>
    h("rect", {
      class: flat.has(where) ? "wheel flat" : "wheel",
      x: x - 34,
      y: side * (half - 10) - 13,
      width: 68,
      height: 26,
      rx: 9,
    }),
  );
}

function shell(body) {
  const path = outline(body);
  const { half, cowl, rear } = body;
  return h(
    "g",
    null,
    both(h("path", { class: "paint", d: mirror(body) })),
    h("path", { class: "paint", d: path }),
    h("path", { d: path, fill: "url(#sides)" }),
    h("path", { d: path, fill: "url(#ends)" }),
    h("path", { class: "rim", d: path }),
    both(
      h("path", {
        class: "crease",
        d: `M${rear + 60} ${-half + 9}C${rear + 150} ${-half + 5} ${cowl - 60} ${-half + 5} ${cowl + 60} ${-half + 12}`,
      }),
    ),
    both(h("path", { class: "gleam", d: mirror(body) })),
  );
}

function cabin(body, open) {
  const { half, screen, roof, doors: edges, tail } = body;
  const roofPath = roofPanel(body);
  const pillar = (x, lean) => `M${x} ${-half + 37}L${x + lean} ${-half + 14}`;
  return h(
    "g",
    null,
    h("path", { d: glasshouse(body), fill: "url(#glass)" }),
    body.bed && bed(body),
    h("path", {
      class: "glint",
      d: `M${screen + 14} ${half - 58}L${screen + 50} ${-half + 44}L${screen + 30} ${-half + 40}L${screen + 6} ${half - 62}Z`,
    }),
    !body.bed && h("path", { class: "glint", d: `M${tail + 12} ${half - 52}L${roof - 16} ${-half + 46}h-10L${tail + 6} ${half - 70}Z` }),
    both(h("path", { class: "pillar", d: [pillar(edges[1], 2), pillar(roof + 40, -8), pillar(screen - 8, 24)].join("") })),
    h("path", { class: "paint", d: roofPath }),
    h("path", { d: roofPath, fill: "url(#roof)" }),
    body.rails && both(h("path", { class: "rail", d: `M${roof + 24} ${-half + 38}H${screen - 44}` })),
    open.has("sunroof") && h("path", { class: "sunroof", d: `M${screen - 96} -34h58q6 0 6 8v52q0 8-6 8h-58q-6 0-6-8v-52q0-8 6-8Z` }),
    !body.bed && h("path", { class: "fin", d: `M${roof + 14} 0l16-4v8Z` }),
  );
}

function bed({ rear, tail, half }) {
  const inner = half - 16;
  return h("path", {
    class: "bed",
    d: `M${rear + 16} ${-inner}H${tail - 8}V${inner}H${rear + 16}Z`,
  });
}

function lid(name, path, hinge, inside, open) {
  const classes = open.has(name) ? `lid ${name} open` : `lid ${name}`;
  return h(
    "g",
    { class: classes, style: `--hinge: ${hinge}px` },
    inside,
    h(
      "g",
      { class: "panel" },
      h("path", { class: "paint", d: path }),
      h("path", { d: path, fill: "url(#panel)" }),
      h("path", { class: "seam", d: path }),
    ),
  );
}

function engineBay(body) {
  const { cowl, nose } = body;
  const [x, width] = [cowl + 34, nose - cowl - 78];
  return h(
    "g",
    { class: "inside" },
    h("path", { class: "cavity", d: hoodPanel(body) }),
    h("rect", { class: "block", x, y: -38, width, height: 76, rx: 10 }),
    [-20, 0, 20].map((y) => h("path", { class: "rib", d: `M${x + 10} ${y}h${width - 20}` })),
    h("rect", { class: "block", x, y: 46, width: width / 2, height: 18, rx: 4 }),
  );
}

function boot(body) {
  return h("g", { class: "inside" }, h("path", { class: "cavity", d: lidPanel(body) }));
}

function lamps(body) {
  const { nose } = body;
  return h(
    "g",
    null,
    both(h("path", { class: "headlamp", d: headlamp(body) }), h("path", { class: "taillamp", d: taillamp(body) })),
    h("path", { class: "grille", d: `M${nose - 5} -30q5 30 0 60l-5-2q4-28 0-56Z` }),
  );
}

function doors(body, side, open) {
  const [front, pillar, rear] = body.doors;
  const flip = side === "left" ? undefined : "scale(1 -1)";
  return [
    ["front", front, pillar + 1],
    ["rear", pillar - 1, rear],
  ].map(([row, from, to]) => {
    const name = `door_${row}_${side}`;
    const panel = doorPanel(body, from, to);
    return h(
      "g",
      { class: open.has(name) ? "door open" : "door", transform: flip },
      h("path", { class: "cut", d: `M${from} ${-body.half + 2}l-3 18M${to} ${-body.half + 2}l-3 18` }),
      h("path", { class: "sill", d: `M${from - 6} ${-body.half + 3}H${to + 6}V${-body.half + 30}H${from - 6}Z` }),
      h(
        "g",
        { class: "leaf", style: `--hinge-x: ${from}px; --hinge-y: ${-body.half + 3}px` },
        h("path", { class: "paint", d: panel }),
        h("path", { d: panel, fill: "url(#leaf)" }),
        h("path", { class: "handle", d: `M${to + 10} ${-body.half + 2}h16` }),
      ),
    );
  });
}

function badge({ screen, roof, bed: hasBed }, lock) {
  const x = (screen + (hasBed ? roof + 6 : roof)) / 2 - (hasBed ? 0 : 6);
  return h(
    "g",
    { class: `badge ${lock ?? "untold"}`, transform: `translate(${x} 0)` },
    h("circle", { class: "plate", r: 25 }),
    h("g", { class: "upright" },
      h("path", { class: "shackle", d: "M-6-2v-5a6 6 0 0 1 12 0v5" }),
      h("rect", { class: "case", x: -10, y: -2, width: 20, height: 14, rx: 3.5 }),
    ),
  );
}

/** Draw something on both sides of the car. */
function both(...parts) {
  return [h("g", null, parts), h("g", { transform: "scale(1 -1)" }, parts)];
}
