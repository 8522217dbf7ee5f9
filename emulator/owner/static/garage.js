// The user who is signed in, the cars of the account, and the one that is looked at.

import { forgetPlaces } from "./facts.js";
import * as wire from "./wire.js";

// The car that was looked at last in this tab; nothing of it goes into an address.
const CHOSEN = "owner-car";

export const garage = { me: null, cars: [], car: null };

/** Read the user and the cars anew. */
export async function load() {
  [garage.me, garage.cars] = await Promise.all([wire.currentUser(), wire.cars()]);
  choose(sessionStorage.getItem(CHOSEN));
}

/** Look at a car; the first one if there is none with this VIN. */
export function choose(vin) {
  const known = garage.cars.find((car) => car.vin === vin);
  garage.car = known ?? garage.cars[0] ?? null;
  if (known) {
    sessionStorage.setItem(CHOSEN, vin);
  }
}

/** Forget all of it: somebody signed out. */
export function empty() {
  Object.assign(garage, { me: null, cars: [], car: null });
  sessionStorage.removeItem(CHOSEN);
  forgetPlaces();
}

/** What people call a car. */
export function nameOf(car) {
  return car.nickname || car.modelName;
}
