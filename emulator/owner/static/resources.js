// What the cloud says of a car, asked in the version that the car's gateway has.

import { get } from "./wire.js";

const ADAPTER = (version, name) => `/car-adapter/${version}/cars/{vin}/${name}`;
const BFF = (version, name) => `/bff-web/${version}/cars/{vin}/${name}`;

/** Addresses of each resource, the best one first (protocol 4). */
const ADDRESSES = {
  cockpit: [ADAPTER("v2", "cockpit"), ADAPTER("v1", "cockpit")],
  location: [ADAPTER("v1", "location")],
  locks: [ADAPTER("v1", "lock-status")],
  battery: [
    BFF("v3", "battery-status"),
    ADAPTER("v2", "battery-status"),
    ADAPTER("v1", "battery-status"),
  ],
  cabin: [ADAPTER("v1", "hvac-status"), ADAPTER("v2", "hvac-status")],
  engine: [ADAPTER("v2", "res-state"), ADAPTER("v1", "res-state")],
  health: [
    ADAPTER("v1", "health-status"),
    BFF("v1", "health-status"),
    BFF("v1", "vehicle-status"),
  ],
  tyres: [ADAPTER("v1", "pressure"), BFF("v1", "vehicle-status")],
};

// By car and resource: the addresses that are left, once some were refused for good.
const left = new Map();

/**
 * Read a resource; null if the car does not have it, or told nothing of it yet. Raises
 * WireError where that is not the reason.
 * @param {object} car a row of the list of cars
 * @param {keyof ADDRESSES} name
 */
export async function read(car, name) {
  const key = `${car.vin}/${name}`;
  for (const address of [...(left.get(key) ?? ADDRESSES[name])]) {
    const told = await tried(car, address, key, name);
    if (told) {
      return told;
    }
  }
  return null;
}

async function tried(car, address, key, name) {
  const path = address.replace("{vin}", car.vin);
  const query = path.startsWith("/bff-web") ? { canGen: car.canGeneration } : undefined;
  try {
    const told = await get(path, query);
    left.set(key, [address]);
    return told;
  } catch (error) {
    if (error.isForGood) {
      left.set(key, (left.get(key) ?? ADDRESSES[name]).filter((one) => one !== address));
    } else if (![404, 500].includes(error.status)) {
      throw error;
    }
    return null;
  }
}
