/** Locked? How far? Where? At a glance. */

import { h, icon } from "../dom.js";
import { ago } from "../format.js";
import { energy, isPrivate, lockState, place } from "../readings.js";

const LOCKS = {
  locked: "lock",
  unlocked: "lock-open-variant",
  locking: "lock-clock",
  unlocking: "lock-clock",
};

export function answers(scene) {
  return h("div", { class: "answers" }, range(scene), h("div", { class: "pair" }, lock(scene), where(scene)));
}

function range(scene) {
  const { vehicle } = scene;
  const power = energy(vehicle);
  if (!power) {
    return null;
  }
  const { percent, electric, charging, plugged } = power;
  const low = percent !== undefined && percent <= 15;
  const level = vehicle.shown(power.level) ?? vehicle.shown("fuel_volume");
  const big = vehicle.shown(power.range) ?? vehicle.shown(power.level);
  return h(
    "button",
    {
      class: ["range", low && "low", charging && "charging", electric && "electric"].filter(Boolean).join(" "),
      type: "button",
      onclick: () => scene.look(vehicle.id(power.range) ?? vehicle.id(power.level)),
    },
    h(
      "span",
      { class: "figures" },
      h("span", { class: "big" }, big ?? "–"),
      h(
        "span",
        { class: "level" },
        level && [icon(symbol(power)), h("bdi", null, level)],
        (charging || plugged) && vehicle.shown("charge_state") && h("em", null, vehicle.shown("charge_state")),
      ),
    ),
    percent !== undefined && h("span", { class: "bar" }, h("i", { style: `inline-size: ${Math.min(100, percent)}%` })),
  );
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
  const key = vehicle.id("doors") ? "doors" : "doors_locked";
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
  if (!spot) {
    return null;
  }
  const since = spot.at && ago(hass, spot.at, now);
  return answer(scene, "place", spot.zone === "home" ? "home" : "map-marker", spot.shown ?? "–", since, spot.id);
}

function answer(scene, kind, symbol, value, detail, id) {
  return h(
    "button",
    { class: `answer ${kind}`, type: "button", onclick: () => scene.look(id) },
    h("span", { class: "token" }, icon(symbol)),
    h("span", null, h("b", null, value), detail && h("small", null, detail)),
  );
}
