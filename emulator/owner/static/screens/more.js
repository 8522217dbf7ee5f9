// All ways to go, in parts; and the way out.

import { el } from "/pages/static/dom.js";
import { trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { empty } from "../garage.js";
import { icon } from "../icons.js";
import { MENUS, SIGN_IN, rowsOf } from "../screens.js";
import { isSignedIn, signOut } from "../session.js";

export async function render(context) {
  const parts = MENUS.filter((menu) => rowsOf(menu, context.car).length > 0);
  return [
    parts.map((menu) => part(menu, context.car)),
    el("button", { type: "button", text: t("sign_out"), onclick: () => leave(context) }),
  ];
}

function part(menu, car) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t(`menu.${menu}`) }),
    el("ul", { class: "links" }, rowsOf(menu, car).map((row) => el("li", {}, link(row)))),
  );
}

function link(row) {
  return el(
    "a",
    { href: `#${row.path}` },
    icon(row.icon),
    el("span", { text: t(row.title) }),
    icon("chevron"),
  );
}

async function leave(context) {
  await trying(signOut);
  if (!isSignedIn()) {
    empty();
    await context.go(SIGN_IN);
  }
}
