// The car at a glance, and the way to all the rest of it.

import { el } from "/pages/static/dom.js";

import { onJobs } from "../commands.js";
import { facts } from "../facts.js";
import { hero } from "../hero.js";
import { redraw } from "../redraw.js";
import { tellsBattery } from "../services.js";
import { tiles } from "../tiles.js";

const AGES_S = 30;

export async function render(context) {
  const { car } = context;
  const top = el("section", { class: "hero" });
  const rest = tiles(context);
  let known = {};
  const draw = () => redraw(top, hero(car, known));
  const read = async () => {
    known = await facts(car, wanted(car));
    draw();
    rest.read();
  };
  context.live(read);
  context.each(AGES_S, draw);
  context.leave(onJobs(draw));
  await read();
  return el("div", { class: "home" }, top, rest.node);
}

function wanted(car) {
  const battery = tellsBattery(car) ? ["battery"] : [];
  return ["cockpit", "locks", "engine", "cabin", ...battery];
}
