// What deeds are done with: switches that show what is true, buttons, and small forms.

import { el, set } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

/**
 * @typedef {{drawn: HTMLElement, show: (seen: object) => void}} Control
 * @typedef {(body: object, done?: string) => Promise<unknown>} Act
 */

const NOTHING = () => {};

/**
 * A switch; `is` tells from a car whether it is on, `body` what turns it.
 * @param {string} key @param {(vehicle: object) => boolean} is
 * @param {(on: boolean) => object} body @param {Act} act @returns {Control}
 */
export function toggle(key, is, body, act) {
  let on = false;
  const name = t(key);
  const flick = () => act(body(!on), `${name}: ${t(on ? "off" : "on")}`);
  const button = el("button", {
    type: "button",
    role: "switch",
    "aria-label": name,
    onclick: flick,
  });
  const drawn = el(
    "div",
    { class: "switch" },
    el("span", { text: name, "aria-hidden": "true" }),
    button,
  );
  const show = ({ vehicle }) => {
    on = is(vehicle);
    set(button, { "aria-checked": String(on) });
  };
  return { drawn, show };
}

/** @param {string} key @param {object} body @param {Act} act @returns {Control} */
export function press(key, body, act, tone = "") {
  const name = t(key);
  const onclick = () => act(body, t("done", { what: name }));
  return {
    drawn: el("button", { type: "button", class: tone, text: name, onclick }),
    show: NOTHING,
  };
}

/**
 * Fields and the buttons that take them; an empty field is left out.
 * @param {HTMLElement[]} fields each with a `name`
 * @param {[string, object][]} orders word and body of each button
 * @param {Act} act @returns {Control}
 */
export function order(fields, orders, act) {
  const buttons = orders.map(([key, body], at) =>
    el("button", { type: "submit", value: at, text: t(key) }),
  );
  const onsubmit = (event) => {
    event.preventDefault();
    const [key, body] = orders[Number(event.submitter?.value ?? 0)];
    act({ ...body, ...filled(event.target) }, t("done", { what: t(key) }));
  };
  const drawn = el("form", { class: "order", onsubmit }, fields, buttons);
  return { drawn, show: NOTHING };
}

/** A button that submits nothing. */
export function button(text, onclick, more = {}) {
  return el("button", { type: "button", text, onclick, ...more });
}

/** The button that submits a form. */
export function submit(key) {
  return el("button", { type: "submit", text: t(key) });
}

/** A field under its name; `more` are attributes of the input. */
export function numberField(name, key, more) {
  return labelled(key, el("input", { type: "number", name, required: true, ...more }));
}

/** @param {[string, string][]} options value and text */
export function choiceField(name, key, options) {
  const choices = options.map(([value, text]) => el("option", { value, text }));
  return labelled(key, el("select", { name }, choices));
}

export function labelled(key, input) {
  return el("label", { class: "field" }, el("span", { text: t(key) }), input);
}

/** Controls under a common name. @param {Control[]} controls @returns {Control} */
export function group(key, ...controls) {
  const there = controls.filter(Boolean);
  const drawn = el(
    "fieldset",
    {},
    el("legend", { text: t(key) }),
    there.map((one) => one.drawn),
  );
  return { drawn, show: (seen) => there.forEach((one) => one.show(seen)) };
}

/** Short controls beside each other. @param {Control[]} controls @returns {Control} */
export function beside(...controls) {
  const there = controls.filter(Boolean);
  const drawn = el(
    "div",
    { class: "row" },
    there.map((one) => one.drawn),
  );
  return { drawn, show: (seen) => there.forEach((one) => one.show(seen)) };
}

function filled(form) {
  const given = [...form.elements].filter((field) => field.name && field.value !== "");
  return Object.fromEntries(given.map((field) => [field.name, valueOf(field)]));
}

function valueOf(field) {
  return field.type === "number" ? field.valueAsNumber : field.value;
}
