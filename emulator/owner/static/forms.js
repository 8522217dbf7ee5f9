// Fields with labels, hints and errors, and forms that say what came of them.

import { el, fill, set } from "/pages/static/dom.js";
import { reason } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

let drawn = 0;

/**
 * A labelled field. What is not named here becomes an attribute of the input.
 * @param {{name: string, label: string, hint?: string, wrong?: string, unit?: string}}
 *   told `wrong` is said when what was typed does not fit `pattern`, `min` or `max`
 */
export function field({ name, label, hint, wrong, unit, ...attributes }) {
  const input = el("input", { name, type: "text", "data-wrong": wrong, ...attributes });
  return labelled(input, label, hint, unit);
}

/**
 * A field to choose one of some.
 * @param {{name: string, label: string, hint?: string, value?: string,
 *   options: [string, string][]}} told options are values and their texts
 */
export function choice({ name, label, hint, value, options, ...attributes }) {
  const list = options.map(([code, text]) =>
    el("option", { value: code, selected: code === value, text }),
  );
  return labelled(el("select", { name, ...attributes }, list), label, hint);
}

/** A longer text. */
export function textArea({ name, label, hint, ...attributes }) {
  return labelled(el("textarea", { name, rows: 4, ...attributes }), label, hint);
}

/** A box to tick; `label` may be a node, for a link in it. */
export function tick({ name, label, wrong, ...attributes }) {
  const id = nextId();
  const input = el("input", {
    id,
    name,
    type: "checkbox",
    "aria-describedby": `${id}-problem`,
    "data-wrong": wrong,
    ...attributes,
  });
  return el("div", { class: "tick" }, input, el("label", { for: id }, label), problem(input, id));
}

/** A switch that is on or off at once; `change(on)` may take a while. */
export function toggle(label, on, change) {
  const button = el("button", {
    type: "button",
    role: "switch",
    "aria-checked": String(on),
    "aria-label": label,
    onclick: async () => {
      set(button, { "aria-busy": "true", "aria-checked": String(!on) });
      await change(!on);
      set(button, { "aria-busy": null });
    },
  });
  return button;
}

/** A few choices side by side; `change(value)` is called with the chosen one. */
export function segments({ label, value, options, change }) {
  const group = el("div", { class: "segments", role: "group", "aria-label": label });
  const draw = (now) =>
    fill(
      group,
      options.map(([code, text]) =>
        el("button", {
          type: "button",
          "aria-pressed": String(code === now),
          text,
          onclick: () => {
            draw(code);
            group.querySelector("[aria-pressed=true]").focus();
            change(code);
          },
        }),
      ),
    );
  draw(value);
  return group;
}

/**
 * A form that is sent by `send(values)`; what it throws is shown, beside the field that
 * the error names. Values of numbers are numbers, of boxes true or false.
 * @param {{fields: Node[], submit: string, send: (values: object) => unknown,
 *   beside?: Node[]}} told
 */
export function form({ fields, submit, send, beside = [] }) {
  const said = el("p", { class: "problem", role: "alert" });
  const button = el("button", { class: "main", text: submit });
  const node = el(
    "form",
    { class: "form", novalidate: true },
    fields,
    said,
    el("div", { class: "row deeds" }, button, beside),
  );
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted(node, said, button, send);
  });
  return node;
}

async function submitted(node, said, button, send) {
  fill(said);
  if (!isFilled(node)) {
    return;
  }
  set(button, { disabled: true, "aria-busy": "true" });
  try {
    await send(valuesOf(node));
  } catch (error) {
    told(node, said, error);
  } finally {
    set(button, { disabled: null, "aria-busy": null });
  }
}

/** Say at each field what is wrong with it, and go to the first one. */
function isFilled(node) {
  const inputs = inputsOf(node);
  inputs.forEach((input) => mark(input, faultOf(input)));
  const first = inputs.find((input) => !input.validity.valid);
  first?.focus();
  return !first;
}

function faultOf(input) {
  if (input.validity.valid) {
    return "";
  }
  const missing = input.validity.valueMissing && input.type !== "checkbox";
  return (!missing && input.dataset.wrong) || t(missing ? "field.needed" : "field.wrong");
}

function told(node, said, error) {
  const input = error.field && node.elements[error.field];
  if (input instanceof HTMLElement) {
    input.focus();
  }
  if (!(input instanceof HTMLElement && mark(input, reason(error)))) {
    fill(said, reason(error));
  }
}

/** Say beside a field what is wrong with it; false if there is no place for it. */
function mark(input, text) {
  set(input, { "aria-invalid": text ? "true" : null });
  const place = document.getElementById(`${input.id}-problem`);
  if (place) {
    fill(place, text);
  }
  return Boolean(place);
}

function inputsOf(node) {
  return [...node.elements].filter((one) => one.name && one.id);
}

function valuesOf(node) {
  return Object.fromEntries(inputsOf(node).map((input) => [input.name, valueOf(input)]));
}

function valueOf(input) {
  if (input.type === "checkbox") {
    return input.checked;
  }
  if (input.type === "number" || input.type === "range") {
    return input.valueAsNumber;
  }
  return input.value;
}

function labelled(input, label, hint, unit) {
  const id = nextId();
  set(input, { id, "aria-describedby": `${hint ? `${id}-hint ` : ""}${id}-problem` });
  return el(
    "div",
    { class: "field" },
    el("label", { for: id, text: label }),
    unit ? el("span", { class: "with-unit" }, input, el("span", { text: unit })) : input,
    hint && el("p", { id: `${id}-hint`, class: "hint", text: hint }),
    problem(input, id),
  );
}

function problem(input, id) {
  return el("p", { id: `${id}-problem`, class: "problem", role: "alert" });
}

function nextId() {
  drawn += 1;
  return `field-${drawn}`;
}
