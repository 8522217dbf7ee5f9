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

// Codes of both versions of res-state (4.10).
const ENGINE = { 10: "off", 11: "off", 21: "key", 42: "remote", 6: "off", 9: "key", 12: "remote" };

/**
 * Read one fact: a name of resources.js; null if it is not there. Raises WireError where
 * it is refused.
 */
export async function fact(car, name) {
  const said = await read(car, name);
  return said && FACTS[name](said);
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
    odometerKm: said.totalMileage,
    fuelL: said.fuelQuantity,
    fuelPct: said.fuelLevel ?? null,
    fuelKm: said.fuelAutonomy ?? null,
    isFuelLow: Boolean(said.fuelLowWarning),
  }),
  location: (said) => ({
    latitude: said.gpsLatitude,
    longitude: said.gpsLongitude,
    headingDeg: said.gpsDirection ?? null,
    at: moment(said.lastUpdateTime),
  }),
  locks: (said) => ({
    isLocked: said.lockStatus === "locked",
    open: doorsThat(said, (status) => status === "open"),
    known: doorsThat(said, Boolean),
    at: moment(said.lastUpdateTime),
  }),
  battery: (said) => ({
    levelPct: said.batteryLevel ?? null,
    rangeKm: said.batteryAutonomy ?? said.rangeHvacOff ?? null,
    isPlugged: said.plugStatus === 1,
    isCharging: (said.chargingStatus ?? said.chargeStatus) === 1,
    minutesToFull: said.chargingRemainingTime ?? said.timeRequiredToFullNormal ?? null,
    at: moment(said.timestamp ?? said.lastUpdateTime),
  }),
  cabin: (said) => ({
    isOn: said.hvacStatus === "on",
    insideC: said.internalTemperature ?? null,
    outsideC: said.externalTemperature ?? null,
    targetC: said.nextTargetTemperature ?? null,
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

function until({ lastUpdateTime, cycleRemainingTime }) {
  const at = moment(lastUpdateTime);
  return at && cycleRemainingTime ? at + cycleRemainingTime * 1_000 : null;
}

function doorsThat(said, fits) {
  return Object.keys(DOORS).filter((door) => DOORS[door].some((name) => fits(said[name])));
}

function health(said) {
  const lamps = said.malfunctionIndicatorLamps ?? {};
  const lit = lamps.attributes ?? lamps;
  return {
    lamps: Object.keys(LAMPS)
      .filter((name) => lit[name] !== undefined)
      .map((name) => ({ name: LAMPS[name], isLit: Boolean(lit[name]) })),
    at: moment(said.lastUpdateTime),
  };
}

function tyres(said) {
  return Object.entries(WHEELS)
    .filter(([short]) => said[`${short}Pressure`] !== undefined)
    .map(([short, wheel]) => ({
      wheel,
      bar: said[`${short}Pressure`] / MBAR,
      isLow: Boolean(said[`${short}Status`]),
    }));
}

/** A time of the wire; without a zone it is UTC. */
function moment(text) {
  if (!text) {
    return null;
  }
  return Date.parse(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
}
