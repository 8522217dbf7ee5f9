// From a press to an order: what is asked before (R2), the security code, what came of it.

import { say, trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { askCode } from "./code_pad.js";
import { needsCode, run } from "./commands.js";
import { confirm } from "./dialog.js";
import { registered } from "./registration.js";
import { canProve } from "./srp.js";
import { why } from "./why.js";

/** What one is told before, and may still decide against (R2, R3, T2). */
const BEFORE = {
  lock: "before.lock",
  engine_start: "before.engine_start",
  lights: "before.lights",
  horn_lights: "before.horn_lights",
};

/** Let the user do one of the COMMANDS; says what came of it. */
export async function perform(car, name, more) {
  if (!(await isMeant(name))) {
    return;
  }
  const code = needsCode(car, name) ? await codeFor(car, name) : undefined;
  if (code === null) {
    return;
  }
  say(t("control.sent", { command: t(`command.${name}`) }));
  const job = await run(car, name, { code, more });
  if (job.phase === "done") {
    say(t(`command.${name}.done`), "good");
  } else {
    say(why(job.why), "alert");
  }
}

async function isMeant(name) {
  const key = BEFORE[name];
  const title = t(`command.${name}`);
  return !key || confirm({ title, text: t(key), yes: t("continue") });
}

/** The code, from a device that may prove it; null if there is none. */
async function codeFor(car, name) {
  if (!canProve()) {
    say(t("code.insecure"), "alert");
    return null;
  }
  if (!(await trying(() => registered(car)))) {
    return null;
  }
  return (await askCode(t(`command.${name}`))) ?? null;
}

/**
 * What a button does unless its command is under way: it is not `disabled` then, for that
 * would take the keyboard's place away.
 * @param {boolean} isBusy @param {() => unknown} deed
 */
export function unlessBusy(isBusy, deed) {
  return { "aria-disabled": isBusy ? "true" : null, onclick: () => isBusy || deed() };
}
