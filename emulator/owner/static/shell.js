// What stands around every screen: brand and car above, the ways to go beside or below.

import { byId, el, fill } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { hang, unhang } from "./bell.js";
import { brandOf, dress } from "./brand/brands.js";
import { garage, nameOf } from "./garage.js";
import { icon } from "./icons.js";
import { CARS, FIRST, MENUS, SCREENS, isOffered, rowsOf } from "./screens.js";
import { isSignedIn } from "./session.js";

/** Draw it around a screen. */
export function drawShell(row) {
  const brand = brandOf(garage.car);
  dress(brand);
  document.body.classList.toggle("inside", isSignedIn());
  fill(byId("bar"), skip(), mark(brand), isSignedIn() && carLink(), bellPlace());
  if (isSignedIn() && garage.car) {
    hang(garage.car);
  } else {
    unhang();
  }
  const ways = byId("ways");
  ways.hidden = !isSignedIn();
  fill(ways, isSignedIn() && [thumb(row), sections(row)]);
}

function skip() {
  const onclick = (event) => {
    event.preventDefault();
    byId("main").querySelector("h1")?.focus();
  };
  return el("a", { class: "skip", href: "#", onclick, text: t("skip") });
}

function mark(brand) {
  return el(
    "a",
    { class: "mark-link", href: `#${FIRST}` },
    brand.mark(),
    el("span", { text: brand.app }),
  );
}

function carLink() {
  if (!garage.car) {
    return null;
  }
  const name = nameOf(garage.car);
  const label = t("cars.chosen", { name });
  return el(
    "a",
    { class: "car-link", href: `#${CARS}`, "aria-label": label },
    icon("car"),
    el("span", { text: name }),
  );
}

function bellPlace() {
  return el("span", { id: "bell" });
}

/** The five ways below the thumb, on a telephone. */
function thumb(row) {
  const rows = SCREENS.filter((one) => one.bar && isOffered(one, garage.car));
  return el("div", { class: "thumb" }, rows.map((one) => link(one, row, one.bar)));
}

/** All ways, beside the screen on a desktop. */
function sections(row) {
  const filled = MENUS.filter((menu) => rowsOf(menu, garage.car).length > 0);
  return el(
    "div",
    { class: "sections" },
    filled.map((menu) => [
      el("h2", { text: t(`menu.${menu}`) }),
      rowsOf(menu, garage.car).map((one) => link(one, row)),
    ]),
  );
}

function link(row, here, title = row.title) {
  const current = row.path === here.path || row.path === here.under;
  return el(
    "a",
    { href: `#${row.path}`, "aria-current": current ? "page" : null },
    icon(row.icon),
    el("span", { text: t(title) }),
  );
}
