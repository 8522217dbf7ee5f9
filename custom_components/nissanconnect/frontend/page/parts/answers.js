/** Locked? How far? Where? At a glance. */

import { h, icon } from "../dom.js";
import { ago, moment } from "../format.js";
import { energy, isPrivate, lockState, place } from "../readings.js";

const LOCKS = {
  locked: "lock",
  unlocked: "lock-open-variant",
  locking: "lock-clock",
  unlocking: "lock-clock",
};

export function answers(scene) {
  const pair = [lock(scene), where(scene)].filter(Boolean);
  const told = [range(scene), pair.length > 0 && h("div", { class: "pair" }, pair)].filter(Boolean);
  return told.length > 0 && h("div", { class: "answers" }, told);
}

function range(scene) {
  const { vehicle, t } = scene;
  const power = energy(vehicle);
  const big = power && (vehicle.shown(power.range) ?? vehicle.shown(power.level));
  if (!big) {
    return null;
  }
  const { percent, electric, charging } = power;
  const low = percent !== undefined && percent <= 15;
  const level = vehicle.shown(power.level) ?? vehicle.shown("fuel_volume");
  const charge = chargeOf(scene, power);
  return h(
    "button",
    {
      class: ["range", low && "low", charging && "charging", electric && "electric"].filter(Boolean).join(" "),
      type: "button",
      "aria-label": [`${t("range")}: ${big}`, level, charge].filter(Boolean).join(", "),
      onclick: () => scene.look(vehicle.id(power.range) ?? vehicle.id(power.level)),
    },
    h(
      "span",
      { class: "figures" },
      h("span", { class: "big" }, big),
      h("span", { class: "level" }, level && [icon(symbol(power)), h("bdi", null, level)], charge && h("em", null, charge)),
    ),
    percent !== undefined && h("span", { class: "bar" }, h("i", { style: `inline-size: ${Math.min(100, percent)}%` })),
  );
}

/** Say how it charges, and until when. */
function chargeOf({ hass, vehicle, now, t }, { charging, plugged }) {
  const state = (charging || plugged) && vehicle.shown("charge_state");
  const end = charging && vehicle.moment("charge_end");
  return [state, end > now && t("until", { time: moment(hass, end, now) })].filter(Boolean).join(" · ");
}

function symbol({ electric, charging, plugged }) {
  if (!electric) {
    return "gas-station";
  }
  return charging ? "lightning-bolt" : plugged ? "power-plug" : "battery-high";
}

function lock(scene) {
  const { hass, vehicle, now, t } = scene;
  const told = lockState(vehicle);
  if (!told) {
    return null;
  }
  const key = vehicle.value("doors") === undefined ? "doors_locked" : "doors";
  const at = vehicle.attribute(key, "reported_at");
  const since = at && ago(hass, new Date(at), now);
  const shown = vehicle.shown("doors") ?? t(told);
  return answer(scene, told, LOCKS[told] ?? "lock-question", shown, since, vehicle.id(key));
}

function where(scene) {
  const { hass, vehicle, now, t } = scene;
  const spot = place(vehicle);
  if (isPrivate(vehicle)) {
    return answer(scene, "private", "incognito", vehicle.label("privacy_mode"), t("private"), vehicle.id("privacy_mode"));
  }
  if (!spot?.shown) {
    return null;
  }
  const since = spot.at && ago(hass, spot.at, now);
  return answer(scene, "place", spot.zone === "home" ? "home" : "map-marker", spot.shown, since, spot.id);
}

function answer(scene, kind, symbol, value, detail, id) {
  return h(
    "button",
    { class: `answer ${kind}`, type: "button", onclick: () => scene.look(id) },
    h("span", { class: "token" }, icon(symbol)),
    h("span", null, h("b", null, value), detail && h("small", null, detail)),
  );
}
