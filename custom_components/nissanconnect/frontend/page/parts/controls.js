/** What the car can be told to do; a command shows that it is on its way. */

import { h, icon } from "../dom.js";
import { engine, freshness, isClimateOn, lockState } from "../readings.js";
import { reason } from "../socket.js";

/** Those that take a code go by our own way, the others by their entities. */
const CONTROLS = [
  { command: "lock", symbol: "lock", shown: ({ vehicle }) => lockState(vehicle) !== "locked" },
  { command: "unlock", symbol: "lock-open-variant", shown: ({ vehicle }) => lockState(vehicle) !== "unlocked", confirm: true },
  { command: "start_engine", symbol: "engine", shown: (scene) => !runs(scene), confirm: true },
  { command: "stop_engine", symbol: "engine-off", shown: runs },
  { command: "horn_lights", word: "lights", symbol: "car-light-high", data: { target: "lights" } },
  { command: "horn_lights", word: "horn", symbol: "bullhorn", data: { target: "horn_lights" } },
  { command: "start_climate", symbol: "fan", shown: ({ vehicle }) => !isClimateOn(vehicle), service: ["climate", "turn_on", "climate"] },
  { command: "stop_climate", symbol: "fan-off", shown: ({ vehicle }) => isClimateOn(vehicle), service: ["climate", "turn_off", "climate"] },
  { command: "start_charging", symbol: "ev-station", shown: (scene) => !isCharging(scene), service: ["button", "press", "start_charging"] },
  { command: "stop_charging", symbol: "power-plug-off", shown: isCharging, service: ["button", "press", "stop_charging"] },
];
const WAKE = { command: "wake", symbol: "bell-ring", service: ["button", "press", "wake"] };
/** So many fit side by side, on a card of the usual width and on a narrow one. */
const [MOST, FEW] = [5, 4];

export function controls(scene) {
  const { about, t } = scene;
  const offered = CONTROLS.filter(
    ({ command, shown }) => about?.commands[command] && (shown?.(scene) ?? true),
  );
  const all = canWake(scene) ? [...offered, WAKE] : offered;
  return [
    all.length > 0 &&
      h(
        "div",
        {
          class: "controls",
          role: "group",
          "aria-label": t("commands"),
          style: `--columns: ${columns(all.length, MOST)}; --few: ${columns(all.length, FEW)}`,
        },
        all.map((one) => control(scene, one)),
      ),
    outcome(scene),
  ];
}

/** Return how many stand side by side, so that the last row is not left with one. */
export function columns(count, most) {
  return Math.ceil(count / Math.ceil(count / most));
}

function control(scene, one) {
  const { about, ui, t } = scene;
  const { command, symbol } = one;
  const hindrance = about?.commands[command]?.hindrance;
  const why = hindrance && reason(scene.hass, hindrance);
  const word = one.word ?? command;
  const busy = ui.pending === word || (!ui.pending && about?.running === command && !one.word);
  return h(
    "button",
    {
      key: word,
      class: ["control", word, busy && "busy", why && "hindered"].filter(Boolean).join(" "),
      type: "button",
      "aria-busy": busy ? "true" : null,
      "aria-disabled": ui.pending ? "true" : null,
      title: why,
      onclick: () => (why ? scene.tell({ failed: true, text: why }) : scene.command({ ...one, word })),
    },
    h("span", { class: "disc" }, icon(symbol), why && icon("alert-circle", { class: "mark" })),
    h("span", { class: "word" }, t(`do_${word}`)),
  );
}

/** Say what became of the last command, until the next one. */
function outcome({ ui, t, tell }) {
  const { outcome: told, pending } = ui;
  const text = pending ? t("pending") : told?.text;
  return h(
    "div",
    { class: ["outcome", pending && "waiting", told?.failed && !pending && "failed"].filter(Boolean).join(" "), role: "status", "aria-live": "polite" },
    text && icon(pending ? "timer-sand" : told.failed ? "alert-circle" : "check-circle"),
    text && h("span", null, text),
    text && !pending && h("button", { class: "round small", type: "button", "aria-label": t("close"), onclick: () => tell(null) }, icon("close")),
  );
}

function canWake(scene) {
  const told = scene.vehicle.state("wake")?.state ?? "unavailable";
  return told !== "unavailable" && freshness(scene).reach !== "awake";
}

function runs({ vehicle }) {
  const { running, remote } = engine(vehicle);
  return running && remote;
}

function isCharging({ vehicle }) {
  return vehicle.isOn("charging") === true;
}
