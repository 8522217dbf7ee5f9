// The parts of the drawing of a car from above: body, glass, doors, wheels, lamps.

import { svg } from "/pages/static/dom.js";

const BODY =
  "M100 12C138 12 158 18 165 44C170 66 172 100 172 140L172 310C172 350 170 376 163 392" +
  "C155 410 134 416 100 416C66 416 45 410 37 392C30 376 28 350 28 310L28 140" +
  "C28 100 30 66 35 44C42 18 62 12 100 12Z";
const WINDSHIELD = "M44 146C58 122 78 114 100 114C122 114 142 122 156 146L145 182C126 173 74 173 55 182Z";
const HOOD = "M52 116C54 82 58 52 72 30M148 116C146 82 142 52 128 30";
const HEADLAMPS = [
  "M40 46C44 30 54 22 72 18C71 27 64 34 52 38C46 41 43 44 40 46Z",
  "M160 46C156 30 146 22 128 18C129 27 136 34 148 38C154 41 157 44 160 46Z",
];
const TAIL_LAMPS = [
  "M36 380C38 396 46 404 66 409C64 401 56 394 48 390C42 387 39 384 36 380Z",
  "M164 380C162 396 154 404 134 409C136 401 144 394 152 390C158 387 161 384 164 380Z",
];
const WHEELS = [
  ["front_left", 22, 74],
  ["front_right", 168, 74],
  ["rear_left", 22, 304],
  ["rear_right", 168, 304],
];

/** Hinges of the doors: where they are, how long, and how they swing. */
const DOORS = {
  front_left: { x: 29, y: 150, length: 88, swing: 52 },
  rear_left: { x: 29, y: 242, length: 78, swing: 52 },
  front_right: { x: 171, y: 150, length: 88, swing: -52 },
  rear_right: { x: 171, y: 242, length: 78, swing: -52 },
};

export function shadow() {
  return svg("ellipse", { class: "shadow", cx: 100, cy: 222, rx: 92, ry: 208 });
}

/** The wheels; a tyre that is low is marked. */
export function wheels(low) {
  return WHEELS.map(([wheel, x, y]) =>
    svg("rect", {
      class: low.includes(wheel) ? "wheel low" : "wheel",
      x,
      y,
      width: 10,
      height: 52,
      rx: 5,
    }),
  );
}

export function body(paint) {
  return [
    svg("path", { d: "M27 152C16 146 10 150 9 158C14 163 22 162 28 160Z", fill: paint }),
    svg("path", { d: "M173 152C184 146 190 150 191 158C186 163 178 162 172 160Z", fill: paint }),
    svg("path", { class: "body", d: BODY, fill: paint }),
    svg("path", { class: "crease", d: HOOD }),
  ];
}

/** Windows and roof, or the bed of a pickup behind it. */
export function cabin({ roofEnd, glassEnd, hatch }) {
  return [
    svg("path", { class: "glass", d: WINDSHIELD }),
    svg("path", { class: "glass", d: rearGlass(roofEnd, glassEnd) }),
    svg("path", { class: "glass", d: sideGlass(roofEnd, 1) }),
    svg("path", { class: "glass", d: sideGlass(roofEnd, -1) }),
    svg("path", { class: "pillar", d: pillars(roofEnd) }),
    hatch === "bed" && svg("rect", { class: "bed", x: 46, y: 282, width: 108, height: 116, rx: 8 }),
    hatch === "boot" && svg("path", { class: "crease", d: "M48 352C70 364 130 364 152 352" }),
  ];
}

export function lamps(areOn) {
  return [
    areOn && HEADLAMPS.map((_, side) => beam(side)),
    HEADLAMPS.map((d) => svg("path", { class: "headlamp", d })),
    TAIL_LAMPS.map((d) => svg("path", { class: "tail-lamp", d })),
  ];
}

/** What is open: doors swung out, hatch and hood lifted. */
export function openings(open) {
  return [
    Object.keys(DOORS).filter((door) => open.includes(door)).map(door),
    open.includes("hatch") && lid("M40 398C56 424 144 424 160 398L166 430C140 446 60 446 34 430Z"),
    open.includes("hood") && lid("M50 112C52 78 56 46 70 22L130 22C144 46 148 78 150 112C120 102 80 102 50 112Z"),
  ];
}

function door(name) {
  const { x, y, length, swing } = DOORS[name];
  return svg("rect", {
    class: "open-part",
    x: x - 4,
    y,
    width: 8,
    height: length,
    rx: 4,
    transform: `rotate(${swing} ${x} ${y})`,
  });
}

function lid(d) {
  return svg("path", { class: "open-part", d });
}

function beam(side) {
  const at = side === 0 ? 56 : 144;
  const d = `M${at - 12} 24L${at - 34} -34L${at + 34} -34L${at + 12} 24Z`;
  return svg("path", { class: "beam", d });
}

function rearGlass(from, to) {
  return `M58 ${from + 4}C76 ${from + 12} 124 ${from + 12} 142 ${from + 4}L150 ${to - 8}C132 ${to + 4} 68 ${to + 4} 50 ${to - 8}Z`;
}

/** The windows of a side; `side` is 1 on the left, -1 on the right. */
function sideGlass(roofEnd, side) {
  const x = (fromLeft) => (side === 1 ? fromLeft : 200 - fromLeft);
  return (
    `M${x(41)} 156L${x(52)} 188L${x(52)} ${roofEnd}L${x(45)} ${roofEnd + 26}` +
    `C${x(38)} ${roofEnd - 20} ${x(36)} 200 ${x(41)} 156Z`
  );
}

function pillars(roofEnd) {
  const isLong = roofEnd > 320;
  const behind = isLong ? `M36 318H54M146 318H164` : "";
  return `M36 240H54M146 240H164${behind}`;
}
