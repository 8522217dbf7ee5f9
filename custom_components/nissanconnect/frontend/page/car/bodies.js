/**
 * The shapes of cars from above, the front to the right, the middle at y = 0.
 *
 * `rear`, `nose`: where the car ends; `half`: half its width. `cowl`, `screen`: where the
 * windscreen begins and ends; `roof`, `tail`: where the roof and the rear glass end.
 * `doors`: front edge of the front doors, the pillar between, the rear edge of the others.
 * `axles`: the rear and the front one. `lid`: where the hatch or boot is hinged.
 */
const CROSSOVER = {
  rear: 74,
  nose: 568,
  half: 99,
  cowl: 446,
  screen: 384,
  roof: 162,
  tail: 112,
  doors: [404, 296, 196],
  axles: [158, 462],
  lid: 166,
  rails: true,
};
const BODIES = {
  crossover: CROSSOVER,
  hatchback: { ...CROSSOVER, rear: 86, nose: 562, half: 95, roof: 176, tail: 122, rails: false },
  sedan: {
    ...CROSSOVER,
    rear: 68,
    half: 94,
    cowl: 440,
    screen: 372,
    roof: 236,
    tail: 168,
    doors: [400, 300, 212],
    lid: 164,
    rails: false,
  },
  suv: { ...CROSSOVER, rear: 66, nose: 574, half: 103, roof: 140, tail: 98, lid: 142 },
  van: {
    ...CROSSOVER,
    rear: 62,
    nose: 566,
    half: 101,
    cowl: 482,
    screen: 424,
    roof: 98,
    tail: 78,
    doors: [440, 330, 214],
    lid: 112,
    rails: false,
  },
  pickup: {
    ...CROSSOVER,
    rear: 56,
    nose: 574,
    half: 102,
    roof: 262,
    tail: 240,
    doors: [404, 318, 256],
    lid: 78,
    rails: false,
    bed: true,
  },
};
const MODELS = [
  [/navara|frontier|titan/i, "pickup"],
  [/townstar|nv\d|evalia|serena|elgrand|caravan|livina/i, "van"],
  [/almera|altima|sentra|sylphy|versa|maxima|teana|skyline|q50|q60|q70/i, "sedan"],
  [/leaf|note|micra|march|pulsar|sakura/i, "hatchback"],
  [/qx\d|x-trail|rogue|patrol|armada|pathfinder|murano|terra/i, "suv"],
];

/** Return the shape that fits a model's name best. */
export function bodyOf(model) {
  const kind = MODELS.find(([names]) => names.test(model ?? ""))?.[1];
  return BODIES[kind ?? "crossover"];
}
