/** A map without tiles: the car, and the zones of this home around it, to scale. */

import { h, icon } from "../dom.js";
import { ago, distance, kmOfUnit, moment } from "../format.js";
import { isPrivate, place } from "../readings.js";

const SIZE = { width: 400, height: 120 };
const KM_PER_DEGREE = 111.32;
/** Lengths of the scale, in the unit of this home. */
const SCALES = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const EARTH_KM = 6371;

export function map(scene) {
  const { vehicle } = scene;
  const spot = place(vehicle);
  if (isPrivate(vehicle)) {
    return veiled(scene, spot);
  }
  if (!spot?.point) {
    return null;
  }
  const zones = zonesNear(scene.hass, spot.point);
  return h(
    "button",
    { class: spot.why ? "map old" : "map", type: "button", "aria-label": label(scene, spot, zones), onclick: () => scene.look(spot.id) },
    chart(scene, zones),
    caption(scene, spot, zones),
  );
}

function veiled({ hass, vehicle, now, t, look }, spot) {
  return h(
    "button",
    { class: "map veiled", type: "button", onclick: () => look(vehicle.id("privacy_mode")) },
    h("span", { class: "veil" }, icon("incognito")),
    h(
      "span",
      { class: "caption" },
      h("b", null, t("private")),
      h("small", null, spot?.at ? t("last_seen", { time: moment(hass, spot.at, now) }) : t("private_hint")),
    ),
  );
}

function caption({ hass, vehicle, now, t }, spot, zones) {
  const [nearest] = zones;
  const away = nearest && nearest.km > nearest.radius;
  const far = away && t("from_zone", { distance: distance(hass, nearest.km, nearest.km < 10 ? 1 : 0), zone: nearest.name });
  const why = spot.why && hass.formatEntityAttributeValue(vehicle.state("position"), "why_old");
  return h(
    "span",
    { class: "caption" },
    h("b", null, spot.shown),
    h("small", null, [far, spot.at && ago(hass, spot.at, now), why].filter(Boolean).join(" · ")),
  );
}

function label({ t }, spot, [nearest]) {
  return [t("map"), spot.shown, nearest?.name].filter(Boolean).join(", ");
}

/** Return the zones, the nearest first, with their place relative to the car, km. */
function zonesNear(hass, { latitude, longitude }) {
  const narrow = Math.cos((latitude * Math.PI) / 180);
  return Object.values(hass.states)
    .filter((state) => state.entity_id.startsWith("zone.") && !state.attributes.passive)
    .map((state) => {
      const east = (state.attributes.longitude - longitude) * KM_PER_DEGREE * narrow;
      const north = (state.attributes.latitude - latitude) * KM_PER_DEGREE;
      return {
        id: state.entity_id,
        name: state.attributes.friendly_name,
        radius: state.attributes.radius / 1000,
        east,
        north,
        km: Math.hypot(east, north),
      };
    })
    .filter(({ km }) => km < EARTH_KM)
    .sort((one, other) => one.km - other.km);
}

function chart(scene, zones) {
  const [nearest] = zones;
  const scale = fitting(nearest);
  const middle = nearest ? [nearest.east / 2, nearest.north / 2] : [0, 0];
  const at = (east, north) => [
    SIZE.width / 2 + (east - middle[0]) * scale,
    SIZE.height / 2 - (north - middle[1]) * scale,
  ];
  return h(
    "svg",
    { class: "chart", viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" },
    grid(kmOfUnit(scene.hass) * scale, scale, at),
    zones.slice(0, 6).map((zone) => circle(zone, scale, at)),
    nearest && nearest.km > nearest.radius && h("path", { class: "way", d: `M${at(0, 0)}L${at(nearest.east, nearest.north)}` }),
    pin(at(0, 0)),
    ruler(scene, scale),
  );
}

/** Return units per km, such that the car and the nearest zone are shown. */
function fitting(nearest) {
  if (!nearest) {
    return SIZE.height / 2;
  }
  const { east, north, radius } = nearest;
  const across = (0.6 * SIZE.width) / Math.max(Math.abs(east), 2 * radius);
  const upward = (0.44 * SIZE.height) / Math.max(Math.abs(north), 1.4 * radius);
  return Math.min(across, upward, SIZE.height / 0.4);
}

/** Draw a line every so many kilometres or miles; `unit` is how long one is drawn. */
function grid(unit, scale, at) {
  const step = SCALES.find((length) => length * unit >= 36) ?? SCALES.at(-1);
  const across = Math.ceil(SIZE.width / unit / step);
  const lines = Array.from({ length: 2 * across + 1 }, (_, index) => ((index - across) * step * unit) / scale);
  return h(
    "g",
    { class: "grid" },
    lines.map((value) => h("path", { d: `M${at(value, 0)[0]} 0v${SIZE.height}M0 ${at(0, value)[1]}h${SIZE.width}` })),
  );
}

function circle({ id, name, radius, east, north }, scale, at) {
  const [x, y] = at(east, north);
  const size = Math.max(5, radius * scale);
  return h(
    "g",
    { class: id === "zone.home" ? "zone home" : "zone", key: id },
    h("circle", { cx: x, cy: y, r: size }),
    h("text", { x, y: y - size - 5 < 12 ? y + size + 14 : y - size - 5 }, name),
  );
}

function pin([x, y]) {
  return h(
    "g",
    { class: "pin", transform: `translate(${x} ${y})` },
    h("circle", { class: "halo", r: 18 }),
    h("circle", { class: "dot", r: 8 }),
  );
}

function ruler({ hass }, scale) {
  const km = kmOfUnit(hass);
  const length = rulerLength(km * scale);
  const long = length * km * scale;
  return h(
    "g",
    { class: "ruler", transform: `translate(${SIZE.width - 14 - long} ${SIZE.height - 12})` },
    h("path", { d: `M0-4v4H${long}v-4` }),
    h("text", { x: long / 2, y: -7 }, distance(hass, length * km, length < 1 ? (length < 0.1 ? 2 : 1) : 0)),
  );
}

/** Return the longest round length that there is room for; `unit` is that of one. */
export function rulerLength(unit) {
  return SCALES.findLast((length) => length * unit <= 90) ?? SCALES[0];
}
