/** Numbers and times as the owner of the page reads them. */

import { ago, consumption, countdown, distance, duration, moment, number } from "/page/format.js";
import { same } from "./check.js";
import { home } from "./home.js";

const NOW = at("12:00:00");

/** Need 28: kilometres or miles, points or commas. */
export function distances_and_numbers_are_the_homes() {
  const commas = { locale: { language: "en", number_format: "decimal_comma" } };
  same(distance(home(), 1234.5, 1), "1,234.5 km");
  same(distance(home({}, { language: "de" }), 1234.5, 1), "1.234,5 km");
  same(distance(home({}, { length: "mi" }), 160.9344), "100 mi");
  same(number(commas, 1234567), "1.234.567");
}

/** Need 28: what a car uses, as people of this home compare cars. */
export function consumption_is_the_homes() {
  const [km, mi] = [home(), home({}, { length: "mi" })];
  const [fuel, power] = [
    { fuel_l: 6, distance_km: 100 },
    { energy_kwh: 16, distance_km: 100 },
  ];
  same([consumption(km, fuel), consumption(mi, fuel)], ["6.0 L/100 km", "39.2 mpg"]);
  same([consumption(km, power), consumption(mi, power)], ["16.0 kWh/100 km", "3.9 mi/kWh"]);
  same(consumption(km, { distance_km: 100 }), undefined);
  same(consumption(km, { fuel_l: 1, distance_km: 0 }), undefined);
}

/** A clock that is ahead makes nothing come from later. */
export function nothing_comes_from_later() {
  same(ago(home(), at("11:59:30"), NOW), "now");
  same(ago(home(), at("12:05:00"), NOW), "now");
  same(ago(home(), at("10:01:00"), NOW), "1 hour ago");
  same(ago(home(), new Date("2026-11-24T11:00Z"), NOW), "2 days ago");
}

/** Today needs no date; times are the browser's or the server's, as chosen. */
export function moments_are_in_the_chosen_zone() {
  const server = home();
  server.locale.time_zone = "server";
  same(moment(home(), at("09:05:00"), NOW), "09:05");
  same(moment(home(), new Date("2026-11-25T09:05Z"), NOW), "Wed, Nov 25, 09:05");
  same(moment(server, at("09:05:00"), NOW), "16:05");
}

/** R4: a run never owes time. */
export function what_is_left_is_never_less_than_none() {
  same(countdown(at("12:09:05"), NOW), "9:05");
  same(countdown(at("11:00:00"), NOW), "0:00");
  same([duration(home(), 61), duration(home(), 59)], ["1 hr 1 min", "59 min"]);
}

function at(time) {
  return new Date(`2026-11-26T${time}Z`);
}
