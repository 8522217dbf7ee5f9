// Remote control (R1 to R9): one card for what stands in each other's way.

import { el, fill } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { isUnderway, jobOf, onJobs } from "../commands.js";
import { perform, unlessBusy } from "../control.js";
import { facts } from "../facts.js";
import { icon } from "../icons.js";
import { redraw } from "../redraw.js";
import {
  canCharge,
  canHeatAndCool,
  canLock,
  canSignal,
  canStartEngine,
  canStopCharging,
  hasCode,
} from "../services.js";
import { chargeState, doors, lockState } from "../states.js";
import { now } from "../time.js";
import { why } from "../why.js";

const SECOND_S = 1;
const RUN_S = 600;
const COLDEST_C = 16;
const WARMEST_C = 30;
const USUAL_C = 21;

/** Cards: what the car must be able to do, what is read for it, how it is drawn. */
const CARDS = [
  { of: "doors", icon: "lock", can: canLock, reads: ["locks"], draw: doorCard },
  { of: "engine", icon: "engine", can: canStartEngine, reads: ["engine"], draw: engineCard },
  { of: "climate", icon: "fan", can: canHeatAndCool, reads: ["cabin"], draw: climateCard },
  { of: "charging", icon: "plug", can: canCharge, reads: ["battery"], draw: chargingCard },
  { of: "signal", icon: "horn", can: canSignal, reads: [], draw: signalCard },
];

export async function render(context) {
  const { car } = context;
  const cards = CARDS.filter((card) => card.can(car)).map((card) => ({
    ...card,
    node: el("section", { class: "card command", "aria-labelledby": `card-${card.of}` }),
  }));
  let known = {};
  const draw = () => cards.forEach((card) => redraw(card.node, parts(car, card, known)));
  const read = async () => {
    known = await facts(car, cards.flatMap((card) => card.reads));
    draw();
  };
  context.live(read);
  context.each(SECOND_S, () => tick(cards));
  context.leave(onJobs(draw));
  await read();
  return [
    el("div", { class: "commands" }, cards.map((card) => card.node)),
    hasCode(car) && codeLink(),
  ];
}

function parts(car, card, known) {
  const job = jobOf(car, card.of);
  return [
    el(
      "header",
      {},
      el("h2", { id: `card-${card.of}` }, icon(card.icon), t(`remote.${card.of}`)),
    ),
    card.draw(car, known, isUnderway(job), card),
    job && progress(job),
  ];
}

function doorCard(car, { locks }, isBusy) {
  return [
    el(
      "p",
      { class: "now" },
      el("strong", { text: t(lockState(locks)) }),
      locks && el("span", { class: "muted", text: doors(locks) }),
    ),
    deeds(car, isBusy, ["lock", "unlock"], locks?.isLocked ? "unlock" : "lock"),
  ];
}

function engineCard(car, { engine }, isBusy) {
  const isRemote = engine?.state === "remote";
  return [
    el(
      "p",
      { class: "now" },
      el("strong", { text: t(engine?.state ? `engine.${engine.state}` : "state.unknown") }),
      isRemote && engine.until && rest(engine.until),
    ),
    el("p", { class: "hint", text: t("remote.engine.hint") }),
    deeds(car, isBusy, ["engine_start", "engine_stop"], isRemote ? "engine_stop" : "engine_start"),
  ];
}

/** What is left of the run; `tick` keeps it going. */
function rest(until) {
  return el("span", { class: "rest", "data-until": until }, restParts(until));
}

function restParts(until) {
  const seconds = Math.max(0, (until - now()) / 1_000);
  return [
    el("span", { class: "muted", text: t("remote.left", { time: minutes(seconds) }) }),
    el("meter", { min: 0, max: RUN_S, value: seconds, "aria-hidden": "true" }),
  ];
}

function minutes(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function tick(cards) {
  for (const { node } of cards) {
    const left = node.querySelector("[data-until]");
    if (left) {
      fill(left, restParts(Number(left.dataset.until)));
    }
  }
}

function climateCard(car, { cabin }, isBusy, card) {
  const degrees = el("input", {
    type: "number",
    required: true,
    min: COLDEST_C,
    max: WARMEST_C,
    step: 0.5,
    value: card.typed ?? cabin?.targetC ?? USUAL_C,
    "aria-label": t("remote.target"),
    // The card is drawn anew while somebody types.
    oninput: () => (card.typed = degrees.value),
  });
  const start = () =>
    degrees.reportValidity() &&
    perform(car, "climate_start", { targetTemperature: degrees.valueAsNumber });
  return [
    el(
      "p",
      { class: "now" },
      el("strong", { text: t(cabin?.isOn ? "climate.on" : "climate.off") }),
      cabin && el("span", { class: "muted", text: inside(cabin) }),
    ),
    el("label", { class: "degrees" }, el("span", { text: t("remote.target") }), degrees, "°C"),
    el(
      "div",
      { class: "row deeds" },
      deed("climate_start", isBusy, !cabin?.isOn, start),
      deed("climate_stop", isBusy, cabin?.isOn, () => perform(car, "climate_stop")),
    ),
  ];
}

function inside({ insideC, outsideC }) {
  const known = { inside: insideC, outside: outsideC };
  return insideC === null ? "" : t("climate.inside", known);
}

function chargingCard(car, { battery }, isBusy) {
  const names = canStopCharging(car) ? ["charging_start", "charging_stop"] : ["charging_start"];
  const main = battery?.isCharging ? "charging_stop" : "charging_start";
  return [
    el(
      "p",
      { class: "now" },
      el("strong", { text: t(chargeState(battery)) }),
      battery?.levelPct > 0 && el("span", { class: "muted", text: `${battery.levelPct} %` }),
    ),
    deeds(car, isBusy, names, main),
  ];
}

function signalCard(car, known, isBusy) {
  return [
    el("p", { class: "hint", text: t("remote.signal.hint") }),
    deeds(car, isBusy, ["lights", "horn_lights"], "lights"),
  ];
}

function deeds(car, isBusy, names, main) {
  return el(
    "div",
    { class: "row deeds" },
    names.map((name) => deed(name, isBusy, name === main, () => perform(car, name))),
  );
}

function deed(name, isBusy, isMain, onclick) {
  return el("button", {
    type: "button",
    class: isMain ? "main" : null,
    text: t(`command.${name}`),
    ...unlessBusy(isBusy, onclick),
  });
}

/** How the latest order of a card stands, or ended. */
function progress(job) {
  const { phase } = job;
  const text = phase === "refused" ? why(job.why) : t(`phase.${phase}`);
  const tone = { done: "good", refused: "alert" }[phase] ?? "busy";
  return el(
    "div",
    { class: `progress ${tone}` },
    el("span", { class: "which", text: t(`command.${job.name}`) }),
    el("span", { text }),
    ["not_enrolled", "contact_src"].includes(job.why?.code) && codeLink(),
  );
}

function codeLink() {
  return el("p", {}, el("a", { href: "#/security-code", text: t("remote.code") }));
}
