// The car finder: where the car was last, and the way there (F1, F2).

import { el } from "/pages/static/dom.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { places } from "../beyond.js";
import { fact, facts, lastPlace, latest } from "../facts.js";
import { icon } from "../icons.js";
import { carPin, chart, youPin } from "../map/chart.js";
import { frame } from "../map/frame.js";
import { kmBetween, placeText } from "../map/near.js";
import { redraw } from "../redraw.js";
import { age, ago, when } from "../time.js";
import { distance } from "../units.js";
import { why } from "../why.js";

const SCALES_KM = [0.5, 2, 8, 30, 120, 500];
const FIRST_SCALE = 2;
const OLD_S = 6 * 3_600;
// What else the car tells comes with the position, unless it does not know it.
const BLIND_MS = 60_000;
const REPORTED = ["locks", "cabin", "engine"];

export async function render({ car, live }) {
  const known = await places();
  const view = { car, known, you: null, scale: FIRST_SCALE, last: null, trouble: null };
  const node = el("div", { class: "finder" });
  view.draw = () => redraw(node, parts(view));
  const read = async () => {
    await locate(view);
    view.draw();
  };
  live(read);
  await read();
  return node;
}

/** Read the place; what was known stays, with the reason why it is not new (F2). */
async function locate(view) {
  const { car } = view;
  const reported = facts(car, REPORTED);
  try {
    view.last = await fact(car, "location");
    view.trouble = view.last && missing(view.last, latest(await reported));
  } catch (error) {
    view.last = lastPlace(car);
    view.trouble = why(error);
  }
}

/** Why a position is old; null if it is not. */
function missing({ at }, reportedAt) {
  if (!at) {
    return null;
  }
  if (reportedAt - at > BLIND_MS) {
    return t("finder.blind");
  }
  return age(at) > OLD_S ? t("finder.silent") : null;
}

function parts(view) {
  if (!view.last) {
    return el("p", { class: "card", text: view.trouble ?? t("finder.unknown") });
  }
  return [map(view), about(view)];
}

function map(view) {
  const { last, you } = view;
  const shown = frame(last, SCALES_KM[view.scale]);
  return el(
    "section",
    { class: "card map" },
    chart(
      shown,
      { places: view.known, label: t("finder.map") },
      you && youPin(shown.xy(you)),
      carPin(shown.xy(last), last.headingDeg),
    ),
    el(
      "div",
      { class: "zoom" },
      zoom(view, -1, "plus", t("finder.nearer")),
      zoom(view, 1, "minus", t("finder.farther")),
    ),
  );
}

function zoom(view, step, drawn, label) {
  const next = view.scale + step;
  const onclick = () => {
    view.scale = next;
    view.draw();
  };
  const disabled = !(next in SCALES_KM);
  return el("button", { type: "button", "aria-label": label, onclick, disabled }, icon(drawn));
}

function about(view) {
  const { last, you, trouble } = view;
  return el(
    "section",
    { class: "card" },
    el("h2", { text: placeText(view.known, last) }),
    last.at && el("p", { class: trouble ? "stale" : "muted", text: fixed(last) }),
    trouble && el("p", { class: "stale", text: t("finder.old", { reason: trouble }) }),
    you && el("p", { text: t("finder.from_you", { distance: distance(kmBetween(you, last), 1) }) }),
    ways(view),
    el("p", { class: "hint", text: t("finder.hint") }),
  );
}

function fixed({ at }) {
  return t("finder.fixed", { when: when(at), ago: ago(at) });
}

function ways(view) {
  const { latitude, longitude } = view.last;
  const to = `${latitude},${longitude}`;
  return el(
    "div",
    { class: "row deeds" },
    outward(`https://www.google.com/maps/dir/?api=1&destination=${to}`, t("finder.google")),
    outward(`https://maps.apple.com/?daddr=${to}`, t("finder.apple")),
    el("button", { type: "button", text: t("finder.where_am_i"), onclick: () => ask(view) }),
  );
}

function outward(href, text) {
  const attributes = { class: "button", href, target: "_blank", rel: "noopener noreferrer" };
  return el("a", attributes, icon("route"), text);
}

/** Ask the browser where it is; the answer stays in this page. */
function ask(view) {
  const found = ({ coords }) => {
    view.you = { latitude: coords.latitude, longitude: coords.longitude };
    view.draw();
  };
  const missed = () => say(t("finder.no_you"), "alert");
  navigator.geolocation.getCurrentPosition(found, missed);
}
