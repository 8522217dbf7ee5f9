// The owner's own calls below /owner/api: what is not on the maker's wire.

import { Refusal } from "/pages/static/talk.js";

const CALLS = "/owner/api/";

export function get(call, query) {
  return ask("GET", query ? `${call}?${new URLSearchParams(query)}` : call);
}

export function post(call, body = {}) {
  return ask("POST", call, body);
}

export function put(call, body) {
  return ask("PUT", call, body);
}

export function remove(call) {
  return ask("DELETE", call);
}

async function ask(method, call, body) {
  const answer = await fetch(CALLS + call, { method, ...sent(body) });
  if (answer.status === 204) {
    return {};
  }
  const told = await answer.json();
  if (!answer.ok) {
    throw new Refusal(answer.status, told.error);
  }
  return told;
}

function sent(body) {
  if (body === undefined) {
    return {};
  }
  const headers = { "Content-Type": "application/json" };
  return { headers, body: JSON.stringify(body) };
}
