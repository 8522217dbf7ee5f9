// The world's clock: what time it is where the car lives, its pace, steps and leaps.

import { el, fill, set } from "/pages/static/dom.js";
import { clockTime, day, number } from "/pages/static/format.js";
import { trying } from "/pages/static/said.js";
import { get, post } from "/pages/static/talk.js";
import { t } from "/pages/static/words.js";
import { button } from "./controls.js";
import { momentOf, wallTime } from "./zone.js";

const SPEEDS = [1, 10, 60, 600];
const STEPS = [
  ["clock.minute", 60],
  ["clock.ten_minutes", 600],
  ["clock.hour", 3_600],
  ["clock.six_hours", 21_600],
  ["clock.day", 86_400],
];
const TICK_MS = 250;

/** @param {HTMLElement} place */
export function worldClock(place) {
  const face = drawFace();
  const pace = drawPace();
  let known = null;
  let zone = "UTC";
  const leap = drawLeap({
    shown: () => wallTime(now(known), zone),
    moment: (wall) => momentOf(wall, zone),
  });
  fill(place, face.drawn, pace.drawn, drawSteps(), leap);
  const tick = () => known && face.show(now(known), zone);
  setInterval(tick, TICK_MS);
  return {
    runs: () => known !== null && !known.held,
    inZone: (name) => {
      zone = name;
      tick();
    },
    read: async () => {
      known = { ...(await get("clock")), read: performance.now() };
      pace.show(known);
      tick();
    },
  };
}

// Between two looks at the emulator the page reckons by itself.
function now({ now: at, speed, held, read }) {
  return Date.parse(at) + (held ? 0 : (performance.now() - read) * speed);
}

function drawFace() {
  const time = el("time", { class: "time" });
  const date = el("span", {});
  const place = el("span", { class: "muted" });
  const drawn = el(
    "div",
    { class: "face" },
    time,
    el("p", { class: "small" }, date, place),
  );
  const show = (at, zone) => {
    set(time, {
      text: clockTime(at, zone, true),
      datetime: new Date(at).toISOString(),
    });
    set(date, { text: day(at, zone) });
    const city = zone.split("/").at(-1).replaceAll("_", " ");
    set(place, { text: `${city} · ${clockTime(at, "UTC", true)} UTC` });
  };
  return { drawn, show };
}

function drawPace() {
  const hold = button(t("clock.hold"), () => change({ held: true }));
  const speeds = SPEEDS.map((speed) =>
    button(`${number(speed)}×`, () => change({ speed, held: false })),
  );
  const other = otherSpeed();
  const drawn = el(
    "div",
    { class: "pace", role: "group", "aria-label": t("clock.pace") },
    [hold, ...speeds, other],
  );
  const show = ({ held, speed }) => {
    set(hold, { "aria-pressed": String(held) });
    speeds.forEach((one, at) =>
      set(one, { "aria-pressed": String(!held && speed === SPEEDS[at]) }),
    );
    if (document.activeElement !== other) {
      other.value = SPEEDS.includes(speed) ? "" : speed;
    }
  };
  return { drawn, show };
}

function otherSpeed() {
  return el("input", {
    type: "number",
    min: 0.01,
    max: 10_000,
    step: "any",
    "aria-label": t("clock.other_speed"),
    placeholder: "×",
    onchange: (event) => change({ speed: event.target.valueAsNumber, held: false }),
  });
}

function drawSteps() {
  const steps = STEPS.map(([key, seconds]) =>
    button(`+${t(key)}`, () => advance(seconds, t(key))),
  );
  return el(
    "div",
    { class: "row", role: "group", "aria-label": t("clock.steps") },
    steps,
  );
}

// Folded away; it takes the time of the car's zone, as the face shows it.
function drawLeap({ shown, moment }) {
  const field = el("input", {
    type: "datetime-local",
    step: 1,
    required: true,
    "aria-label": t("clock.leap_to"),
  });
  const onsubmit = (event) => {
    event.preventDefault();
    change({ now: moment(field.value) }, t("clock.leapt"));
  };
  const form = el(
    "form",
    { class: "row", onsubmit },
    field,
    el("button", { class: "main", text: t("clock.leap") }),
  );
  const ontoggle = () => {
    field.value = shown();
  };
  return el(
    "details",
    { class: "leap", ontoggle },
    el("summary", { text: t("clock.leap_to") }),
    form,
  );
}

function change(body, done) {
  return trying(
    () => post("clock", body),
    done ?? t(body.held ? "clock.held" : "clock.runs"),
  );
}

function advance(seconds, name) {
  return trying(() => post("clock/advance", { seconds }), t("clock.passed", { name }));
}
