/** The document made to look like what is described. */

import { h, render } from "/page/dom.js";
import { same } from "./check.js";

/** Focus and transitions survive; another key is another thing. */
export function what_stays_keeps_its_identity() {
  const root = document.createElement("div");
  render(root, h("button", { key: "a" }, "one"));
  const [first] = root.children;
  render(root, h("button", { key: "a" }, "two"));
  same([root.firstChild === first, first.textContent], [true, "two"]);
  render(root, h("button", { key: "b" }, "two"));
  same(root.firstChild === first, false);
}

export function properties_come_and_go() {
  const root = document.createElement("div");
  render(root, h("button", { disabled: true, title: "on", onclick: () => {} }));
  const [button] = root.children;
  same([button.disabled, button.title, typeof button.onclick], [true, "on", "function"]);
  render(root, h("button", { disabled: false, title: null }));
  same([button.disabled, button.hasAttribute("title"), button.onclick], [false, false, null]);
}

/** Nothing is drawn of null and false; texts and lists are children too. */
export function children_are_flat() {
  const root = document.createElement("div");
  render(root, "x", null, [[h("svg", null, false, h("path"))]], 0);
  same(root.childNodes.length, 3);
  same(root.querySelector("path").namespaceURI, "http://www.w3.org/2000/svg");
  render(root);
  same(root.childNodes.length, 0);
}
