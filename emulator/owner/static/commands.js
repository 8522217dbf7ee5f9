// What a car can be told to do: its order, proof and end (R1 to R9, protocol 5).

import { deviceId } from "./device.js";
import { onNews } from "./news.js";
import { hasCode } from "./services.js";
import { userId } from "./session.js";
import { Handshake, ShortSecret } from "./srp.js";
import { order, orderStatus } from "./wire.js";

const POLL_MS = 2_000;
const PHASES = { CREATED: "on_its_way", PENDING: "at_the_car" };
const DONE = ["COMPLETED", "SYNCHRONIZED"];
const ENDED = [...DONE, "REJECTED", "CANCELLED", "TIMEOUT", "FAILED"];

/**
 * Orders by name: `of` groups those that stand in each other's way, `proves` is what is
 * proved with the security code, `isCoded` whether it is asked for one.
 */
export const COMMANDS = {
  lock: lock("lock", "RLU/Lock"),
  unlock: lock("unlock", "RLU/Unlock"),
  engine_start: engine("start", "RES/Start"),
  engine_stop: engine("stop", "RES/Stop"),
  lights: signal("lights"),
  horn_lights: signal("horn_lights"),
  climate_start: { of: "climate", action: "hvac-start", attributes: { action: "start" } },
  climate_stop: { of: "climate", action: "hvac-start", attributes: { action: "stop" } },
  charging_start: charging("start"),
  charging_stop: charging("stop"),
  wake: { of: "wake", action: "wake-up-vehicle", attributes: {} },
};

function lock(action, proves) {
  const attributes = { action, target: "doors_hatch", duration: 0 };
  return { of: "doors", action: "lock-unlock", attributes, proves, isCoded: true };
}

function engine(action, proves) {
  return { of: "engine", action: "engine-start", attributes: { action }, proves, isCoded: true };
}

function signal(target) {
  const attributes = { action: "start", target, duration: 5 };
  return { of: "signal", action: "horn-lights", attributes };
}

function charging(action) {
  return { of: "charging", action: "charging-start", attributes: { action } };
}

/**
 * What came, or comes, of an order.
 * @typedef {object} Job
 * @property {string} name one of COMMANDS
 * @property {"proving" | "sent" | "on_its_way" | "at_the_car" | "done" | "refused"} phase
 * @property {object} [why] once it is refused: `code`, and what goes with it
 */

const jobs = new Map();
const watchers = new Set();

/** @returns {Job | undefined} the latest order of a group */
export function jobOf(car, group) {
  return jobs.get(`${car.vin}/${group}`);
}

/** Whether an order has not ended yet. */
export function isUnderway(job) {
  return Boolean(job) && job.phase !== "done" && job.phase !== "refused";
}

/** Call `draw` whenever an order gets on; returns what ends it. */
export function onJobs(draw) {
  watchers.add(draw);
  return () => watchers.delete(draw);
}

/** Whether the car asks for the security code before this. */
export function needsCode(car, name) {
  return Boolean(COMMANDS[name].isCoded) && hasCode(car);
}

/**
 * Tell a car to do something, and follow it to its end.
 * @param {object} car
 * @param {string} name one of COMMANDS
 * @param {{code?: string, more?: object}} [with_] the security code; more attributes
 * @returns {Promise<Job>}
 */
export async function run(car, name, { code, more = {} } = {}) {
  const told = (phase, why) => note(car, { name, phase, why });
  try {
    told(code ? "proving" : "sent");
    const proof = code ? await proved(car, name, code) : {};
    const { action, attributes } = COMMANDS[name];
    const id = await order(car.vin, action, { ...attributes, ...more, ...proof });
    told("sent");
    await follow(car.vin, id, told);
    return told("done");
  } catch (error) {
    return told("refused", error);
  }
}

/** Order something and wait for its end; returns the items told, raises Refused. */
export async function follow(vin, id, tellPhase = () => {}) {
  for (;;) {
    const said = await orderStatus(vin, id);
    if (said && ENDED.includes(said.status)) {
      return ended(said);
    }
    if (said) {
      tellPhase(PHASES[said.status] ?? "sent");
    }
    await soon(vin);
  }
}

/** Why a car, or the cloud in its place, did not obey; `code` names the reason. */
export class Refused extends Error {
  constructor(code, items) {
    super(code);
    this.code = code;
    this.items = items;
  }
}

function ended(said) {
  const items = Object.fromEntries((said.data ?? []).map(({ name, value }) => [name, value]));
  if (DONE.includes(said.status)) {
    return items;
  }
  const unknown = said.status === "TIMEOUT" ? "not_reachable" : "failed";
  throw new Refused((items.reason ?? unknown).toLowerCase(), items);
}

/** Return the attributes that prove an order with the security code. */
async function proved(car, name, code) {
  for (;;) {
    const handshake = new Handshake(userId());
    const asked = { i: userId(), a: handshake.toSend };
    const items = await follow(car.vin, await order(car.vin, "srp-sets", asked));
    try {
      const answer = { salt: items.srpLoginS, public: items.srpLoginB };
      const srp = await handshake.proof(code, answer, `${car.vin}/${COMMANDS[name].proves}`);
      return COMMANDS[name].of === "doors" ? { srp, deviceId: deviceId() } : { srp };
    } catch (error) {
      if (!(error instanceof ShortSecret)) {
        throw error;
      }
    }
  }
}

function note(car, job) {
  jobs.set(`${car.vin}/${COMMANDS[job.name].of}`, job);
  watchers.forEach((draw) => draw());
  return job;
}

/** Wait for news of a car, or a little. */
function soon(vin) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, POLL_MS);
    const stop = onNews(vin, done);
  });
}
