// What the cloud says of a car, as facts: one name for each, whatever the gateway says.

import { read } from "./resources.js";

const DOORS = {
  front_left: ["doorStatusFrontLeft"],
  front_right: ["doorStatusFrontRight"],
  rear_left: ["doorStatusRearLeft"],
  rear_right: ["doorStatusRearRight"],
  driver: ["doorStatusDriver"],
  passenger: ["doorStatusPassenger"],
  hatch: ["hatchStatus"],
  hood: ["engineHoodStatus"],
};

/** Lamps by the names of the wire (4.8), the gravest first. */
export const LAMPS = {
  brakeFluidWarning: "brake",
  oilPressureWarning: "oil",
  airbagWarning: "airbag",
  absWarning: "abs",
  lampRequest: "engine",
  tyrePressureWarning: "tyres",
};
const WHEELS = { fl: "front_left", fr: "front_right", rl: "rear_left", rr: "rear_right" };
const MBAR = 1_000;

// What is beyond these is no value, but says that there is none.
const MOST_KM = 2_000_000;
const FARTHEST_KM = 3_000;
const MOST_BAR = 12;
const WEATHER_C = [-60, 90];

// Whatever else is said is not known: no word may unlock a car.
const LOCKED = { locked: true, unlocked: false };

// Codes of both versions of res-state (4.10).
const ENGINE = { 10: "off", 11: "off", 21: "key", 42: "remote", 6: "off", 9: "key", 12: "remote" };

// The last place of each car stays known though the cloud hides it now (F2).
const seen = new Map();

/**
 * Read one fact: a name of resources.js; null if it is not there. Raises WireError where
 * it is refused.
 */
export async function fact(car, name) {
  const said = await read(car, name);
  const told = said && FACTS[name](said);
  if (name === "location" && told) {
    seen.set(car.vin, told);
  }
  return told;
}

/** Where a car was last while this page was open; null if nothing was told of it. */
export function lastPlace(car) {
  return seen.get(car.vin) ?? null;
}

/** Forget where the cars were: somebody signed out. */
export function forgetPlaces() {
  seen.clear();
}

/** Read several at once, by their names; what is refused is null too. */
export async function facts(car, names) {
  const known = await Promise.all(names.map((name) => fact(car, name).catch(() => null)));
  return Object.fromEntries(names.map((name, index) => [name, known[index]]));
}

/** When the car told the latest of some facts, milliseconds; null if never. */
export function latest(known) {
  const times = Object.values(known).map((fact) => fact?.at ?? 0);
  return Math.max(0, ...times) || null;
}

const FACTS = {
  cockpit: (said) => ({
    odometerKm: within(said.totalMileage, 0, MOST_KM),
    fuelPct: within(said.fuelLevel, 0, 100),
    fuelKm: within(said.fuelAutonomy, 0, FARTHEST_KM),
    isFuelLow: Boolean(said.fuelLowWarning),
  }),
  location: place,
  locks: (said) => ({
    isLocked: LOCKED[said.lockStatus] ?? null,
    open: doorsThat(said, (status) => status === "open"),
    known: doorsThat(said, Boolean),
    at: moment(said.lastUpdateTime),
  }),
  battery: (said) => ({
    levelPct: within(said.batteryLevel, 0, 100),
    rangeKm: within(said.batteryAutonomy ?? said.rangeHvacOff, 0, FARTHEST_KM),
    isPlugged: said.plugStatus === 1,
    isCharging: (said.chargingStatus ?? said.chargeStatus) === 1,
    at: moment(said.timestamp ?? said.lastUpdateTime),
  }),
  cabin: (said) => ({
    isOn: said.hvacStatus === "on",
    insideC: within(said.internalTemperature, ...WEATHER_C),
    outsideC: within(said.externalTemperature, ...WEATHER_C),
    targetC: within(said.nextTargetTemperature, ...WEATHER_C),
    at: moment(said.lastUpdateTime),
  }),
  engine: (said) => ({
    state: ENGINE[said.remoteEngineStatus ?? said.code] ?? null,
    until: until(said),
    at: moment(said.lastUpdateTime),
  }),
  health: (said) => health(said.healthStatus ?? said),
  tyres: (said) => tyres(said.tyrePressure?.attributes ?? said),
};

/** A position; null without its numbers. */
function place(said) {
  const latitude = within(said.gpsLatitude, -90, 90);
  const longitude = within(said.gpsLongitude, -180, 180);
  if (latitude === null || longitude === null) {
    return null;
  }
  const headingDeg = within(said.gpsDirection, 0, 360);
  return { latitude, longitude, headingDeg, at: moment(said.lastUpdateTime) };
}

/** A number between two others; null for anything else. */
function within(value, least, most) {
  const number = value === null || value === "" ? Number.NaN : Number(value);
  return number >= least && number <= most ? number : null;
}

function until({ lastUpdateTime, cycleRemainingTime }) {
  const at = moment(lastUpdateTime);
  return at && cycleRemainingTime ? at + cycleRemainingTime * 1_000 : null;
}

function doorsThat(said, fits) {
  return Object.keys(DOORS).filter((door) => DOORS[door].some((name) => fits(said[name])));
}

/** Lamps that are told; null if none is. */
function health(said) {
  const told = said.malfunctionIndicatorLamps ?? {};
  const lit = told.attributes ?? told;
  const lamps = Object.keys(LAMPS)
    .filter((name) => [0, 1, true, false].includes(lit[name]))
    .map((name) => ({ name: LAMPS[name], isLit: Boolean(lit[name]) }));
  return lamps.length > 0 ? { lamps, at: moment(said.lastUpdateTime) } : null;
}

function tyres(said) {
  return Object.entries(WHEELS)
    .map(([short, wheel]) => ({
      wheel,
      bar: within(said[`${short}Pressure`] / MBAR, 0, MOST_BAR),
      isLow: said[`${short}Status`] > 0,
    }))
    .filter((tyre) => tyre.bar !== null);
}

/** A time of the wire; without a zone it is UTC. */
function moment(text) {
  if (!text) {
    return null;
  }
  return Date.parse(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`) || null;
}
