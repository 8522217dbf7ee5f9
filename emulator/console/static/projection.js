// Degrees to pixels, so that a kilometre is as long in each direction.

const KM_PER_DEGREE = 111.195;
const MARGIN_PX = 34;
const LEAST_KM = 0.6;
const BARS_KM = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
const BAR_PX = 110;

/** @typedef {(point: [number, number]) => [number, number]} Turn */

/**
 * @param {[number, number][]} points latitude and longitude of all that is to be seen
 * @returns {{at: Turn, back: Turn, pxPerKm: number}} pixels of a place, and back
 */
export function projection(points, width, height) {
  const [south, north] = ends(points.map(([latitude]) => latitude));
  const [west, east] = ends(points.map(([, longitude]) => longitude));
  const middle = [(south + north) / 2, (west + east) / 2];
  const eastKm = KM_PER_DEGREE * Math.cos((middle[0] * Math.PI) / 180);
  const high = Math.max(LEAST_KM, (north - south) * KM_PER_DEGREE);
  const wide = Math.max(LEAST_KM, (east - west) * eastKm);
  const pxPerKm = Math.min(
    (width - 2 * MARGIN_PX) / wide,
    (height - 2 * MARGIN_PX) / high,
  );
  const at = ([latitude, longitude]) => [
    round(width / 2 + (longitude - middle[1]) * eastKm * pxPerKm),
    round(height / 2 - (latitude - middle[0]) * KM_PER_DEGREE * pxPerKm),
  ];
  const back = ([x, y]) => [
    middle[0] + (height / 2 - y) / (KM_PER_DEGREE * pxPerKm),
    middle[1] + (x - width / 2) / (eastKm * pxPerKm),
  ];
  return { at, back, pxPerKm };
}

/** The longest bar of a round length that is short enough. */
export function scaleBar(pxPerKm) {
  const km = BARS_KM.findLast((length) => length * pxPerKm <= BAR_PX) ?? BARS_KM[0];
  return { km, px: round(km * pxPerKm) };
}

function ends(values) {
  return [Math.min(...values), Math.max(...values)];
}

function round(px) {
  return Math.round(px * 10) / 10;
}
