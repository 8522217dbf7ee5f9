// A car's services: on, off, on their way (E8).

import { el } from "/pages/static/dom.js";
import { say, trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { changeServiceStatus, serviceStatus } from "../beyond.js";
import { confirm } from "../dialog.js";
import { redraw } from "../redraw.js";

/** The state of the services, and what their owner can do about it. */
export async function statusCard(context, { vin, role }) {
  const place = el("div", { class: "stack", "aria-live": "polite" });
  const card = { context, vin, role, place, status: null };
  context.live(() => read(card));
  await read(card);
  return el("section", { class: "card" }, el("h2", { text: t("status.title") }), place);
}

/** Draw how the services are; what is new of them the other screens must know, too. */
async function read(card) {
  const asked = [serviceStatus(card.vin), api.get(`cars/${card.vin}`)];
  const [status, { activation_failed: failed }] = await Promise.all(asked);
  const isNew = card.status !== null && card.status !== status;
  card.status = status;
  redraw(card.place, content(card, failed));
  if (isNew) {
    await card.context.refresh();
  }
}

function content(card, failed) {
  const { status } = card;
  return [
    el("p", {}, el("span", { class: "pill", text: t(`status.${status}`) })),
    el("p", { class: "muted", text: t(failed ? "status.failed" : `status.${status}.about`) }),
    card.role === "OWNER" && el("div", { class: "row deeds" }, deed(card)),
  ];
}

function deed(card) {
  const [name, onclick] = {
    ACTIVATED: ["deactivate", () => deactivate(card)],
    DEACTIVATED: ["retry", () => change(card, "ACTIVATED", t("status.begun"))],
    ACTIVATION_IN_PROGRESS: ["refresh", () => refresh(card)],
  }[card.status];
  return el("button", { type: "button", text: t(`status.${name}`), onclick });
}

async function deactivate(card) {
  const sure = await confirm({
    title: t("status.deactivate"),
    text: t("status.deactivate_text"),
    yes: t("status.deactivate"),
    isGrave: true,
  });
  if (sure) {
    await change(card, "DEACTIVATED");
  }
}

async function change(card, status, done) {
  await trying(() => changeServiceStatus(card.vin, status), done);
  await read(card);
}

/** Once it is done this leads to the home screen (E8). */
async function refresh(card) {
  await read(card);
  if (card.status === "ACTIVATED") {
    await card.context.choose(card.vin);
  } else {
    say(t("status.wait"));
  }
}
