// What a car can do, by its services (protocol 3.4); those of an ended plan count too:
// what is asked of them is refused with the reason.

/** Whether a car has any of these services. */
export function has(car, ...services) {
  const owned = new Set(car.services.map((service) => Number(service.id)));
  return services.some((service) => owned.has(service));
}

const isCcs2 = (car) => car.ccsGen === "1" && !car.isCrossBadged;

export function canLock(car) {
  if (has(car, 871) && has(car, 876)) {
    return true;
  }
  return isCcs2(car)
    ? has(car, 886) && has(car, 878)
    : has(car, 2021) && has(car, 27, 878);
}

/** Whether commands want a security code (S2). */
export function hasCode(car) {
  return isCcs2(car) ? has(car, 909) : car.ccsGen === "2" && has(car, 747);
}

export function canStartEngine(car) {
  return has(car, 96) || (has(car, 871) && has(car, 880));
}

export const canSignal = (car) => has(car, 97, 875);
export const canHeatAndCool = (car) => has(car, 366);
export const canCharge = (car) => has(car, 299);
export const canStopCharging = (car) => has(car, 303);
export const canBeControlled = (car) =>
  [canLock, canStartEngine, canSignal, canHeatAndCool, canCharge].some((can) => can(car));

/** What the car itself can watch, and the service of each (M1). */
export const WATCHED = { speed: 282, curfew: 98, area: 281 };
export const canWatch = (car) => has(car, ...Object.values(WATCHED));

/** Whether a car burns fuel. */
export const hasTank = (car) => car.energy !== "ELECTRIC";

/** Whether a car tells of a traction battery. */
export const tellsBattery = (car) => !hasTank(car) || has(car, 299, 319);
