/** What a car tells, brought to what a person wants to know. */

import * as readings from "/page/readings.js";
import { same } from "./check.js";
import { vehicle } from "./home.js";

/** The lock, or the sensor of a car that cannot be locked remotely; an error is none. */
export function the_lock_is_read_by_either_entity() {
  same(readings.lockState(vehicle({ doors: "unlocking" })), "unlocking");
  same(readings.lockState(vehicle({ doors_locked: "on" })), "unlocked");
  same(readings.lockState(vehicle({ doors_locked: "off" })), "locked");
  same(readings.lockState(vehicle({ doors: "unavailable" })), undefined);
}

/** The driver's door is on the side of the country. */
export function seats_are_where_the_country_has_them() {
  const told = { door_driver: "on", hood: "on", hatch: "unavailable" };
  const [thai, french] = ["TH", "FR"].map((country) => vehicle(told, { country }));
  same(readings.openings(thai), ["door_driver", "hood"]);
  same([...readings.openParts(thai)], ["door_front_right", "hood"]);
  same([...readings.openParts(french)], ["door_front_left", "hood"]);
}

export function climate_is_read_by_either_entity() {
  same(readings.isClimateOn(vehicle({ climate: "heat_cool" })), true);
  same(readings.isClimateOn(vehicle({ climate: "off", climate_running: "on" })), false);
  same(readings.isClimateOn(vehicle({ climate_running: "on" })), true);
  same(readings.isClimateOn(vehicle()), false);
}

/** Fuel comes first in a car that has both. */
export function energy_is_what_drives_the_car() {
  const electric = readings.energy(vehicle({ battery_level: "55", charging: "on" }));
  same([electric.level, electric.percent, electric.charging, electric.plugged], ["battery_level", 55, true, false]);
  same(readings.energy(vehicle({ fuel_level: "70", battery_level: "55" })).electric, false);
  same(readings.energy(vehicle({ odometer: "5" })), undefined);
}

export function a_place_is_the_trackers() {
  const point = { latitude: 1, longitude: 2 };
  const told = readings.place(vehicle({ position: ["home", { ...point, reported_at: "2026-11-26T12:00:00Z" }] }));
  same([told.zone, told.point, told.at], ["home", point, "2026-11-26T12:00:00.000Z"]);
  same(readings.place(vehicle({ position: "unknown" })).point, undefined);
  same(readings.place(vehicle()), undefined);
}

export function services_are_in_force_unless_they_say_not() {
  const without = (told) => readings.isWithoutService(vehicle(told));
  same([without({ service_status: "deactivated" }), without({ remote_control: "plan_ended" })], [true, true]);
  same([without({ service_status: "activated" }), without({})], [false, false]);
}

/** Need 2: a silent cloud for a quarter of an hour, a silent car, or nothing at all. */
export function old_is_what_nobody_answers_for() {
  const here = new Date("2026-11-26T12:00:00Z");
  const told = (reachability) => vehicle({ reachability, last_contact: "2026-11-26T11:00:00Z" });
  const silent = (time) => ({ trouble: "cloud_unavailable", answered_at: `2026-11-26T${time}Z` });
  const isOld = (car, about) => readings.freshness({ vehicle: car, about, here }).old;
  same(isOld(told("awake")), false);
  same(isOld(told("asleep"), { trouble: null, answered_at: "2026-11-26T02:00:00Z" }), false);
  same([isOld(told("awake"), silent("11:46:00")), isOld(told("awake"), silent("11:44:00"))], [false, true]);
  same(isOld(told("unreachable")), true);
  same(isOld(vehicle({ last_contact: "unavailable" })), true);
}

/** A wheel's own lamp takes the place of the lamp of all wheels. */
export function lamps_come_by_gravity_and_say_a_thing_once() {
  const lit = (...names) => {
    const told = names.map((name) => [`warning_${name}`, "on"]);
    return readings.lamps(vehicle(Object.fromEntries(told))).map(({ key }) => key);
  };
  same(lit("fuel", "brake"), ["warning_brake", "warning_fuel"]);
  same(lit("tyre_pressure"), ["warning_tyre_pressure"]);
  same(lit("tyre_pressure", "tyre_rear_left"), ["warning_tyre_rear_left"]);
}

export function tyres_are_those_that_tell() {
  const told = readings.tyres(vehicle({ tyre_front_left: "2.1", warning_tyre_rear_right: "on" }));
  same(told.map(({ where, warning }) => [where, warning]), [["front_left", false], ["rear_right", true]]);
}
