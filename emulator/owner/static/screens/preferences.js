// What the telephone is notified of (M6); the history gets everything.

import { el } from "/pages/static/dom.js";
import { say, trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { changePreferences, preferences } from "../beyond.js";
import { toggle } from "../forms.js";
import { redraw } from "../redraw.js";

const KINDS = ["theft", "health", "area", "speed", "curfew", "remoteCommand"];

export async function render({ car, live }) {
  const list = el("ul", { class: "switches" });
  const read = async () => {
    const known = await preferences(car.vin);
    redraw(list, KINDS.map((kind) => row(car, kind, known[kind], read)));
  };
  live(read);
  await read();
  return el(
    "section",
    { class: "card narrow" },
    el("p", { class: "muted", text: t("preferences.intro") }),
    list,
    el("p", { class: "hint", text: t("preferences.theft_hint") }),
  );
}

function row(car, kind, isOn, read) {
  const name = t(`preference.${kind}`);
  const change = async (on) => {
    await trying(async () => {
      await changePreferences(car.vin, { [kind]: on });
      say(t(on ? "preferences.on" : "preferences.off", { name }), "good");
    });
    await read();
  };
  return el(
    "li",
    {},
    el("span", { text: name, "aria-hidden": "true" }),
    toggle(name, isOn, change),
  );
}
