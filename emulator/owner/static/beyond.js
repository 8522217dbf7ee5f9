// What the server has beyond the maker's protocol (docs/protocol-conventions.md).

import { change, convention, get, remove } from "./wire.js";

/** Alerts and offences (M1 to M4). */
export async function alerts(vin) {
  return get(await convention("restrictions", vin));
}

export async function addAlert(vin, attributes) {
  return change("POST", await convention("restrictions", vin), "Restriction", attributes);
}

/** Replace an alert whole, but for its kind. */
export async function changeAlert(vin, id, attributes) {
  const path = `${await convention("restrictions", vin)}/${encodeURIComponent(id)}`;
  return change("PUT", path, "Restriction", attributes);
}

export async function removeAlert(vin, id) {
  return remove(`${await convention("restrictions", vin)}/${encodeURIComponent(id)}`);
}

/** Places that an area can be named by. */
export async function places() {
  return (await get(await convention("places", ""))).places;
}

export async function preferences(vin) {
  return get(await convention("preferences", vin));
}

export async function changePreferences(vin, attributes) {
  return change("PUT", await convention("preferences", vin), "Preferences", attributes);
}

/** The next service (V1). */
export async function service(vin) {
  return get(await convention("service", vin));
}

export async function changeService(vin, attributes) {
  return change("PUT", await convention("service", vin), "Service", attributes);
}

/** Plans and their ends (P3). */
export async function plans(vin) {
  return (await get(await convention("subscriptions", vin))).plans;
}

/** Whether a car's services are on (E8). */
export async function serviceStatus(vin) {
  return (await get(await convention("serviceStatus", vin))).status;
}

export async function changeServiceStatus(vin, status) {
  const path = await convention("serviceStatus", vin);
  return (await change("PUT", path, "ServiceStatus", { status })).status;
}
