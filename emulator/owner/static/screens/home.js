// The car at a glance, and the way to all the rest of it.

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { onJobs } from "../commands.js";
import { facts } from "../facts.js";
import { hero } from "../hero.js";
import { redraw } from "../redraw.js";
import { tellsBattery } from "../services.js";
import { tiles } from "../tiles.js";

const AGES_S = 30;
const RESTING = {
  ACTIVATION_IN_PROGRESS: "refused.activating",
  DEACTIVATED: "refused.deactivated",
};

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
  return el("div", { class: "home" }, resting(context), top, rest.node);
}

/** That the services are off, or come back (E8), with the button that looks again. */
function resting(context) {
  const states = new Set(context.car.services.map((service) => service.activationState));
  const [state] = ["ACTIVATION_IN_PROGRESS", "DEACTIVATED"].filter((one) => states.has(one));
  const again = async () => {
    await context.refresh();
    await context.again();
  };
  return (
    state &&
    el(
      "section",
      { class: "card resting" },
      el("p", { text: t(RESTING[state]) }),
      el("button", { type: "button", text: t("home.refresh"), onclick: again }),
    )
  );
}

function wanted(car) {
  const battery = tellsBattery(car) ? ["battery"] : [];
  return ["cockpit", "locks", "engine", "cabin", ...battery];
}
