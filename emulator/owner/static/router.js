// From the address to a screen: loads its module, draws it, ends the one before.

import { el, fill } from "/pages/static/dom.js";
import { reason } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { brandOf } from "./brand/brands.js";
import { choose, garage, load } from "./garage.js";
import { icon } from "./icons.js";
import { onNews } from "./news.js";
import { CARS, FIRST, SIGN_IN, find, isOffered } from "./screens.js";
import { isSignedIn } from "./session.js";
import { drawShell } from "./shell.js";
import { askTime } from "./time.js";

const place = document.getElementById("main");

let opened = 0;
let endings = [];

/** Show what the address names, now and whenever it changes. */
export function start() {
  addEventListener("hashchange", () => open(true));
  return open(false);
}

export function go(path) {
  if (location.hash === `#${path}`) {
    return open(true);
  }
  location.hash = path;
  return undefined;
}

async function open(moves) {
  try {
    await know();
  } catch (error) {
    if (isSignedIn()) {
      fill(place, trouble(error));
      return undefined;
    }
  }
  const found = find(location.hash.slice(1));
  const other = found ? detour(found.row) : homePath();
  if (other) {
    return replace(other, moves);
  }
  const turn = ++opened;
  end();
  drawShell(found.row);
  const content = await drawn(found);
  if (turn === opened) {
    show(found.row, content, moves);
  }
  return undefined;
}

/** Before anything can be shown to who is signed in, his cars must be known. */
async function know() {
  if (isSignedIn() && !garage.me) {
    await load();
  }
}

/** Where somebody is sent who may not see a screen; null if he may. */
function detour(row) {
  if (row.path === SIGN_IN) {
    return isSignedIn() ? homePath() : null;
  }
  if (row.needs !== "nobody" && !isSignedIn()) {
    return SIGN_IN;
  }
  if (row.needs === "car" && !isOffered(row, garage.car)) {
    return garage.car && row.path !== FIRST ? FIRST : CARS;
  }
  return null;
}

function homePath() {
  return isSignedIn() ? FIRST : SIGN_IN;
}

function replace(path, moves) {
  history.replaceState(null, "", `#${path}`);
  return open(moves);
}

async function drawn({ row, params }) {
  try {
    const [module] = await Promise.all([import(row.module), askTime()]);
    return await module.render(context(row, params));
  } catch (error) {
    return isSignedIn() || row.needs === "nobody" ? trouble(error) : signedOut();
  }
}

function signedOut() {
  go(SIGN_IN);
  return [];
}

/** What a screen gets (screens.js). */
function context(row, params) {
  return {
    ...garage,
    row,
    params,
    go,
    again: () => open(false),
    choose: (vin) => {
      choose(vin);
      return go(FIRST);
    },
    refresh: load,
    leave: (work) => endings.push(work),
    live: (draw) => endings.push(onNews(garage.car.vin, () => anew(draw))),
    each: (seconds, draw) => {
      const timer = setInterval(draw, seconds * 1_000);
      endings.push(() => clearInterval(timer));
    },
  };
}

/** Draw what is new; if that fails, what is shown stays. */
async function anew(draw) {
  try {
    await askTime();
    await draw();
  } catch {
    if (!isSignedIn()) {
      signedOut();
    }
  }
}

function end() {
  const before = endings;
  endings = [];
  before.forEach((work) => work());
}

function show(row, content, moves) {
  const heading = el("h1", { tabindex: "-1", text: t(row.title) });
  document.title = `${t(row.title)} · ${brandOf(garage.car).services}`;
  place.dataset.screen = row.path;
  fill(place, el("div", { class: "heading" }, back(row), heading), content);
  if (moves) {
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
}

function back(row) {
  if (!row.under) {
    return null;
  }
  const href = `#${isSignedIn() ? row.under : SIGN_IN}`;
  return el("a", { class: "back", href, "aria-label": t("back") }, icon("back"));
}

function trouble(error) {
  if (!error.code) {
    // Nobody refused anything: it is a mistake of ours, or there is no network.
    console.error(error);
  }
  return el(
    "section",
    { class: "card trouble", role: "alert" },
    icon("warning"),
    el("p", { text: reason(error) }),
    el("button", { type: "button", text: t("again"), onclick: () => open(false) }),
  );
}
