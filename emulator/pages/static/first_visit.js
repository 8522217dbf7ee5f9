// A first visit: pair the car in the showroom. Offered on the start page; once begun, a
// small panel on every page follows what has really happened in cloud and car.

import { byId, el, fill, set } from "./dom.js";
import { callsBelow } from "./talk.js";
import { t } from "./words.js";

const BEGUN = "first-visit";
// Asked, not listened to: browsers open few streams at once, and pages have theirs.
const EVERY_MS = 1_500;
const STEPS = ["sign_up", "validate", "sign_in", "vin", "engine", "odometer", "done"];
const CAR = "/owner#/cars/add";
const WAYS = {
  sign_up: () => "/owner#/sign-up",
  validate: () => "/mailbox",
  sign_in: () => "/owner#/sign-in",
  vin: () => CAR,
  engine: ({ vin, ignition }) => (ignition ? CAR : seat(vin)),
  odometer: ({ vin, ignition }) => (ignition ? seat(vin) : CAR),
  done: () => "/owner#/home",
};

const { get } = callsBelow("/owner/api/");

// They stay while the rest is drawn anew: screen readers tell what changes in `said`.
const steps = el("ol", { class: "visit-steps" });
const said = el("p", { role: "status" });
const next = el("div", { class: "visit-next" });

let shown = "";

/** Offer it in the start page's place for it. */
export function offerVisit() {
  if (hasBegun()) {
    follow();
  } else {
    drawOffer();
  }
}

/** Follow it on any other page, if it was begun in this browser. */
export function followVisit() {
  if (hasBegun()) {
    document.body.append(el("aside", { id: "first-visit", class: "visit docked", hidden: true }));
    follow();
  }
}

async function drawOffer() {
  const { vin } = await get("first-visit");
  const place = byId("first-visit");
  place.hidden = vin === null;
  place.className = "card visit";
  fill(
    place,
    el("h2", { text: t("first.title") }),
    el("p", { text: t("first.about") }),
    el("button", { type: "button", class: "main", text: t("first.begin"), onclick: begin }),
  );
}

function begin() {
  localStorage.setItem(BEGUN, "yes");
  follow();
}

function end() {
  localStorage.removeItem(BEGUN);
  byId("first-visit").hidden = true;
}

function hasBegun() {
  return localStorage.getItem(BEGUN) !== null;
}

async function follow() {
  if (document.visibilityState === "visible") {
    await look();
  }
  if (hasBegun()) {
    setTimeout(follow, EVERY_MS);
  }
}

/** Draw anew what has changed; a lost connection is said by the page itself. */
async function look() {
  try {
    const visit = await get("first-visit");
    const told = JSON.stringify(visit);
    if (told !== shown && hasBegun()) {
      shown = told;
      draw(visit);
    }
  } catch (error) {
    console.warn(error);
  }
}

function draw(visit) {
  const place = byId("first-visit");
  place.hidden = visit.vin === null;
  if (!said.isConnected) {
    place.classList.add("card", "visit");
    fill(place, head(), steps, said, next);
  }
  fill(steps, STEPS.map((step) => item(step, visit.step)));
  set(said, { text: t(textOf(visit)) });
  fill(next, visit.step === "vin" && el("p", { class: "vin", text: visit.vin }), way(visit));
}

function head() {
  const label = t("first.end");
  const named = { type: "button", class: "plain", "aria-label": label, onclick: end };
  return el("header", {}, el("h2", { text: t("first.title") }), el("button", named, "×"));
}

function item(step, current) {
  const at = STEPS.indexOf(step) - STEPS.indexOf(current);
  const state = at < 0 ? "past" : null;
  const here = at === 0 ? "step" : null;
  const words = el("span", { text: t(`first.step.${step}`) });
  return el("li", { class: state, "aria-current": here }, words);
}

function textOf({ step, ignition }) {
  const onlyWithEngine = step === "engine" || step === "odometer";
  return onlyWithEngine && ignition ? `first.now.${step}_on` : `first.now.${step}`;
}

function way(visit) {
  const href = WAYS[visit.step](visit);
  const isElsewhere = new URL(href, location.href).pathname !== location.pathname;
  const target = isElsewhere && href.startsWith("/console") ? "_blank" : null;
  return isElsewhere || href !== location.pathname + location.hash
    ? el("a", { class: "visit-way", href, target, text: t(`first.go.${placeOf(href)}`) })
    : null;
}

function placeOf(href) {
  return href.split(/[#/]/)[1];
}

function seat(vin) {
  return `/console#${vin}`;
}
