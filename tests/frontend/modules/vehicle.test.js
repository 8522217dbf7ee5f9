/** A car as the registries and the states have it. */

import { cars, nameOf, Vehicle } from "/page/vehicle.js";
import { same } from "./check.js";
import { home } from "./home.js";

/** By the integration's keys, whatever entities are called; others' are not the car's. */
export function a_car_is_found_by_the_registry() {
  const hass = home({ doors: "locked", odometer: "unknown", health: "off" });
  const entity_id = "lock.nissanconnect";
  hass.entities[entity_id] = { entity_id, translation_key: "hood", device_id: "car", platform: "other" };
  hass.states[entity_id] = { state: "on", attributes: {} };
  const car = new Vehicle(hass, "car");
  same([car.value("doors"), car.isOn("health"), car.name], ["locked", false, "Almera"]);
  same([car.value("odometer"), car.shown("odometer"), car.id("hood")], [undefined, undefined, undefined]);
}

/** What the registry has and no state, as while it is disabled, is not there. */
export function an_entity_without_a_state_is_none() {
  const hass = home({ doors: "locked" });
  delete hass.states[new Vehicle(hass, "car").id("doors")];
  same(new Vehicle(hass, "car").id("doors"), undefined);
}

export function cars_come_by_the_names_of_their_owner() {
  const hass = home({ doors: "locked" });
  hass.devices.lamp = { id: "lamp", name: "Lamp" };
  hass.devices.second = { id: "second", name: "Z", name_by_user: "Aa" };
  hass.entities.second = { entity_id: "second", device_id: "second", platform: "nissanconnect" };
  same(cars(hass).map(nameOf), ["Aa", "Almera"]);
}

/** What happens elsewhere in the home draws no card anew. */
export function only_its_own_states_matter() {
  const hass = home({ doors: "locked" });
  const car = new Vehicle(hass, "car");
  const elsewhere = { ...hass.states, "sun.sun": { state: "up" } };
  const own = { ...hass.states, [car.id("doors")]: { state: "unlocked" } };
  same(car.isSameIn({ ...hass, states: elsewhere }), true);
  same(car.isSameIn({ ...hass, states: own }), false);
  same(car.isSameIn({ ...hass, themes: {} }), false);
}
