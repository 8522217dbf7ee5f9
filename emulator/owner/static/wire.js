// The maker's protocol, spoken as every client speaks it (protocol 3 to 5).

import { renew, token, userId } from "./session.js";

const JSON_API = "application/vnd.api+json";
const JSON_PLAIN = "application/json";
const REALM = "P_NCB";

// What is not in force says so in words of its own (docs/protocol-conventions.md).
const DETAILS = {
  "The subscription has ended": "plan_ended",
  "The car is deactivated": "deactivated",
  "The car is being activated": "activating",
  "The user looks on only": "looks_on",
};

/** What the maker's cloud refused: `code` names the reason for people's words. */
export class WireError extends Error {
  /** @param {number} status @param {object} told one of the answer's `errors` */
  constructor(status, told) {
    super(told.detail ?? told.title ?? String(status));
    this.status = status;
    this.code = DETAILS[told.detail] ?? String(told.code ?? status);
    this.field = told.source?.pointer?.split("/").pop();
  }

  /** Whether it will be so the next time too: the car does not have this. */
  get isForGood() {
    return this.status === 501 || this.code === "403" || this.code === "403011";
  }
}

export async function currentUser() {
  return get("/user-adapter/v1/users/current");
}

export async function cars() {
  const told = await get(`/bff-web/v5/users/${userId()}/cars`);
  return told.data;
}

let announced = null;

/** The address of what there is beyond the maker's protocol, by its name. */
export async function convention(name, vin) {
  announced ??= await get("/bff-web/v1/emulator/conventions");
  const { paths } = announced;
  return paths[name].replace("{vin}", vin).replace("{user_id}", userId());
}

/** Messages of a car to this user, the newest first. */
export async function notifications(vin, language, { from = 1, to = 20 } = {}) {
  const query = { realm: REALM, langCode: language.toUpperCase(), from, to };
  const told = await get(notificationsOf(vin), query);
  return told.messages;
}

export function notification(vin, id, language) {
  const query = { realm: REALM, langCode: language.toUpperCase() };
  return get(`${notificationsOf(vin)}/notifications/${encodeURIComponent(id)}`, query);
}

/** @param {{notificationId: string, status: "READ" | "UNREAD"}[]} marks */
export function mark(vin, marks) {
  return send("POST", notificationsOf(vin), marks, JSON_PLAIN);
}

/** Order something of a car; returns the id under which its end is told. */
export async function order(vin, action, attributes) {
  const path = `/car-adapter/v1/cars/${vin}/actions/${action}`;
  const told = await send("POST", path, document_(pascal(action), attributes), JSON_API);
  return told.data.id;
}

/** How far an order has got; null while there is no record of it (5.2). */
export async function orderStatus(vin, actionId) {
  try {
    return await get(`/v1/cars/${vin}/actions/status`, { actionId });
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** @param {Record<string, string | number>} [query] */
export function get(path, query) {
  const asked = query ? `?${new URLSearchParams(query)}` : "";
  return ask(path + asked, { headers: { Accept: JSON_PLAIN } });
}

/** Change what is kept beside the maker's protocol, as a JSON:API document. */
export function change(method, path, type, attributes) {
  return send(method, path, document_(type, attributes), JSON_API);
}

export function sendPlain(path, type, attributes) {
  return send("POST", path, document_(type, attributes), JSON_PLAIN);
}

export function remove(path) {
  return ask(path, { method: "DELETE", headers: {} });
}

function send(method, path, body, mediaType) {
  const headers = { Accept: JSON_PLAIN, "Content-Type": mediaType };
  return ask(path, { method, headers, body: JSON.stringify(body) });
}

async function ask(path, options) {
  let answer = await fetch(path, authorized(options));
  if (answer.status === 401 && (await renew())) {
    answer = await fetch(path, authorized(options));
  }
  return read(answer);
}

function authorized(options) {
  return {
    ...options,
    headers: { ...options.headers, Authorization: `Bearer ${token()}` },
  };
}

// A refusal may come with 200 (fact 6), and an answer of an outage may be no JSON.
async function read(answer) {
  const told = await json(answer);
  const refused = told?.errors?.[0];
  if (answer.ok && !refused && told !== undefined) {
    return told;
  }
  const code = answer.ok ? "502" : `${answer.status}`;
  throw new WireError(answer.status, refused ?? { code });
}

async function json(answer) {
  const text = await answer.text();
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function document_(type, attributes) {
  return { data: { type, attributes } };
}

function pascal(action) {
  return action.replaceAll(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
}

function notificationsOf(vin) {
  return `/notifications/v2/notifications/users/${userId()}/vehicles/${vin}`;
}
