// What happened, newest first (N1); not to be sorted, filtered or deleted.

import { el, fill, set } from "/pages/static/dom.js";
import { clockTime, day } from "/pages/static/format.js";
import { trying } from "/pages/static/said.js";
import { language, t } from "/pages/static/words.js";

import { icon } from "../icons.js";
import { redraw } from "../redraw.js";
import { mark, notification, notifications } from "../wire.js";

const PAGE = 20;
// By the first part of the rule, else by the category.
const ICONS = {
  speed: "speed",
  curfew: "clock",
  zone: "area",
  "Safety&Security": "shield",
  maintenance: "wrench",
  remotecontrol: "remote",
  chargeev: "plug",
};

export async function render(context) {
  const { car } = context;
  const list = el("div", { class: "inbox" });
  const state = { shown: PAGE, open: new Set() };
  const read = async () => {
    const messages = await notifications(car.vin, language, { to: state.shown + 1 });
    redraw(list, parts(car, messages, state, read));
  };
  context.live(read);
  await read();
  const link = el("a", { href: "#/preferences", text: t("preferences.title") });
  return [list, el("p", { class: "hint" }, link)];
}

function parts(car, messages, state, read) {
  if (messages.length === 0) {
    return el("p", { class: "card", text: t("notifications.none") });
  }
  const shown = messages.slice(0, state.shown);
  const unread = shown.filter(isUnread);
  return [
    unread.length > 0 && allRead(car, unread, read),
    byDay(shown).map(([date, those]) => section(car, date, those, state)),
    messages.length > state.shown && older(state, read),
  ];
}

function allRead(car, unread, read) {
  const all = unread.map(({ notificationId }) => ({ notificationId, status: "READ" }));
  return el("button", {
    type: "button",
    class: "aside",
    text: t("notifications.all_read"),
    onclick: () => trying(() => mark(car.vin, all).then(read)),
  });
}

function older(state, read) {
  const onclick = () => {
    state.shown += PAGE;
    return trying(read);
  };
  return el("button", { type: "button", text: t("notifications.older"), onclick });
}

function byDay(messages) {
  const days = new Map();
  for (const message of messages) {
    const date = day(message.timestamp);
    days.set(date, [...(days.get(date) ?? []), message]);
  }
  return [...days];
}

function section(car, date, messages, state) {
  return el(
    "section",
    { class: "day" },
    el("h2", { text: date }),
    el("ul", { class: "card messages" }, messages.map((message) => row(car, message, state))),
  );
}

function row(car, message, state) {
  const { notificationId: id } = message;
  const more = el("div", { class: "more", id: `more-${id}` });
  const node = el("li", { class: isUnread(message) ? "message unread" : "message" });
  const button = el("button", {
    type: "button",
    class: "plain",
    "aria-controls": more.id,
    text: t("notifications.more"),
  });
  const show = (isOpen) => {
    more.hidden = !isOpen;
    set(button, { "aria-expanded": String(isOpen) });
    if (isOpen) {
      state.open.add(id);
      return trying(() => details(car, message, more, node));
    }
    state.open.delete(id);
    return undefined;
  };
  button.addEventListener("click", () => show(more.hidden));
  show(state.open.has(id));
  return fill(node, symbol(message), text(message), button, more);
}

function symbol({ categoryKey, ruleKey, priority }) {
  const tone = priority >= 2 ? "alert" : "";
  const drawn = ICONS[ruleKey.split(".")[0]] ?? ICONS[categoryKey] ?? "bell";
  return el("span", { class: `symbol ${tone}` }, icon(drawn));
}

function text(message) {
  return el(
    "div",
    { class: "about" },
    el(
      "p",
      { class: "title" },
      el("strong", { text: message.messageTitle }),
      isUnread(message) && el("span", { class: "pill new", text: t("notifications.new") }),
    ),
    el("time", {
      class: "small muted",
      datetime: message.timestamp,
      text: clockTime(message.timestamp),
    }),
  );
}

/** What more there is to say; who has read it has read the message. */
async function details(car, message, place, node) {
  const { notificationId } = message;
  const told = await notification(car.vin, notificationId, language);
  const steps = told.messageDescription;
  fill(
    place,
    el("p", { text: told.messageSubtitle }),
    steps !== told.messageSubtitle && el("p", { class: "hint", text: steps }),
  );
  if (isUnread(message)) {
    await mark(car.vin, [{ notificationId, status: "READ" }]);
    message.status = "READ";
    node.classList.remove("unread");
    node.querySelector(".pill")?.remove();
  }
}

function isUnread({ status }) {
  return status === "UNREAD";
}
