// Bodies of cars from above, on 200 by 430: the front is up.

const SEDAN = { roofEnd: 296, glassEnd: 344, hatch: "boot" };
const HATCHBACK = { roofEnd: 338, glassEnd: 374, hatch: "gate" };
const WAGON = { roofEnd: 352, glassEnd: 384, hatch: "gate" };
const VAN = { roofEnd: 374, glassEnd: 392, hatch: "gate" };
const PICKUP = { roofEnd: 252, glassEnd: 268, hatch: "bed" };

// By what the maker calls the models; wagons are the rest: most are.
const MODELS = [
  [/almera/i, SEDAN],
  [/leaf|micra|juke|note/i, HATCHBACK],
  [/townstar/i, VAN],
  [/navara/i, PICKUP],
];

/** @returns {{roofEnd: number, glassEnd: number, hatch: "boot" | "gate" | "bed"}} */
export function shapeOf(car) {
  const known = MODELS.find(([models]) => models.test(car.modelName));
  return known ? known[1] : WAGON;
}

// Families of paint by the first letter of the code; the rest is silver.
const PAINTS = {
  B: ["#3f63a8", "#22407c"],
  C: ["#a8653f", "#74412a"],
  D: ["#4d7d6b", "#2d5346"],
  G: ["#3a3e46", "#1d2026"],
  K: ["#8b9198", "#5a6067"],
  N: ["#c2303c", "#861a26"],
  Q: ["#f7f6f2", "#cfcdc6"],
  R: ["#3b6fb5", "#1f4580"],
  X: ["#b9724b", "#7d452b"],
  Z: ["#33363c", "#17191d"],
};
const SILVER = ["#d3d6da", "#9da2a9"];

/** Two tones of a car's paint, the lit and the shaded one. */
export function paintOf(car) {
  return PAINTS[String(car.color)[0]] ?? SILVER;
}
