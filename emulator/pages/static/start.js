// The start page: what runs here, the doors to it, and who can sign in.

import { byId, el, fill, set, svg } from "./dom.js";
import { clockTime, day, number } from "./format.js";
import { offerVisit } from "./first_visit.js";
import { frame } from "./frame.js";
import { gathering, listen } from "./live.js";
import { get } from "./talk.js";
import { loadWords, t } from "./words.js";

const DOORS = [
  ["/console", "seat", "M4 17v-3l2-6h12l2 6v3M4 17h16M7 17v2M17 17v2"],
  ["/owner", "owner", "M7 3h10v18H7zM11 18h2"],
  ["/retailer", "retailer", "M4 10h16M5 10v9h14v-9M4 10l2-5h12l2 5M9 19v-5h6v5"],
  ["/mailbox", "mailbox", "M3 6h18v12H3zM3 7l9 7 9-7"],
];
const FLEET = { email: "fleet-000000@example.com", password: "Fleet-000000" };

await loadWords("/pages/static/words");
frame();
offerVisit();
document.title = t("start.title");
fill(byId("doors"), DOORS.map(door));
set(byId("address"), { text: location.origin });

const read = gathering((names) =>
  Promise.allSettled(names.map((name) => ({ world, clock })[name]())),
);

listen({
  on: (kind) => kind !== "request" && read("clock"),
  up: () => read("world", "clock"),
  down: () => set(byId("world-time"), { text: t("unreachable") }),
});

async function world() {
  const begun = await get("world");
  const { scenario, seed, cars } = begun;
  set(byId("runs"), { text: t("start.runs", { scenario, seed, cars: number(cars) }) });
  fill(byId("accounts"), begun.accounts.map(account), begun.fleet > 0 && fleet());
  const more = begun.accounts_in_all - begun.accounts.length;
  set(byId("accounts-more"), {
    text: more > 0 ? t("start.more", { more: number(more) }) : "",
  });
  const about = begun.showroom.length > 0 ? "start.showroom_about" : "start.showroom_empty";
  set(byId("showroom-about"), { text: t(about) });
  fill(byId("showroom"), begun.showroom.map(showroomCar));
}

async function clock() {
  const { now, held, speed } = await get("clock");
  const pace = held ? t("start.held") : `${number(speed)}×`;
  set(byId("world-time"), {
    text: `${day(now, "UTC")}, ${clockTime(now, "UTC")} UTC · ${pace}`,
  });
}

function door([href, name, icon]) {
  return el(
    "li",
    {},
    el(
      "a",
      { href, class: "card door" },
      svg(
        "svg",
        { viewBox: "0 0 24 24", class: "door-icon", "aria-hidden": "true" },
        svg("path", { d: icon }),
      ),
      el("strong", { text: t(`place.${name}`) }),
      el("span", { class: "muted", text: t(`start.${name}_about`) }),
    ),
  );
}

function account({ email, password, cars, security_codes }) {
  return el(
    "li",
    {},
    el("code", { class: "email", text: email }),
    el(
      "span",
      { class: "row" },
      password && fact("start.password", password),
      security_codes.length > 0 && fact("start.code", security_codes.join(", ")),
      el("span", { class: "muted small", text: t("start.cars", { cars }) }),
    ),
  );
}

function fleet() {
  return el(
    "li",
    {},
    el("span", { class: "muted small", text: t("start.fleet") }),
    el("code", { class: "email", text: FLEET.email }),
    fact("start.password", FLEET.password),
  );
}

function fact(key, value) {
  return el("span", { class: "pill" }, `${t(key)} `, el("code", { text: value }));
}

function showroomCar(vin) {
  return el("li", {}, el("a", { class: "vin", href: `/console#${vin}`, text: vin }));
}
