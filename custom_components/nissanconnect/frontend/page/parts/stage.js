/** The car itself, with what is true of its parts around it. */

import { bodyOf } from "../car/bodies.js";
import { drawing } from "../car/drawing.js";
import { h, icon } from "../dom.js";
import { countdown } from "../format.js";
import { energy, engine, freshness, isClimateOn, isWithoutService, lockState, openings, openParts, tyres } from "../readings.js";

const BOX = { width: 640, height: 360 };
/** A run lasts so long (R4). */
const RUN_MS = 600_000;

export function stage(scene) {
  const { vehicle, about } = scene;
  const fresh = freshness(scene);
  const moods = {
    old: fresh.old,
    asleep: fresh.reach === "asleep",
    ended: isWithoutService(vehicle),
  };
  const mood = Object.keys(moods).filter((one) => moods[one]);
  return h(
    "div",
    { class: ["stage", ...mood].join(" "), style: `--paint: ${about?.paint ?? "#b9bec3"}` },
    drawing(looks(scene, moods.asleep), summary(scene)),
    tyres(vehicle).map((tyre) => pressure(scene, tyre)),
  );
}

/** Name what stands open. */
export function signs(scene) {
  const open = openings(scene.vehicle);
  return open.length > 0 && h("div", { class: "signs" }, open.map((key) => sign(scene, key)));
}

function looks({ vehicle, about }, asleep) {
  const power = energy(vehicle);
  return {
    model: vehicle.device.model,
    open: openParts(vehicle),
    lock: lockState(vehicle),
    flashing: about?.running === "horn_lights",
    running: engine(vehicle).running,
    plugged: power?.plugged === true,
    charging: power?.charging === true,
    airing: isClimateOn(vehicle),
    asleep,
    flat: new Set(tyres(vehicle).flatMap(({ where, warning }) => (warning ? [where] : []))),
  };
}

/** Say what the drawing shows. */
function summary({ vehicle, t }) {
  const lock = vehicle.shown("doors") ?? vehicle.shown("doors_locked");
  const open = openings(vehicle).map((key) => `${vehicle.label(key)}: ${vehicle.shown(key)}`);
  const runs = engine(vehicle).running && t("engine_runs");
  const airs = isClimateOn(vehicle) && t("done_start_climate");
  return [vehicle.name, lock, ...open, runs, airs].filter(Boolean).join(", ");
}

function pressure(scene, { where, id, shown, warning }) {
  if (!shown && !warning) {
    return null;
  }
  const { axles, half } = bodyOf(scene.vehicle.device.model);
  const [row, side] = where.split("_");
  const x = axles[row === "front" ? 1 : 0];
  const y = BOX.height / 2 + (side === "left" ? -1 : 1) * (half + 34);
  return h(
    "button",
    {
      class: warning ? "tyre bad" : "tyre",
      type: "button",
      style: `left: ${(x / BOX.width) * 100}%; top: ${(y / BOX.height) * 100}%`,
      "aria-label": `${scene.vehicle.labelOf(id)}: ${shown ?? ""}`,
      onclick: () => scene.look(id),
    },
    warning && icon("car-tire-alert"),
    shown && h("bdi", null, shown),
  );
}

/** Say that the engine runs, and how long it will. */
export function run(scene) {
  const { vehicle, now, t } = scene;
  const { running, remote, until } = engine(vehicle);
  if (!running) {
    return null;
  }
  const left = until && until > now ? countdown(until, now) : undefined;
  const turn = left ? Math.min(1, (until - now) / RUN_MS) : 1;
  return h(
    "button",
    { class: "run", type: "button", style: `--turn: ${turn}`, onclick: () => scene.look(vehicle.id("engine_run_end") ?? vehicle.id("engine_running")) },
    h("span", { class: "dial" }, icon("engine")),
    h("span", { class: "title" }, h("b", null, t("engine_runs")), h("small", null, t(remote ? "started_remotely" : "started_by_key"))),
    left && h("span", { class: "left", role: "timer", "aria-label": t("time_left", { time: left }) }, left),
  );
}

function sign(scene, key) {
  const { vehicle } = scene;
  return h(
    "button",
    { class: "sign", type: "button", onclick: () => scene.look(vehicle.id(key)) },
    icon(key === "hood" || key === "hatch" ? "car-select" : "car-door"),
    h("span", null, h("bdi", null, vehicle.label(key)), ": ", h("bdi", null, vehicle.shown(key))),
  );
}
