/** What a car tells, brought to the few things that a person wants to know. */

const DOORS = [
  "door_front_left",
  "door_front_right",
  "door_rear_left",
  "door_rear_right",
  "door_driver",
  "door_passenger",
];
const LIDS = ["hatch", "hood", "sunroof"];
const TYRES = ["front_left", "front_right", "rear_left", "rear_right"];
/** The gravest first. */
const LAMPS = [
  "stop",
  "oil_pressure",
  "brake",
  "airbag",
  "engine",
  "power_steering",
  "abs",
  "power_limitation",
  "battery_12v",
  "tyre_pressure",
  "tyre_front_left",
  "tyre_front_right",
  "tyre_rear_left",
  "tyre_rear_right",
  "fuel",
  "parking_light",
  "service",
];
const GRAVE = new Set(["stop", "oil_pressure", "brake", "airbag", "engine", "power_steering"]);
/** Where people drive on the left, and sit on the right. */
const RIGHT_HAND_DRIVE = new Set(
  "AU BD BN BT BW CY FJ GB GY HK ID IE IN JM JP KE LK LS MO MT MU MV MW MY MZ NA NP NZ PG PK SC SG SR SZ TH TL TT TZ UG ZA ZM ZW".split(" "),
);
/** So long the cloud may be silent before its last words are old. */
const PATIENCE_MS = 15 * 60_000;

/** @returns {"locked"|"unlocked"|"locking"|"unlocking"|undefined} */
export function lockState(vehicle) {
  const told = vehicle.value("doors");
  if (told !== undefined) {
    return told;
  }
  const unlocked = vehicle.isOn("doors_locked");
  return unlocked === undefined ? undefined : unlocked ? "unlocked" : "locked";
}

/** Return the keys of what stands open. */
export function openings(vehicle) {
  return [...DOORS, ...LIDS].filter((key) => vehicle.isOn(key));
}

/** Return the parts of the drawing that stand open. */
export function openParts(vehicle) {
  const right = RIGHT_HAND_DRIVE.has(vehicle.hass.config.country);
  const seats = right
    ? { door_driver: "door_front_right", door_passenger: "door_front_left" }
    : { door_driver: "door_front_left", door_passenger: "door_front_right" };
  return new Set(openings(vehicle).map((key) => seats[key] ?? key));
}

/** Return how far the car goes, by what drives it; undefined if it does not tell. */
export function energy(vehicle) {
  const fuel = vehicle.id("fuel_range") ?? vehicle.id("fuel_level");
  const [range, level] = fuel
    ? ["fuel_range", "fuel_level"]
    : ["battery_range", "battery_level"];
  if (!vehicle.id(range) && !vehicle.id(level)) {
    return undefined;
  }
  return {
    range,
    level,
    percent: vehicle.number(level),
    electric: !fuel,
    charging: vehicle.isOn("charging") === true,
    plugged: vehicle.isOn("plugged_in") === true,
  };
}

/** Return where the car is, from its tracker alone; undefined if it has none. */
export function place(vehicle) {
  const state = vehicle.state("position");
  if (!state) {
    return undefined;
  }
  const { latitude, longitude, why_old: why, reported_at: at } = state.attributes;
  return {
    id: vehicle.id("position"),
    shown: vehicle.shown("position"),
    zone: state.state,
    point: latitude === undefined ? undefined : { latitude, longitude },
    why: why ?? undefined,
    at: at ? new Date(at) : undefined,
  };
}

/** Whether the car tells nobody where it is. */
export function isPrivate(vehicle) {
  return vehicle.isOn("privacy_mode") === true;
}

/** Whether the services of the car have ended, or were never begun. */
export function isWithoutService(vehicle) {
  const status = vehicle.value("service_status");
  return status === "deactivated" || vehicle.value("remote_control") === "plan_ended";
}

/** Return how fresh all of it is; `old` if what is shown may have changed since. */
export function freshness({ vehicle, about, here }) {
  const answered = about?.answered_at ? new Date(about.answered_at) : undefined;
  const trouble = about?.trouble ?? undefined;
  const silent = trouble !== undefined && answered !== undefined;
  return {
    at: vehicle.moment("last_contact"),
    reach: vehicle.value("reachability"),
    answered,
    trouble,
    old:
      vehicle.isLost ||
      vehicle.value("reachability") === "unreachable" ||
      (silent && here - answered > PATIENCE_MS),
  };
}

/** Return whether the engine runs, by whom it was started and when it ends. */
export function engine(vehicle) {
  return {
    running: vehicle.isOn("engine_running") === true,
    remote: vehicle.attribute("engine_running", "started_by") === "remote",
    until: vehicle.moment("engine_run_end"),
  };
}

/** Return the tyres that the car tells of. */
export function tyres(vehicle) {
  return TYRES.map((where) => ({
    where,
    id: vehicle.id(`tyre_${where}`) ?? vehicle.id(`warning_tyre_${where}`),
    shown: vehicle.shown(`tyre_${where}`),
    warning: vehicle.isOn(`warning_tyre_${where}`) === true,
  })).filter(({ id }) => id !== undefined);
}

/** Return the lamps that are lit, the gravest first. */
export function lamps(vehicle) {
  const lit = LAMPS.filter((lamp) => vehicle.isOn(`warning_${lamp}`));
  const named = TYRES.some((where) => lit.includes(`tyre_${where}`));
  // The lamp of all tyres has nothing to add to one that says which.
  return lit
    .filter((lamp) => lamp !== "tyre_pressure" || !named)
    .map((lamp) => ({ key: `warning_${lamp}`, grave: GRAVE.has(lamp) }));
}

/** Whether the cabin is being warmed or cooled. */
export function isClimateOn(vehicle) {
  const told = vehicle.value("climate");
  return told === undefined ? vehicle.isOn("climate_running") === true : told !== "off";
}
