/**
 * A tree of plain descriptions, and the document made to look like it.
 *
 * Elements that stay keep their identity: focus, scroll and transitions survive.
 *
 * @typedef {{tag: string, props: Record<string, any>, children: (Node_|string)[]}} Node_
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Describe an element; null and false among its children are left out.
 *
 * Properties named `on...` are listeners, true and false make boolean attributes. `key`
 * tells one thing from another of the same kind: a new key makes a new element.
 *
 * @returns {Node_}
 */
export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, children: flat(children) };
}

/** Describe one of Home Assistant's icons, which say nothing to a screen reader. */
export function icon(name, props) {
  return h("ha-icon", { icon: `mdi:${name}`, "aria-hidden": "true", ...props });
}

/** Make the children of an element look like what is described. */
export function render(parent, ...nodes) {
  const wanted = flat(nodes);
  wanted.forEach((node, index) => place(parent, parent.childNodes[index], node));
  while (parent.childNodes.length > wanted.length) {
    parent.lastChild.remove();
  }
}

function flat(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (typeof child === "object" ? child : String(child)));
}

function place(parent, present, node) {
  if (present && isLike(present, node)) {
    update(present, node);
  } else if (present) {
    present.replaceWith(create(parent, node));
  } else {
    parent.append(create(parent, node));
  }
}

function isLike(present, node) {
  if (typeof node === "string") {
    return present.nodeType === Node.TEXT_NODE;
  }
  return present.described?.tag === node.tag && present.described.props.key === node.props.key;
}

function create(parent, node) {
  if (typeof node === "string") {
    return document.createTextNode(node);
  }
  const inSvg = node.tag === "svg" || parent.namespaceURI === SVG;
  const made = inSvg
    ? document.createElementNS(SVG, node.tag)
    : document.createElement(node.tag);
  made.described = { tag: node.tag, props: { key: node.props.key }, children: [] };
  update(made, node);
  return made;
}

function update(present, node) {
  if (typeof node === "string") {
    if (present.data !== node) {
      present.data = node;
    }
    return;
  }
  const before = present.described.props;
  for (const name of new Set([...Object.keys(before), ...Object.keys(node.props)])) {
    if (before[name] !== node.props[name]) {
      set(present, name, node.props[name]);
    }
  }
  present.described = node;
  render(present, node.children);
}

function set(element, name, value) {
  if (name === "key") {
    return;
  }
  if (name.startsWith("on")) {
    element[name] = value ?? null;
  } else if (value === false || value === null || value === undefined) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? "" : value);
  }
}
