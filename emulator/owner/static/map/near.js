// How far places are from each other, on a round earth, and how that is said.

import { t } from "/pages/static/words.js";

import { distance } from "../units.js";

const EARTH_KM = 6_371;
const AT_KM = 1.5;
const RADIANS = Math.PI / 180;

/** Kilometres between two points with latitude and longitude. */
export function kmBetween(one, other) {
  const north = (other.latitude - one.latitude) * RADIANS;
  const east = (other.longitude - one.longitude) * RADIANS;
  const part =
    Math.sin(north / 2) ** 2 +
    Math.cos(one.latitude * RADIANS) *
      Math.cos(other.latitude * RADIANS) *
      Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(part)));
}

/**
 * The nearest of some places.
 * @returns {{name: string, km: number, isAt: boolean}}
 */
function nearest(places, point) {
  const all = places.map((place) => ({ name: place.name, km: kmBetween(place, point) }));
  const near = all.reduce((best, one) => (one.km < best.km ? one : best));
  return { ...near, isAt: near.km < AT_KM };
}

/** Where a point is, by the nearest of some places. */
export function placeText(places, point) {
  const { name, km, isAt } = nearest(places, point);
  return isAt ? name : t("place.near", { name, distance: distance(km, km < 10 ? 1 : 0) });
}
