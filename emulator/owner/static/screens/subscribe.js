// Subscribing, step by step as in the store's guide (P2): length and price, billing
// address, payment, terms, done. What is free goes without the middle two.

import { el, fill } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { addressStep } from "../store/step_address.js";
import { confirmStep } from "../store/step_confirm.js";
import { doneStep } from "../store/step_done.js";
import { lengthStep } from "../store/step_length.js";
import { paymentStep } from "../store/step_payment.js";

/**
 * @typedef {object} Order what is being bought, as far as it is known
 * @property {string} vin
 * @property {object} plan
 * @property {object} shop
 * @property {object} wallet
 * @property {object} offer the length that is chosen
 * @property {boolean} renews
 * @property {object | null} card
 * @property {object | null} sold what the store answered
 */

const PAID = ["length", "address", "payment", "confirm"];
const FREE = ["length", "confirm"];
const STEPS = {
  length: lengthStep,
  address: addressStep,
  payment: paymentStep,
  confirm: confirmStep,
  done: doneStep,
};

export async function render({ car, params }) {
  const [shop, wallet] = await Promise.all([
    api.get(`store/cars/${car.vin}`),
    api.get("store/wallet"),
  ]);
  const plan = shop.plans.find((one) => one.plan === params.plan);
  if (!plan || plan.offers.length === 0) {
    return el("p", { class: "card", text: t("store.not_sold") });
  }
  const place = el("div", { class: "card narrow step" });
  const trail = el("ol", { class: "trail" });
  const [card = null] = wallet.cards;
  const order = { vin: car.vin, plan, shop, wallet, offer: plan.offers[0], renews: false, card, sold: null };
  draw({ place, trail, order }, "length", false);
  return [trail, place];
}

function draw(flow, name, moves = true) {
  const steps = flow.order.offer.price === 0 ? FREE : PAID;
  const at = name === "done" ? steps.length : steps.indexOf(name);
  fill(flow.trail, steps.map((step, number) => trailItem(step, number, at)));
  const heading = el("h2", { tabindex: "-1", text: t(`step.${name}`) });
  const next = () => draw(flow, steps[at + 1] ?? "done");
  const back = at > 0 && name !== "done" ? backButton(() => draw(flow, steps[at - 1])) : null;
  fill(flow.place, heading, STEPS[name](flow.order, next, back, () => draw(flow, name)));
  if (moves) {
    heading.focus();
  }
}

function trailItem(step, number, at) {
  const state = number < at ? "past" : null;
  return el(
    "li",
    { "aria-current": number === at ? "step" : null, class: state },
    el("span", { text: t(`step.${step}.short`) }),
  );
}

function backButton(onclick) {
  return el("button", { type: "button", text: t("back"), onclick });
}
