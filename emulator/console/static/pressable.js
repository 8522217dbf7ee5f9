// A part of a drawing that can be pressed: by a finger, a mouse or the keyboard.

import { set, svg } from "/pages/static/dom.js";

/**
 * @param {Record<string, unknown>} attributes of the part
 * @param {() => void} press
 * @param {...Node} children
 */
export function pressable(attributes, press, ...children) {
  return svg(
    "g",
    {
      role: "button",
      tabindex: 0,
      ...attributes,
      class: `pressable ${attributes.class ?? ""}`,
      onclick: press,
      onkeydown: (event) => pressedByKey(event, press),
    },
    children,
  );
}

/** Say what a part is now: its name for screen readers and pointers, and whether on. */
export function tell(part, name, on) {
  set(part, { "aria-label": name, "aria-pressed": String(on) });
  set(part.querySelector("title"), { text: name });
}

function pressedByKey(event, press) {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    press();
  }
}
