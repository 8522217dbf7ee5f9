// Small drawings beside words: strokes on 24 by 24, in the colour of the text.

import { svg } from "/pages/static/dom.js";

const PATHS = {
  alert: "M12 3 2.8 19.5h18.4L12 3zM12 10v4.5M12 17.2v.1",
  area: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 13.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4zM12 12h9",
  back: "M14.5 5 8 12l6.5 7",
  battery: "M3 8h15v8H3zM20.5 10.5v3M6 11v2M9 11v2M12 11v2",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5zM10 20.5h4",
  calendar: "M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7",
  car: "M4 16.5v-4l2-5.5h12l2 5.5v4H4zM4 12.5h16M7 16.5v2M17 16.5v2M7.2 14.6h1.3M15.5 14.6h1.3",
  card: "M3 6h18v12H3zM3 10h18M6.5 14.5h4",
  chart: "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6",
  check: "M5 12.5 10 17.5 19.5 7",
  chevron: "M9.5 5 16 12l-6.5 7",
  clock: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5.2l3.4 2",
  close: "M6 6l12 12M18 6 6 18",
  door: "M5 11 10 5h8v14H5v-8zM5 11h13M14.5 14h1.5",
  engine: "M12 4v8M7.2 6.8a7 7 0 1 0 9.6 0",
  fan: "M12 12c0-3-1-7 2-8s4 4-2 8zM12 12c3 0 7-1 8 2s-4 4-8-2zM12 12c0 3 1 7-2 8s-4-4 2-8zM12 12c-3 0-7 1-8-2s4-4 8 2z",
  fuel: "M5 20V5h9v15M4 20h11M7.5 8.5h4M14 11h2.5v6a1.5 1.5 0 0 0 3 0V9L17 6.5",
  help: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.5 9.6a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 2M12 16.6v.1",
  home: "M4 11 12 4l8 7v9h-5.5v-5.5h-5V20H4v-9z",
  horn: "M4 10v4h3l7 4V6l-7 4H4zM17 9.5a4 4 0 0 1 0 5M19.3 7a7.4 7.4 0 0 1 0 10",
  key: "M14.8 9.2a4 4 0 1 1-3-1l8-.2.2 3-2 .2v2h-2.4v-2l-2 .2M8.6 12.6v.1",
  lamp: "M13 6.5c-4 0-7 2-7 5.5s3 5.5 7 5.5c1.5-3.4 1.5-7.6 0-11zM17 8h3.5M17.5 12H21M17 16h3.5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2",
  mail: "M3 6h18v12H3zM3.5 6.5 12 13l8.5-6.5",
  minus: "M5 12h14",
  moon: "M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10z",
  more: "M5 7h14M5 12h14M5 17h14",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  phone: "M8 3h8v18H8zM11 18h2",
  pin: "M12 21c4-4.5 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.5 6.5 6.5 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  plug: "M9 3v5M15 3v5M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0V8zM12 17v4",
  plus: "M12 5v14M5 12h14",
  pulse: "M3 12.5h4l2.5-6 4.5 11 2.5-5H21",
  refresh: "M19 8.5A8 8 0 1 0 20 13M19.5 4v4.7h-4.7",
  remote: "M8 3h8v18H8zM12 9a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 12 9zM10.5 12.5h.1M13.5 12.5h.1M10.5 15.5h.1M13.5 15.5h.1",
  route: "M6 18.5a1.8 1.8 0 1 0 0 .1M18 8a2 2 0 1 0-.1-4 2 2 0 0 0 .1 4zM8 18.5h7a3.5 3.5 0 0 0 0-7H9a3.2 3.2 0 0 1 0-6h6.5",
  shield: "M12 3 5 5.5V11c0 4.5 3 8 7 10 4-2 7-5.5 7-10V5.5L12 3z",
  speed: "M4.5 18.5a9 9 0 1 1 15 0M12 13.5l4-5",
  store: "M5 9h14l-1 11H6L5 9zM9 9V7a3 3 0 0 1 6 0v2",
  trash: "M5 7h14M9 7V4.5h6V7M7 7l1 13h8l1-13",
  unlock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2M12 14.5v2",
  warning: "M12 3 2.8 19.5h18.4L12 3zM12 10v4.5M12 17.2v.1",
  wrench: "M20 7.5 16.5 11 13 7.5 16.5 4a5 5 0 0 0-6.3 6.3L4 16.5 7.5 20l6.2-6.2A5 5 0 0 0 20 7.5z",
};

/** @param {keyof PATHS} name @returns {SVGElement} unseen by screen readers */
export function icon(name) {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" },
    svg("path", { d: PATHS[name] }),
  );
}
