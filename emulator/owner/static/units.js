// Distances as the owner of this browser wants them (E10); the wire speaks of km.

import { number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

export const UNITS = ["km", "mi"];

const STORED = "owner-units";
const KM_PER_MILE = 1.609344;

export function chosenUnits() {
  return UNITS.find((unit) => unit === localStorage.getItem(STORED)) ?? UNITS[0];
}

export function chooseUnits(unit) {
  localStorage.setItem(STORED, unit);
}

/** A distance in words. */
export function distance(km, digits = 0) {
  return t(`distance.${chosenUnits()}`, { value: number(inUnits(km), digits) });
}

/** Kilometres as a number of what was chosen. */
export function inUnits(km) {
  return chosenUnits() === "mi" ? km / KM_PER_MILE : km;
}
