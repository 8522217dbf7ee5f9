// A round instrument with a needle.

import { set, svg } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

const BEGIN = -130;
const END = 130;
const RADIUS = 80;

/**
 * @param {{key: string, unit: string, most: number, ticks: number, small?: boolean}} kind
 * @returns {{drawn: SVGElement,
 *   show: (value: number, text: string, name?: string, low?: boolean) => void}}
 */
export function dial({ key, unit, most, ticks, small = false }) {
  const label = t(key);
  const needle = svg("path", { class: "needle", d: "M-3 8L0 -66L3 8Z" });
  const filled = svg("path", { class: "filled" });
  const value = svg("text", { y: 40, class: "value" });
  const name = svg("text", { y: 62, class: "unit", text: small ? label : unit });
  const drawn = svg(
    "svg",
    { viewBox: "-100 -100 200 178", class: small ? "dial small" : "dial", role: "img" },
    svg("path", { class: "ring", d: arc(BEGIN, END) }),
    filled,
    marks(ticks, most, small),
    needle,
    svg("circle", { r: 8, class: "hub" }),
    [value, name],
  );
  const show = (now, text, called = label, low = false) => {
    const share = Math.min(1, Math.max(0, now / most));
    needle.setAttribute("transform", `rotate(${BEGIN + share * (END - BEGIN)})`);
    filled.setAttribute("d", arc(BEGIN, BEGIN + Math.max(0.5, share * (END - BEGIN))));
    drawn.toggleAttribute("data-low", low);
    set(value, { text });
    set(name, { text: small ? called : unit });
    set(drawn, { "aria-label": `${called}: ${text}${small ? "" : ` ${unit}`}` });
  };
  return { drawn, show };
}

function marks(ticks, most, small) {
  return Array.from({ length: ticks + 1 }, (_, at) => {
    const angle = BEGIN + (at / ticks) * (END - BEGIN);
    const [x, y] = on(angle, 54);
    const shown = !small && at % 2 === 0;
    return [
      svg("path", { class: "tick", d: "M0 -70V-63", transform: `rotate(${angle})` }),
      shown &&
        svg("text", {
          x,
          y: y + 4,
          class: "mark-text",
          text: Math.round((most * at) / ticks),
        }),
    ].filter(Boolean);
  });
}

function arc(from, to) {
  const [x0, y0] = on(from, RADIUS);
  const [x1, y1] = on(to, RADIUS);
  const wide = to - from > 180 ? 1 : 0;
  return `M${x0} ${y0}A${RADIUS} ${RADIUS} 0 ${wide} 1 ${x1} ${y1}`;
}

function on(angle, radius) {
  const turn = ((angle - 90) * Math.PI) / 180;
  return [radius * Math.cos(turn), radius * Math.sin(turn)];
}
