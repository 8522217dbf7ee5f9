// Brand is data (P6): what the platform's brands are called and look like.

import { infiniti } from "./infiniti.js";
import { nissan } from "./nissan.js";

/**
 * @typedef {object} Brand
 * @property {string} id
 * @property {string} name
 * @property {string} app what the application is called
 * @property {string} services what the services are called
 * @property {string} store what its store is called
 * @property {RegExp} models names of the models it has
 * @property {() => SVGElement} mark a mark of our own
 */

/** @type {Brand[]} the last one is of all other cars, and of who has none */
const BRANDS = [infiniti, nissan];

/** @returns {Brand} the brand of a car; null for none */
export function brandOf(car) {
  const known = BRANDS.find((brand) => car && brand.models.test(car.modelName));
  return known ?? BRANDS.at(-1);
}

/** Let the pages wear a brand's colours (owner.css). */
export function dress(brand) {
  document.documentElement.dataset.brand = brand.id;
}
