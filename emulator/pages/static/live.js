// What changes in the emulator, told as it happens, also after it was started anew.

const EVENTS = "/console/api/events";
const KINDS = ["clock", "car", "cloud", "fault", "request", "world"];
const AGAIN_MS = 1_000;

/**
 * Listen for as long as the page lives.
 * @param {{on: (kind: string, key: string) => void, up: () => void, down: () => void}}
 *   hear `up` is called at each beginning: what was missed is to be read
 */
export function listen({ on, up, down }) {
  const events = new EventSource(EVENTS);
  for (const kind of KINDS) {
    events.addEventListener(kind, (event) => on(kind, JSON.parse(event.data).key));
  }
  events.addEventListener("open", up);
  events.addEventListener("error", () => {
    // Browsers wait long, and after an answer that was none they give up for ever.
    events.close();
    down();
    setTimeout(() => listen({ on, up, down }), AGAIN_MS);
  });
}

/** Return a function that gathers names and, a moment later, does all at once. */
export function gathering(work, waitMs = 120) {
  const names = new Set();
  let waits = false;
  const go = async () => {
    const now = [...names];
    names.clear();
    await work(now);
    waits = false;
    if (names.size > 0) {
      start();
    }
  };
  const start = () => {
    if (!waits) {
      waits = true;
      setTimeout(go, waitMs);
    }
  };
  return (...added) => {
    added.forEach((name) => names.add(name));
    start();
  };
}
