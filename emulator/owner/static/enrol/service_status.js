// A car's services: on, off, on their way (E8).

import { el, fill } from "/pages/static/dom.js";
import { say, trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { changeServiceStatus, serviceStatus } from "../beyond.js";
import { confirm } from "../dialog.js";

/** The state of the services, and what their owner can do about it. */
export async function statusCard(context, managed) {
  const place = el("div", { class: "stack", "aria-live": "polite" });
  const read = async () => {
    const status = await serviceStatus(managed.vin);
    fill(place, content({ context, managed, read }, status));
  };
  context.live(read);
  await read();
  return el("section", { class: "card" }, el("h2", { text: t("status.title") }), place);
}

function content(card, status) {
  const failed = status === "DEACTIVATED" && card.managed.activation_failed;
  return [
    el("p", {}, el("span", { class: "pill", text: t(`status.${status}`) })),
    el("p", { class: "muted", text: t(failed ? "status.failed" : `status.${status}.about`) }),
    card.managed.role === "OWNER" && el("div", { class: "row deeds" }, deed(card, status)),
  ];
}

function deed(card, status) {
  if (status === "ACTIVATED") {
    return button(t("status.deactivate"), () => deactivate(card));
  }
  if (status === "DEACTIVATED") {
    return button(t("status.retry"), () => activate(card));
  }
  return button(t("status.refresh"), () => refresh(card));
}

async function deactivate({ managed, read }) {
  const sure = await confirm({
    title: t("status.deactivate"),
    text: t("status.deactivate_text"),
    yes: t("status.deactivate"),
    isGrave: true,
  });
  if (sure) {
    await trying(() => changeServiceStatus(managed.vin, "DEACTIVATED"));
    await read();
  }
}

async function activate({ context, managed, read }) {
  await trying(() => changeServiceStatus(managed.vin, "ACTIVATED"), t("status.begun"));
  managed.activation_failed = false;
  await context.refresh();
  await read();
}

/** Once it is done this leads to the home screen (E8). */
async function refresh({ context, managed, read }) {
  await read();
  if ((await serviceStatus(managed.vin)) === "ACTIVATED") {
    await context.refresh();
    await context.choose(managed.vin);
  } else {
    say(t("status.wait"));
  }
}

function button(text, onclick) {
  return el("button", { type: "button", text, onclick });
}
