// Drawing a part of a screen anew, without taking the keyboard's place away.

import { fill } from "/pages/static/dom.js";

/** Put new children into a part; what was focused in it is focused in the new ones. */
export function redraw(part, ...children) {
  const way = wayTo(document.activeElement, part);
  const tag = document.activeElement?.tagName;
  fill(part, ...children);
  const again = way?.reduce((node, index) => node?.children[index], part);
  if (again && again !== part && again.tagName === tag) {
    again.focus({ preventScroll: true });
  }
  return part;
}

/** The way down to a node, as indices of children; null if it is not in there. */
function wayTo(node, part) {
  const way = [];
  for (let at = node; at !== part; at = at.parentElement) {
    if (!at?.parentElement) {
      return null;
    }
    way.unshift([...at.parentElement.children].indexOf(at));
  }
  return way;
}
