// Bars over time, as SVG; each one says its own value.

import { svg } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";

const WIDTH = 320;
const HEIGHT = 150;
const LEFT = 26;
const TOP = 8;
const BOTTOM = 16;
const LINES = 4;
const CEILINGS = [4, 8, 12, 20];
const GAP = 0.28;
const MOST_LABELS = 16;

/** @param {{value: number, short: string, long: string}[]} rows @param {string} label */
export function bars(rows, label) {
  const most = ceiling(Math.max(...rows.map((row) => row.value)));
  const width = (WIDTH - LEFT) / rows.length;
  return svg(
    "svg",
    { class: "bars", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label },
    lines(most),
    rows.map((row, index) => bar(row, LEFT + index * width, width, most)),
    rows.map((row, index) => tag(row.short, index, rows.length, LEFT + (index + 0.5) * width)),
  );
}

function bar({ value, long }, x, width, most) {
  const height = (value / most) * (HEIGHT - TOP - BOTTOM);
  return svg(
    "rect",
    {
      class: "bar-of",
      x: x + (width * GAP) / 2,
      y: HEIGHT - BOTTOM - height,
      width: width * (1 - GAP),
      height,
      rx: Math.min(3, (width * (1 - GAP)) / 2),
    },
    svg("title", { text: long }),
  );
}

function lines(most) {
  return Array.from({ length: LINES + 1 }, (_, index) => {
    const y = HEIGHT - BOTTOM - (index / LINES) * (HEIGHT - TOP - BOTTOM);
    return [
      svg("path", { class: "line", d: `M${LEFT} ${y}H${WIDTH}` }),
      svg("text", {
        x: LEFT - 4,
        y: y + 3,
        "text-anchor": "end",
        text: number((most * index) / LINES),
      }),
    ];
  });
}

/** Every bar has its label, or every fifth where there are many. */
function tag(text, index, count, x) {
  const isShown = count <= MOST_LABELS || index === 0 || (index + 1) % 5 === 0;
  return isShown && svg("text", { x, y: HEIGHT - 4, "text-anchor": "middle", text });
}

/** A number not less than the greatest value, with whole numbers at all its lines. */
function ceiling(most) {
  let power = 1;
  while (CEILINGS.at(-1) * power < most) {
    power *= 10;
  }
  return CEILINGS.find((one) => one * power >= most) * power;
}
