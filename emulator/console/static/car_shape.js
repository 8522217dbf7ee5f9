// What a model looks like from above, nose up: where its parts begin and end.
// The drawing is 400 wide and 620 high, the middle of the car at x = 0.

/**
 * @typedef {object} Shape
 * @property {number} half half of the width
 * @property {number} front @property {number} rear ends of the body
 * @property {number} nose @property {number} tail how round the corners are
 * @property {number} glass where the windscreen begins
 * @property {number} roof @property {number} roofEnd the roof's ends
 * @property {number} lid where the hatch begins @property {number} lidEnd
 * @property {[number, number][]} doors from front to rear, of one side
 * @property {[number, number]} wheels middle of each axle
 * @property {boolean} bed whether there is a loading bed
 * @property {"nose" | "side"} socket where the charging cable goes
 */

const HATCHBACK = {
  half: 95,
  front: 66,
  rear: 538,
  nose: 74,
  tail: 52,
  glass: 186,
  roof: 240,
  roofEnd: 428,
  lid: 434,
  lidEnd: 522,
  doors: [
    [216, 320],
    [324, 416],
  ],
  wheels: [140, 456],
  bed: false,
  socket: "nose",
};

const KINDS = {
  hatchback: {},
  sedan: { nose: 78, tail: 64, roof: 246, roofEnd: 400, lid: 452, lidEnd: 526 },
  suv: { half: 99, nose: 60, tail: 44, glass: 178, roof: 230, roofEnd: 440, lid: 446 },
  van: { half: 97, nose: 56, tail: 26, glass: 140, roof: 190, roofEnd: 474, lid: 480 },
  pickup: {
    half: 98,
    nose: 52,
    tail: 22,
    front: 54,
    rear: 552,
    glass: 166,
    roof: 212,
    roofEnd: 372,
    lid: 526,
    lidEnd: 544,
    doors: [
      [190, 282],
      [286, 372],
    ],
    wheels: [126, 462],
    bed: true,
  },
};

const MODELS = {
  Almera: "sedan",
  Leaf: "hatchback",
  Micra: "hatchback",
  "NOTE e-POWER": "hatchback",
  Navara: "pickup",
  Townstar: "van",
};

/** @param {string} model @returns {Shape} */
export function shapeOf(model) {
  const kind = KINDS[MODELS[model] ?? "suv"];
  return { ...HATCHBACK, ...(MODELS[model] ? {} : { socket: "side" }), ...kind };
}

/** The outline of the body, inset by `by`. */
export function outline(shape, by = 0) {
  const half = shape.half - by;
  const [front, rear] = [shape.front + by, shape.rear - by];
  const { nose, tail } = shape;
  return [
    `M0 ${front}`,
    `C${half * 0.5} ${front} ${half * 0.72} ${front + 4} ${half * 0.85} ${front + nose * 0.34}`,
    `C${half * 0.97} ${front + nose * 0.62} ${half} ${front + nose} ${half} ${front + nose * 1.5}`,
    `L${half} ${rear - tail * 1.4}`,
    `C${half} ${rear - tail * 0.7} ${half * 0.97} ${rear - tail * 0.4} ${half * 0.86} ${rear - tail * 0.2}`,
    `C${half * 0.72} ${rear - 2} ${half * 0.5} ${rear} 0 ${rear}`,
    `C${-half * 0.5} ${rear} ${-half * 0.72} ${rear - 2} ${-half * 0.86} ${rear - tail * 0.2}`,
    `C${-half * 0.97} ${rear - tail * 0.4} ${-half} ${rear - tail * 0.7} ${-half} ${rear - tail * 1.4}`,
    `L${-half} ${front + nose * 1.5}`,
    `C${-half} ${front + nose} ${-half * 0.97} ${front + nose * 0.62} ${-half * 0.85} ${front + nose * 0.34}`,
    `C${-half * 0.72} ${front + 4} ${-half * 0.5} ${front} 0 ${front}Z`,
  ].join("");
}

/** A panel across the car between two heights, its sides bowed. */
export function panel(top, topHalf, bottom, bottomHalf, bow = 6) {
  return [
    `M${-topHalf} ${top}`,
    `Q0 ${top - bow} ${topHalf} ${top}`,
    `L${bottomHalf} ${bottom}`,
    `Q0 ${bottom - bow} ${-bottomHalf} ${bottom}Z`,
  ].join("");
}
