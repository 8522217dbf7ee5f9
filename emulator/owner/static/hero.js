// The top of the home screen: the car, whether it is locked, range, the first commands.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { drawing } from "./car/drawing.js";
import { COMMANDS, isUnderway, jobOf } from "./commands.js";
import { perform, unlessBusy } from "./control.js";
import { latest } from "./facts.js";
import { nameOf } from "./garage.js";
import { gauge, orDash } from "./gauge.js";
import { icon } from "./icons.js";
import { canLock, canSignal, canStartEngine } from "./services.js";
import { chargeState, doors, isRunning, lockState } from "./states.js";
import { age, ago } from "./time.js";
import { chosenUnits, distance, inUnits } from "./units.js";

const OLD_S = 6 * 3_600;

/** @param {object} car @param {object} known facts, some of them null */
export function hero(car, known) {
  return [
    drawing(car, look(car, known)),
    el("div", { class: "glance" }, state(car, known), gauges(known), quick(car, known)),
  ];
}

/** How the car is drawn. */
export function look(car, { locks, engine }) {
  return {
    open: locks?.open ?? [],
    isLocked: locks ? locks.isLocked : null,
    runs: isRunning(engine),
    flashes: isUnderway(jobOf(car, "signal")),
  };
}

function state(car, known) {
  const { locks, engine, battery } = known;
  return el(
    "div",
    { class: "state" },
    el("p", { class: "headline", text: headline(car, locks) }),
    locks && el("p", { text: doors(locks) }),
    battery && el("p", { text: t(chargeState(battery)) }),
    isRunning(engine) && el("p", { class: "good", text: t(`engine.${engine.state}`) }),
    freshness(car, latest(known)),
  );
}

/** When the car last told something, and a way to ask it: that wakes it. */
function freshness(car, at) {
  const isBusy = isUnderway(jobOf(car, "wake"));
  return el(
    "p",
    { class: "freshness" },
    at &&
      el("span", {
        class: age(at) > OLD_S ? "small stale" : "small muted",
        text: t("home.told", { ago: ago(at) }),
      }),
    el(
      "button",
      {
        type: "button",
        class: isBusy ? "plain turning" : "plain",
        "aria-label": t("home.wake"),
        title: t("home.wake"),
        ...unlessBusy(isBusy, () => perform(car, "wake")),
      },
      icon("refresh"),
    ),
  );
}

/** Whether it is locked; its name where the car does not tell. */
function headline(car, locks) {
  return locks ? t(lockState(locks)) : nameOf(car);
}

function gauges({ cockpit, battery }) {
  const hasFuel = cockpit && (cockpit.fuelKm !== null || cockpit.fuelPct !== null);
  return el(
    "div",
    { class: "gauges" },
    battery && level("battery", battery.levelPct, battery.rangeKm),
    hasFuel && level("fuel", cockpit.fuelPct, cockpit.fuelKm, cockpit.isFuelLow),
    cockpit && cockpit.odometerKm !== null && odometer(cockpit),
  );
}

function level(kind, percent, rangeKm, isLow = percent !== null && percent < 15) {
  return gauge({
    label: percent === null ? t(`gauge.${kind}`) : `${t(`gauge.${kind}`)} ${orDash(percent)} %`,
    percent,
    text: orDash(rangeKm === null ? null : inUnits(rangeKm)),
    unit: t(`gauge.range.${chosenUnits()}`),
    isLow,
  });
}

function odometer({ odometerKm }) {
  return el(
    "p",
    { class: "odometer" },
    el("span", { class: "muted small", text: t("gauge.odometer") }),
    el("strong", { text: distance(odometerKm) }),
  );
}

function quick(car, { locks, engine }) {
  const deeds = [
    canLock(car) && (locks?.isLocked ? ["unlock", "unlock"] : ["lock", "lock"]),
    canStartEngine(car) &&
      (engine?.state === "remote" ? ["engine_stop", "engine"] : ["engine_start", "engine"]),
    canSignal(car) && ["lights", "lamp"],
    canSignal(car) && ["horn_lights", "horn"],
  ];
  return el("div", { class: "quick" }, deeds.filter(Boolean).map((deed) => press(car, ...deed)));
}

/** A round button for one of the COMMANDS. */
function press(car, name, drawn) {
  const isBusy = isUnderway(jobOf(car, COMMANDS[name].of));
  return el(
    "button",
    {
      type: "button",
      "aria-busy": isBusy ? "true" : null,
      ...unlessBusy(isBusy, () => perform(car, name)),
    },
    el("span", { class: "disc" }, icon(drawn)),
    el("span", { text: t(`command.${name}`) }),
  );
}
