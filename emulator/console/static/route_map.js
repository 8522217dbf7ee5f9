// A map without a network: the way drawn to scale, north up, the car on it.

import { el, fill, set, svg } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";
import { projection, scaleBar } from "./projection.js";

const WIDTH = 400;
const HEIGHT = 260;
const GRID_PX = 40;
const NEAR_KM = 40;
const ARROW = "M0 -11L8 9L0 4L-8 9Z";

/**
 * @param {HTMLElement} place
 * @param {(point: [number, number]) => void} pick hears where it was pressed
 */
export function routeMap(place, pick) {
  let map = null;
  const onclick = (event) => pick(map.back(pixels(root, event)));
  const root = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", onclick });
  const said = el("p");
  fill(place, root, said);
  return (seen) => {
    const points = [...seen.route, ...seen.planned, here(seen.vehicle)];
    const known = believed(seen);
    map = projection(known ? [...points, known] : points, WIDTH, HEIGHT);
    set(root, { "aria-label": t("map.title") });
    fill(
      root,
      grid(),
      ways(seen, map),
      end(seen, map),
      ring(known, map),
      car(seen.vehicle, map),
      legend(map),
    );
    set(said, { text: words(seen.vehicle, known) });
  };
}

function pixels(root, event) {
  const { left, top, width } = root.getBoundingClientRect();
  const scale = WIDTH / width;
  return [(event.clientX - left) * scale, (event.clientY - top) * scale];
}

function here({ position }) {
  return [position.latitude, position.longitude];
}

/** Where the cloud believes the car, if that is on the way to be drawn. */
function believed({ vehicle, cloud }) {
  const place = cloud.location?.value;
  const [latitude, longitude] = here(vehicle);
  const far = NEAR_KM / 111;
  const near =
    place &&
    Math.abs(place.latitude - latitude) < far &&
    Math.abs(place.longitude - longitude) < far;
  return near ? [place.latitude, place.longitude] : null;
}

function grid() {
  const lines = [];
  for (let x = GRID_PX; x < WIDTH; x += GRID_PX) {
    lines.push(`M${x} 0V${HEIGHT}`);
  }
  for (let y = GRID_PX; y < HEIGHT; y += GRID_PX) {
    lines.push(`M0 ${y}H${WIDTH}`);
  }
  return svg("path", { class: "grid", d: lines.join("") });
}

function ways({ route, planned, vehicle }, map) {
  if (route.length < 2) {
    return (
      planned.length > 1 && svg("path", { class: "way planned", d: line(planned, map) })
    );
  }
  const done = vehicle.driving;
  const share = done ? done.driven_km / (done.driven_km + done.left_km || 1) : 0;
  return [
    svg("path", { class: "way", d: line(route, map) }),
    svg("path", {
      class: "driven",
      d: line(route, map),
      pathLength: 1,
      "stroke-dasharray": `${share} 2`,
    }),
  ];
}

function line(points, map) {
  return `M${points.map((point) => map.at(point).join(" ")).join("L")}`;
}

function end({ route, planned }, map) {
  const last = (route.length > 0 ? route : planned).at(-1);
  if (!last) {
    return null;
  }
  const [cx, cy] = map.at(last);
  return svg("circle", { class: "end", r: 6, cx, cy });
}

function ring(known, map) {
  if (!known) {
    return null;
  }
  const [cx, cy] = map.at(known);
  return svg("circle", { class: "believed", r: 14, cx, cy });
}

function car(vehicle, map) {
  const [x, y] = map.at(here(vehicle));
  const turn = vehicle.position.heading_deg;
  return svg("path", {
    class: "here",
    d: ARROW,
    transform: `translate(${x} ${y}) rotate(${turn})`,
  });
}

function legend(map) {
  const { px, km } = scaleBar(map.pxPerKm);
  const text = km < 1 ? `${number(km * 1_000)} m` : `${number(km)} km`;
  const y = HEIGHT - 14;
  return [
    svg("path", { class: "scale", d: `M14 ${y - 5}v5h${px}v-5` }),
    svg("text", { x: 20 + px, y, text }),
    svg("text", { x: WIDTH - 24, y: 20, text: "N ↑" }),
  ];
}

function words({ driving, position }, known) {
  const place = `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`;
  const ring_ = known ? ` · ${t("map.believed")}` : "";
  if (!driving) {
    return place + ring_;
  }
  return (
    t("map.underway", {
      driven: number(driving.driven_km, 1),
      left: number(driving.left_km, 1),
    }) + ring_
  );
}
