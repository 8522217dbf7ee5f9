// Making elements: names, attributes, children; text is always text.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {Record<string, unknown>} Attributes null and false are left out, true is
 *   an empty one; `onclick` and the like are listeners, `text` is the content
 * @typedef {Node | string | null | undefined | false | Child[]} Child
 */

/**
 * @param {string} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  return dressed(document.createElement(tag), attributes, children);
}

/**
 * @param {string} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  return dressed(document.createElementNS(SVG, tag), attributes, children);
}

/** Put these children in the place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(isThere));
  return element;
}

/** Set or change attributes, as `el` takes them. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    setOne(element, name, value);
  }
  return element;
}

/** Find the one element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

function dressed(element, attributes, children) {
  set(element, attributes);
  element.append(...children.flat(Infinity).filter(isThere));
  return element;
}

function setOne(element, name, value) {
  if (name.startsWith("on")) {
    element.addEventListener(name.slice(2), value);
  } else if (name === "text") {
    setText(element, value);
  } else if (value === null || value === undefined || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

// A text that stays the same is left alone: screen readers tell each change.
function setText(element, value) {
  const text = String(value ?? "");
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function isThere(child) {
  return child !== null && child !== undefined && child !== false;
}
