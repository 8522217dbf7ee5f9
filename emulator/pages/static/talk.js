// The control API, asked and told.

const CALLS = "/console/api/";

/** What the emulator did not do, and why: `code` for programs, `message` for people. */
export class Refusal extends Error {
  /** @param {number} status @param {{code: string, message: string, field?: string}} error */
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.field = error.field;
  }
}

/** @param {string} call @param {Record<string, string | number>} [query] */
export function get(call, query) {
  const asked = query ? `?${new URLSearchParams(query)}` : "";
  return ask(call + asked, { method: "GET" });
}

export function post(call, body) {
  return ask(call, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export function remove(call) {
  return ask(call, { method: "DELETE" });
}

async function ask(call, options) {
  const answer = await fetch(CALLS + call, options);
  const told = answer.status === 204 ? {} : await answer.json();
  if (!answer.ok) {
    throw new Refusal(answer.status, told.error);
  }
  return told;
}
