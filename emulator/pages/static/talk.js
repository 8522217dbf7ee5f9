// Calls of ours, asked and told; the control API's by themselves.

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

/** The four ways to ask below an address. */
export function callsBelow(prefix) {
  const ask = (method, call, body) => answered(method, prefix + call, body);
  return {
    /** @param {string} call @param {Record<string, string | number>} [query] */
    get: (call, query) =>
      ask("GET", query ? `${call}?${new URLSearchParams(query)}` : call),
    post: (call, body = {}) => ask("POST", call, body),
    put: (call, body) => ask("PUT", call, body),
    remove: (call) => ask("DELETE", call),
  };
}

export const { get, post, remove } = callsBelow("/console/api/");

async function answered(method, address, body) {
  const answer = await fetch(address, { method, ...sent(body) });
  const told = answer.status === 204 ? {} : await answer.json();
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
