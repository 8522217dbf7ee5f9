// Adding a car: its VIN, its terms, and the odometer as proof (E6, E7, P5).

import { el, fill, set } from "/pages/static/dom.js";
import { reason, trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { countDown } from "../enrol/count_down.js";
import { termsTick } from "../enrol/terms.js";
import { field, form } from "../forms.js";
import { icon } from "../icons.js";
import { CARS } from "../screens.js";
import { countryName } from "../store/prices.js";

const STEPS = ["vin", "terms", "engine_on", "odometer", "done"];
const TO_DO = ["network", "start", "read"];
const VIN_LENGTH = 17;
const WAIT = { code: "wait" };
const TAKEN = { code: "paired_to_other" };

export async function render(context) {
  const place = el("div", { class: "now-step" });
  const list = el("ol", { class: "steps", "aria-label": t("pair.steps") });
  const left = el("p", { class: "count-down", role: "timer" });
  const show = (step, ...content) => {
    fill(list, STEPS.map((name) => item(name, step)));
    fill(place, el("h2", { tabindex: "-1", text: t(`pair.step.${step}`) }), content);
    place.querySelector("h2").focus({ preventScroll: true });
  };
  const wizard = { context, left, show, stop: () => {} };
  context.leave(() => wizard.stop());
  resume(wizard, await api.get("pairing"));
  return el("section", { class: "card wizard" }, list, place);
}

function item(name, current) {
  const at = STEPS.indexOf(name) - STEPS.indexOf(current);
  const state = { "-1": "done", 0: "current", 1: "to-come" }[Math.sign(at)];
  const here = at === 0 ? "step" : null;
  return el("li", { class: state, "aria-current": here, text: t(`pair.step.${name}`) });
}

/** Go on where the cloud is: also after a reload, and after a failed try. */
function resume(wizard, proof, error) {
  wizard.stop();
  if (proof.vin === null) {
    const until = proof.blocked_until;
    return until ? wait(wizard, until, error) : typeVin(wizard);
  }
  wizard.stop = countDown(wizard.left, proof.ends_at, () => failedMeanwhile(wizard));
  return proof.engine_seen_on ? typeOdometer(wizard) : startEngine(wizard);
}

/** With an error that a retailer's PIN helps against, it is asked for, too (P5). */
function typeVin(wizard, known = {}, error = null) {
  const send = async ({ vin, pin }) => {
    const typed = { vin: vin.trim(), ...(pin ? { pin: pin.trim() } : {}) };
    try {
      acceptTerms(wizard, typed, await api.post("pairing/vehicle", typed));
    } catch (error) {
      if (error.code !== "paired_to_other") {
        throw error;
      }
      typeVin(wizard, typed, error);
    }
  };
  wizard.show(
    "vin",
    error ? taken(error) : el("p", { text: t("pair.vin_intro") }),
    form({
      fields: [vinField(known.vin), error && pinField()],
      submit: t("next"),
      send,
    }),
  );
}

function taken(error) {
  return [
    el("p", { class: "problem", role: "alert", text: reason(error) }),
    el("p", { text: t("pair.pin_intro") }),
  ];
}

function vinField(value) {
  return field({
    name: "vin",
    label: t("pair.vin"),
    hint: t("pair.vin_hint"),
    class: "vin",
    value,
    maxlength: VIN_LENGTH,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    required: true,
  });
}

function pinField() {
  return field({
    name: "pin",
    label: t("pair.pin"),
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 20,
    required: true,
  });
}

function acceptTerms(wizard, typed, car) {
  const send = async ({ terms_accepted }) => {
    try {
      resume(wizard, await api.post("pairing", { ...typed, terms_accepted }));
    } catch (error) {
      await refused(wizard, typed, error);
    }
  };
  const back = () => typeVin(wizard, typed, "pin" in typed ? TAKEN : null);
  wizard.show(
    "terms",
    found(car),
    form({
      fields: [termsTick("car")],
      submit: t("pair.begin"),
      send,
      beside: [el("button", { type: "button", text: t("back"), onclick: back })],
    }),
    el("p", { class: "muted small", text: t("pair.five_minutes") }),
  );
}

function found(car) {
  return el(
    "p",
    { class: "found" },
    icon("car"),
    el(
      "span",
      {},
      el("strong", { text: `${car.brand} ${car.model}` }),
      el("span", { class: "muted small", text: `${car.year} · ${countryName(car.country)}` }),
      el("span", { class: "vin muted", text: car.vin }),
    ),
  );
}

async function refused(wizard, typed, error) {
  if (error.code === "wait") {
    return resume(wizard, await api.get("pairing"));
  }
  if (error.code === "wrong_pin") {
    return typeVin(wizard, typed, error);
  }
  throw error;
}

function startEngine(wizard) {
  const next = async () => {
    if (await trying(() => api.post("pairing/engine"))) {
      typeOdometer(wizard);
    } else {
      await failedMeanwhile(wizard);
    }
  };
  wizard.show(
    "engine_on",
    wizard.left,
    el("ol", { class: "todo" }, TO_DO.map((name) => el("li", { text: t(`pair.do.${name}`) }))),
    el("p", { class: "muted small", text: t("pair.total") }),
    el("div", { class: "row deeds" }, button(t("next"), next), leave(wizard)),
  );
}

function typeOdometer(wizard) {
  const send = async ({ odometer_km }) => {
    try {
      const { vin } = await api.post("pairing/odometer", { odometer_km });
      await done(wizard, vin);
    } catch (error) {
      await failedMeanwhile(wizard, error);
    }
  };
  wizard.show(
    "odometer",
    wizard.left,
    el("p", { text: t("pair.off") }),
    form({
      fields: [
        field({
          name: "odometer_km",
          label: t("pair.odometer"),
          unit: "km",
          type: "number",
          inputmode: "numeric",
          min: 0,
          max: 9_999_999,
          step: 1,
          wrong: t("pair.whole"),
          required: true,
        }),
      ],
      submit: t("next"),
      send,
      beside: [leave(wizard)],
    }),
  );
}

/** See whether the try is over; what was refused and costs nothing is thrown on. */
async function failedMeanwhile(wizard, error) {
  const proof = await api.get("pairing");
  if (proof.vin === null) {
    resume(wizard, proof, error);
    return;
  }
  if (error) {
    throw error;
  }
}

async function done(wizard, vin) {
  wizard.stop();
  const { context } = wizard;
  await context.refresh();
  wizard.show(
    "done",
    el("p", { class: "good", role: "status", text: t("pair.done") }),
    el("p", { class: "muted", text: t("pair.done_next") }),
    button(t("continue"), () => context.choose(vin)),
  );
}

/** After a failed try the next one waits; then it begins by itself. */
function wait(wizard, until, error) {
  const left = el("p", { class: "count-down", role: "timer" });
  wizard.show(
    "vin",
    el("p", { class: "problem", role: "alert", text: reason(error ?? WAIT) }),
    el("p", { text: t(error ? "refused.wait" : "pair.failed") }),
    left,
    el(
      "div",
      { class: "row deeds" },
      el("a", { class: "button", href: `#${CARS}`, text: t("cars.title") }),
    ),
  );
  wizard.stop = countDown(left, until, () => typeVin(wizard));
}

function leave(wizard) {
  const onclick = async () => {
    await trying(() => api.remove("pairing"));
    resume(wizard, await api.get("pairing"));
  };
  return el("button", { type: "button", text: t("pair.leave"), onclick });
}

function button(text, onclick) {
  const node = el("button", { type: "button", class: "main", text });
  node.addEventListener("click", async () => {
    set(node, { disabled: true });
    await onclick();
    set(node, { disabled: null });
  });
  return node;
}
