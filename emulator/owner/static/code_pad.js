// The pad for the security code: four digits, typed or pressed (R1, R4).

import { el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { closeButton, inFront } from "./dialog.js";
import { icon } from "./icons.js";

const DIGITS = 4;

/** @returns {Promise<string | undefined>} undefined if it was closed */
export function askCode(title) {
  return inFront(title, (answer) => [
    pad(answer, t("code.label")),
    el("div", { class: "row deeds leave" }, closeButton(answer)),
  ]);
}

/** A form of the code that calls `done(code)` at the last digit. */
export function pad(done, hint = "") {
  const input = el("input", {
    class: "code",
    name: "code",
    type: "password",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: DIGITS,
    "aria-label": t("code.label"),
    autofocus: true,
    oninput: () => typed(input, done),
  });
  const press = (digit) => {
    input.value = `${input.value}${digit}`.slice(0, DIGITS);
    typed(input, done);
  };
  const erase = () => {
    input.value = input.value.slice(0, -1);
    typed(input, done);
  };
  const onsubmit = (event) => event.preventDefault();
  return el(
    "form",
    { class: "pad", onsubmit },
    input,
    dots(),
    hint && el("p", { text: hint }),
    keys(press, erase),
  );
}

function typed(input, done) {
  input.value = input.value.replaceAll(/\D/g, "");
  const places = [...input.parentElement.querySelectorAll(".dots span")];
  places.forEach((place, index) => place.classList.toggle("full", index < input.value.length));
  if (input.value.length === DIGITS) {
    const code = input.value;
    input.value = "";
    places.forEach((place) => place.classList.remove("full"));
    done(code);
  }
}

function dots() {
  const places = Array.from({ length: DIGITS }, () => el("span"));
  return el("div", { class: "dots", "aria-hidden": "true" }, places);
}

function keys(press, erase) {
  const key = (digit) => el("button", { type: "button", text: digit, onclick: () => press(digit) });
  return el(
    "div",
    { class: "keys" },
    [..."123456789"].map(key),
    el("span"),
    key("0"),
    el("button", { type: "button", "aria-label": t("code.erase"), onclick: erase }, icon("back")),
  );
}
