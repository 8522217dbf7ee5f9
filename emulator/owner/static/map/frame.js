// From the earth to a drawing and back: flat, true to scale around its middle.

const KM_PER_DEGREE = 111.195;
const RADIANS = Math.PI / 180;

/** Half of what a map shows, in its own units: wide and high. */
export const HALF_WIDTH = 100;
export const HALF_HEIGHT = 72;

/**
 * @typedef {{latitude: number, longitude: number}} Point
 * @typedef {object} Frame
 * @property {number} scale units for each km
 * @property {(point: Point) => [number, number]} xy
 * @property {(x: number, y: number) => Point} point
 */

/**
 * @param {Point} middle
 * @param {number} halfKm what is to be seen above and below it
 * @returns {Frame}
 */
export function frame(middle, halfKm) {
  const scale = HALF_HEIGHT / halfKm;
  const eastKm = KM_PER_DEGREE * Math.cos(middle.latitude * RADIANS);
  return {
    scale,
    xy: ({ latitude, longitude }) => [
      (longitude - middle.longitude) * eastKm * scale,
      (middle.latitude - latitude) * KM_PER_DEGREE * scale,
    ],
    point: (x, y) => ({
      latitude: middle.latitude - y / scale / KM_PER_DEGREE,
      longitude: middle.longitude + x / scale / eastKm,
    }),
  };
}

/** A round number of km: 1, 2 or 5 and zeros, not more than `most`. */
export function roundKm(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const digit = [5, 2, 1].find((one) => one * power <= most) ?? 1;
  return digit * power;
}
