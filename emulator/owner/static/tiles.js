// Tiles of the home screen: each one says the most important, and leads to a screen.

import { el, fill } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { language, t } from "/pages/static/words.js";

import { alerts, places, plans, service } from "./beyond.js";
import { facts } from "./facts.js";
import { icon } from "./icons.js";
import { placeText } from "./map/near.js";
import { SCREENS, isOffered } from "./screens.js";
import { thisMonth } from "./history.js";
import { ago, when } from "./time.js";
import { distance } from "./units.js";
import { notifications } from "./wire.js";

/** What is said for the screen with a path: a headline, a line, a tone; or nothing. */
const SAID = {
  "/health": async (car) => {
    const { health } = await facts(car, ["health"]);
    const lit = health?.lamps.filter((lamp) => lamp.isLit) ?? [];
    if (!health) {
      return null;
    }
    return lit.length > 0
      ? [t("health.attention"), t(`lamp.${lit[0].name}`), "alert"]
      : [t("health.good"), health.at && t("tile.health", { ago: ago(health.at) }), "good"];
  },
  "/finder": async (car) => {
    const { location } = await facts(car, ["location"]);
    if (!location) {
      return [t("tile.no_place")];
    }
    return [placeText(await places(), location), location.at && ago(location.at)];
  },
  "/notifications": async (car) => {
    const [message] = await notifications(car.vin, language, { to: 1 });
    if (!message) {
      return [t("notifications.none")];
    }
    const tone = message.status === "UNREAD" ? "new" : "";
    return [message.messageTitle, when(message.timestamp), tone];
  },
  "/alerts": async (car) => {
    const { restrictions, offences } = await alerts(car.vin);
    const tone = restrictions.some((one) => one.breached) ? "alert" : "";
    const line = t("tile.offences", { number: number(offences.total) });
    return [t("tile.alerts", { number: number(restrictions.length) }), line, tone];
  },
  "/trips": async (car) => {
    const sums = await thisMonth(car);
    return [distance(sums.distanceKm), t("tile.trips", { number: number(sums.trips) })];
  },
  "/service": async (car) => {
    const due = await service(car.vin);
    if (due.dueDate === null) {
      return [t("service.unset")];
    }
    const isDue = due.remainingDays < 0 || due.remainingDistance < 0;
    const left = t("tile.service", { days: number(due.remainingDays) });
    return [distance(due.remainingDistance ?? 0), left, isDue ? "alert" : ""];
  },
  "/store": async (car) => {
    const all = await plans(car.vin);
    const ended = all.filter((plan) => plan.status === "ENDED");
    return ended.length > 0
      ? [t("plans.some_ended"), t(`plan.${ended[0].plan}`), "alert"]
      : [t("plans.all_active"), t("tile.plans", { number: number(all.length) })];
  },
};

/** @returns {{node: Node, read: () => void}} `read` asks for all of it anew */
export function tiles(context) {
  const rows = SCREENS.filter((row) => row.path in SAID && isOffered(row, context.car));
  const drawn = rows.map((row) => ({ row, node: tile(row) }));
  return {
    node: el("div", { class: "tiles" }, drawn.map(({ node }) => node)),
    read: () => drawn.forEach(({ row, node }) => said(context.car, row, node)),
  };
}

function tile(row) {
  return el(
    "a",
    { class: "tile", href: `#${row.path}` },
    el("span", { class: "what" }, icon(row.icon), el("span", { text: t(row.title) })),
    el("span", { class: "said-there" }),
  );
}

/** Ask for what a tile says; one that the car will never fill is not shown. */
async function said(car, row, node) {
  try {
    const told = await SAID[row.path](car);
    node.hidden = told === null;
    tell(node, told ?? []);
  } catch (error) {
    node.hidden = error.isForGood || error.code === "404";
    // What is wrong the screen itself says.
    tell(node, [t("tile.unknown")]);
  }
}

function tell(node, [headline = "", line = "", tone = ""]) {
  node.dataset.tone = tone;
  fill(
    node.querySelector(".said-there"),
    el("strong", { text: headline }),
    el("span", { class: "muted small", text: line || "" }),
  );
}
