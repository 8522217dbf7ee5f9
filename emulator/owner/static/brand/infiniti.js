// Infiniti: InTouch. The mark is ours, not the maker's.

import { svg } from "/pages/static/dom.js";

const LOOP =
  "M16 16c-2.6-3.4-4.4-5-7-5a5 5 0 0 0 0 10c2.6 0 4.4-1.6 7-5s4.4-5 7-5a5 5 0 0 1 0 10c-2.6 0-4.4-1.6-7-5z";

export const infiniti = {
  id: "infiniti",
  name: "Infiniti",
  app: "InTouch",
  services: "Infiniti InTouch",
  store: "Infiniti Store",
  models: /^QX?\d/,
  mark: () =>
    svg(
      "svg",
      { viewBox: "0 0 32 32", class: "brand-mark", "aria-hidden": "true" },
      svg("rect", { x: 2, y: 2, width: 28, height: 28, rx: 14, class: "plate" }),
      svg("path", { d: LOOP, class: "stroke" }),
    ),
};
