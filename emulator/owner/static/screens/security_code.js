// Setting the security code, with the steps in the car (S1).

import { el, fill } from "/pages/static/dom.js";
import { trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { pad } from "../code_pad.js";
import { follow } from "../commands.js";
import { registered } from "../registration.js";
import { userId } from "../session.js";
import { canProve, enrolment } from "../srp.js";
import { why } from "../why.js";
import { order } from "../wire.js";

const HEADING = "code-step";
const STEPS = ["engine_on", "type", "repeat", "save", "off_and_on", "saved"];

export async function render({ car, go }) {
  const place = el("div", { class: "now-step" });
  const list = el("ol", { class: "steps", "aria-label": t("code.steps") });
  const show = (step, ...content) => {
    fill(list, STEPS.map((name) => item(name, step)));
    const heading = el("h2", { id: HEADING, tabindex: "-1", text: t(`code.step.${step}`) });
    fill(place, heading, content);
    const input = place.querySelector("input");
    input?.setAttribute("aria-describedby", HEADING);
    (input ?? heading).focus({ preventScroll: true });
  };
  begin({ car, go, show });
  return el("section", { class: "card wizard" }, list, place);
}

function item(name, current) {
  const at = STEPS.indexOf(name) - STEPS.indexOf(current);
  const state = { "-1": "done", 0: "current", 1: "to-come" }[Math.sign(at)];
  return el("li", {
    class: state,
    "aria-current": at === 0 ? "step" : null,
    text: t(`code.step.${name}`),
  });
}

function begin(wizard) {
  const next = async () => {
    if (await trying(() => registered(wizard.car))) {
      type(wizard);
    }
  };
  wizard.show(
    "engine_on",
    el("p", { text: t(canProve() ? "code.intro" : "code.insecure") }),
    el("p", { class: "hint", text: t("code.once") }),
    button(t("continue"), next, !canProve()),
  );
}

function type(wizard, hint = "") {
  wizard.show("type", pad((code) => repeat(wizard, code), hint));
}

function repeat(wizard, code) {
  const done = (again) =>
    again === code ? save(wizard, code) : type(wizard, t("code.different"));
  wizard.show("repeat", pad(done));
}

function save(wizard, code) {
  const deed = button(t("code.save"), () => send(wizard, code));
  wizard.show("save", el("p", { text: t("code.save_hint") }), deed);
  deed.focus();
}

async function send(wizard, code) {
  const { car, show } = wizard;
  show("off_and_on", el("p", { text: t("code.sending") }));
  try {
    const { salt, verifier } = await enrolment(userId(), code);
    const id = await order(car.vin, "srp-initiates", { s: salt, i: userId(), v: verifier });
    await follow(car.vin, id, (phase) => show("off_and_on", waiting(phase)));
    saved(wizard);
  } catch (error) {
    failed(wizard, error);
  }
}

function waiting(phase) {
  return [
    el("p", { class: "busy", text: t(`phase.${phase}`) }),
    el("p", { class: "hint", text: t("code.in_the_car") }),
  ];
}

function saved({ show, go }) {
  show(
    "saved",
    el("p", { class: "good", text: t("code.saved") }),
    button(t("continue"), () => go("/remote")),
  );
}

function failed(wizard, error) {
  wizard.show(
    "engine_on",
    el("p", { class: "problem", role: "alert", text: why(error) }),
    el("p", { text: t("code.not_saved") }),
    button(t("again"), () => begin(wizard)),
  );
}

function button(text, onclick, disabled = false) {
  return el("button", { type: "button", class: "main", text, onclick, disabled });
}
