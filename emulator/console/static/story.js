// The scenario that runs, and what comes next in it.

import { el, fill, set } from "/pages/static/dom.js";
import { moment, number } from "/pages/static/format.js";
import { trying } from "/pages/static/said.js";
import { get, post } from "/pages/static/talk.js";
import { has, t } from "/pages/static/words.js";
import { button } from "./controls.js";

const SHOWN = 8;
const WHO = [
  "driver",
  "workshop",
  "radio",
  "service",
  "cloud",
  "fault",
  "clock",
  "assert",
];

/**
 * @param {HTMLElement} place @param {HTMLElement} name of the scenario
 * @param {() => string} zone of the car that is driven
 */
export function story(place, name, zone) {
  let before = "";
  const read = async () => {
    const current = await get("scenarios/current");
    const text = JSON.stringify([current, zone()]);
    if (text !== before) {
      before = text;
      set(name, { text: current.title ?? current.scenario });
      draw(place, current, zone());
    }
  };
  return { read };
}

function draw(place, current, zone) {
  fill(place, verdict(current), coming(current, zone));
}

function verdict({ asserts, failures }) {
  const good = asserts.filter((one) => one.result === "good").length;
  const words = t("story.asserts", { good, all: asserts.length });
  return [
    asserts.length > 0 &&
      el("p", { class: failures.length > 0 ? "alert" : "", text: words }),
    failures.map((text) => el("p", { class: "alert small", lang: "en", text })),
  ];
}

function coming({ steps, left }, zone) {
  if (left === 0) {
    return el("p", { class: "muted", text: t("story.nothing") });
  }
  const more = left - SHOWN;
  const next = steps.slice(0, SHOWN).map((one) => step(one, zone));
  const rest = t("story.more", { more: number(more) });
  return [
    el("ol", { class: "steps" }, next),
    el(
      "p",
      { class: "row" },
      button(t("story.leap"), () => leap(steps[0].at)),
      more > 0 && el("span", { class: "muted small", text: rest }),
    ),
  ];
}

function step({ at, vin, step: planned }, zone) {
  return el(
    "li",
    {},
    el("time", { class: "muted", datetime: at, text: moment(at, zone) }),
    el(
      "span",
      {},
      vin && el("a", { href: `#${vin}`, text: planned.car }),
      vin && " ",
      el("span", { text: planned.note ?? deed(planned) }),
    ),
  );
}

function deed(planned) {
  const who = WHO.find((name) => planned[name]);
  const { do: said, start, stop } = planned[who];
  const what = said ?? start ?? stop;
  const key = `deed.${what}`;
  const sheet = `sheet.${who}`;
  return [has(sheet) ? t(sheet) : who, has(key) ? t(key) : what]
    .filter(Boolean)
    .join(": ");
}

function leap(at) {
  return trying(() => post("clock", { now: at }), t("clock.leapt"));
}
