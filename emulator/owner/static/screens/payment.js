// What one pays with, to be added and changed at any time (P2).

import { el } from "/pages/static/dom.js";
import { say, trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { closeButton, confirm, inFront } from "../dialog.js";
import { addressLines, cardEnd, cardName } from "../store/parts.js";
import { addressForm, cardForm } from "../store/pay_forms.js";

export async function render(context) {
  const wallet = await api.get("store/wallet");
  return el("div", { class: "pair" }, cards(context, wallet), address(context, wallet));
}

function cards(context, wallet) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("payment.cards") }),
    wallet.cards.length > 0
      ? el("ul", { class: "wallet" }, wallet.cards.map((card) => el("li", {}, row(context, card))))
      : el("p", { class: "muted", text: t("payment.none") }),
    deed(t("card.add_one"), () => edit(context, null)),
  );
}

function row(context, card) {
  return [
    el(
      "span",
      { class: "plastic" },
      el("strong", { text: cardName(card) }),
      el("span", { class: "small", text: cardEnd(card) }),
    ),
    el(
      "span",
      { class: "row" },
      el("button", { type: "button", text: t("change"), onclick: () => edit(context, card) }),
      el("button", { type: "button", text: t("remove"), onclick: () => remove(context, card) }),
    ),
  ];
}

async function edit(context, card) {
  const title = card ? t("card.change_one", { card: cardName(card) }) : t("card.add_one");
  const kept = await inFront(title, (answer) => [
    el("p", { class: "small muted", text: t("card.safe") }),
    cardForm(card?.card_id ?? null, answer, [closeButton(answer)]),
  ]);
  await drawnAnew(context, kept);
}

async function remove(context, card) {
  const sure = await confirm({
    title: t("card.remove", { card: cardName(card) }),
    text: t("card.remove_text"),
    yes: t("remove"),
    isGrave: true,
  });
  if (sure) {
    await trying(() => api.remove(`store/cards/${card.card_id}`));
    await context.again();
  }
}

function address(context, wallet) {
  const change = async () => {
    const hint = t("address.hint", { characters: [...wallet.forbidden].join(" ") });
    const kept = await inFront(t("address.title"), (answer) => [
      addressForm(wallet, answer, [closeButton(answer)]),
      el("p", { class: "small muted", text: hint }),
    ]);
    await drawnAnew(context, kept);
  };
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("address.title") }),
    wallet.address ? addressLines(wallet.address) : el("p", { class: "muted", text: t("address.none") }),
    deed(t(wallet.address ? "change" : "address.add"), change),
  );
}

function deed(text, onclick) {
  return el("div", { class: "row deeds" }, el("button", { type: "button", text, onclick }));
}

async function drawnAnew(context, kept) {
  if (kept) {
    say(t("saved"), "good");
    await context.again();
  }
}
