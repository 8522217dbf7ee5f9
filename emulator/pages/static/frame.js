// What stands above every page: where one is, where one can go, language and look.

import { byId, el, fill, svg } from "./dom.js";
import { LANGUAGES, choose, language, t } from "./words.js";

const PLACES = [
  ["/", "place.start"],
  ["/console", "place.seat"],
  ["/owner", "place.owner"],
  ["/retailer", "place.retailer"],
  ["/mailbox", "place.mailbox"],
];
export const LOOKS = ["device", "light", "dark"];

/** Draw it into the page's `<header id="top">`. */
export function frame() {
  fill(
    byId("top"),
    el("a", { class: "skip", href: "#main", text: t("skip") }),
    el("a", { class: "brand", href: "/" }, mark(), el("span", { text: t("brand") })),
    el("nav", { "aria-label": t("places") }, PLACES.map(link)),
    el("div", { class: "tools" }, languages(), looks()),
  );
  // On a telephone the places are a strip that scrolls.
  const here = byId("top").querySelector("[aria-current]");
  here?.scrollIntoView({ block: "nearest", inline: "center" });
}

function link([path, key]) {
  const here = location.pathname === path;
  return el("a", { href: path, "aria-current": here ? "page" : null, text: t(key) });
}

function mark() {
  return svg(
    "svg",
    { viewBox: "0 0 32 32", class: "mark", "aria-hidden": "true" },
    svg("circle", { cx: 16, cy: 16, r: 12 }),
    svg("path", { d: "M9 20.5a9 9 0 1 1 14 0M16 16l4.5-5" }),
  );
}

function languages() {
  const options = Object.entries(LANGUAGES).map(([code, name]) =>
    el("option", { value: code, lang: code, selected: code === language, text: name }),
  );
  return picker("language", options, (event) => choose(event.target.value));
}

function looks() {
  const options = LOOKS.map((look) =>
    el("option", {
      value: look,
      selected: look === chosenLook(),
      text: t(`look.${look}`),
    }),
  );
  return picker("look", options, (event) => dress(event.target.value));
}

function picker(key, options, onchange) {
  return el("select", { "aria-label": t(key), onchange }, options);
}

/** Which of LOOKS was chosen in this browser. */
export function chosenLook() {
  return document.documentElement.dataset.look ?? LOOKS[0];
}

/** Choose one of LOOKS. */
export function dress(look) {
  if (look === LOOKS[0]) {
    localStorage.removeItem("look");
    delete document.documentElement.dataset.look;
  } else {
    localStorage.setItem("look", look);
    document.documentElement.dataset.look = look;
  }
}
