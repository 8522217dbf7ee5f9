// Questions in front of the page: yes or no, or a form of its own.

import { byId, el } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

let drawn = 0;

/**
 * Ask whether to go on.
 * @param {{title: string, text?: string, content?: Node[], yes: string,
 *   isGrave?: boolean}} told
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, content = [], yes, isGrave = false }) {
  return inFront(title, (answer) => [
    text && el("p", { text }),
    content,
    el(
      "div",
      { class: "row deeds" },
      el("button", {
        type: "button",
        class: isGrave ? "main grave" : "main",
        text: yes,
        onclick: () => answer(true),
      }),
      closeButton(answer, isGrave),
    ),
  ]).then(Boolean);
}

/**
 * A button that leaves a question open.
 * @param {(value?: unknown) => void} answer
 * @param {boolean} [isFirst] whether the keyboard begins there
 */
export function closeButton(answer, isFirst = false) {
  const onclick = () => answer();
  return el("button", { type: "button", autofocus: isFirst, text: t("cancel"), onclick });
}

/**
 * Show something in front of the page until it is answered or closed.
 * @param {string} title
 * @param {(answer: (value: unknown) => void) => unknown} draw gives the content
 * @returns {Promise<unknown>} what `answer` was given; undefined if it was closed
 */
export function inFront(title, draw) {
  drawn += 1;
  const id = `dialog-${drawn}`;
  return new Promise((resolve) => {
    let given;
    const node = el("dialog", { "aria-labelledby": id });
    const answer = (value) => {
      given = value;
      node.close();
    };
    node.append(el("h2", { id, text: title }));
    node.append(...[draw(answer)].flat(Infinity).filter(Boolean));
    node.addEventListener("close", () => {
      node.remove();
      resolve(given);
    });
    byId("dialogs").append(node);
    node.showModal();
  });
}
