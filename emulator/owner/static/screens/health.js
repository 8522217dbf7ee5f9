// Vehicle health: warnings with details and steps, tyres on the car (H1 to H4).

import { el } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

import { drawing } from "../car/drawing.js";
import { facts } from "../facts.js";
import { icon } from "../icons.js";
import { redraw } from "../redraw.js";
import { ago } from "../time.js";

export async function render(context) {
  const place = el("div", { class: "health" });
  const read = async () => {
    const known = await facts(context.car, ["health", "tyres"]);
    redraw(place, parts(context.car, known));
  };
  context.live(read);
  await read();
  return place;
}

function parts(car, { health, tyres }) {
  if (!health) {
    return el("section", { class: "card" }, el("p", { text: t("health.unknown") }));
  }
  const lit = health.lamps.filter((lamp) => lamp.isLit);
  return [
    overall(lit, health),
    lit.map(warning),
    tyres?.length > 0 && tyreCard(car, tyres),
    watched(health.lamps),
  ];
}

function overall(lit, { at }) {
  const isGood = lit.length === 0;
  return el(
    "section",
    { class: `card overall ${isGood ? "good" : "alert"}` },
    icon(isGood ? "check" : "warning"),
    el(
      "div",
      {},
      el("h2", { text: t(isGood ? "health.good" : "health.attention") }),
      !isGood && el("p", { text: t("health.advice") }),
      at && el("p", { class: "small muted", text: t("home.told", { ago: ago(at) }) }),
    ),
  );
}

function warning({ name }) {
  return el(
    "section",
    { class: "card warning" },
    el("header", {}, el("h2", {}, icon("warning"), t(`lamp.${name}`))),
    el("p", { text: t(`lamp.${name}.details`) }),
    el(
      "details",
      { open: true },
      el("summary", { text: t("health.steps") }),
      el("p", { text: t(`lamp.${name}.steps`) }),
    ),
    el("p", { class: "hint", text: t("health.after_repair") }),
  );
}

function tyreCard(car, tyres) {
  const low = tyres.filter((tyre) => tyre.isLow).map((tyre) => tyre.wheel);
  return el(
    "section",
    { class: "card tyres" },
    el("h2", { text: t("health.tyres") }),
    el("div", { class: "on-car" }, drawing(car, { low }), tyres.map(tyre)),
  );
}

function tyre({ wheel, bar, isLow }) {
  return el(
    "p",
    { class: `tyre ${wheel}${isLow ? " alert" : ""}` },
    el("span", { class: "unseen", text: t(`wheel.${wheel}`) }),
    el("strong", { text: number(bar, 1) }),
    el("span", { class: "small muted", text: t("health.bar") }),
    isLow && el("span", { class: "small", text: t("health.low") }),
  );
}

function watched(lamps) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("health.watched") }),
    el("ul", { class: "lamps" }, lamps.map(lampRow)),
    el("p", { class: "hint", text: t("health.equipment") }),
  );
}

function lampRow({ name, isLit }) {
  return el(
    "li",
    { class: isLit ? "alert" : null },
    icon(isLit ? "warning" : "check"),
    el("span", { text: t(`lamp.${name}`) }),
    el("span", { class: "small muted", text: t(isLit ? "health.on" : "health.off") }),
  );
}
