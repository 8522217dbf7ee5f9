// Nissan: NissanConnect Services. The mark is ours, not the maker's.

import { svg } from "/pages/static/dom.js";

export const nissan = {
  id: "nissan",
  name: "Nissan",
  app: "NissanConnect",
  services: "NissanConnect Services",
  store: "Nissan Store",
  models: /./,
  mark: () =>
    svg(
      "svg",
      { viewBox: "0 0 32 32", class: "brand-mark", "aria-hidden": "true" },
      svg("rect", { x: 2, y: 2, width: 28, height: 28, rx: 9, class: "plate" }),
      svg("path", { d: "M10.5 22.5v-13l11 13v-13", class: "stroke" }),
    ),
};
