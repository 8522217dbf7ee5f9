/** Cards of Home Assistant's own and of ours, as a dashboard's configuration has them. */

const FEATURES = {
  fuel_level: { features: [{ type: "bar-gauge" }], features_position: "inline" },
  battery_level: { features: [{ type: "bar-gauge" }], features_position: "inline" },
  climate: { features: [{ type: "climate-hvac-modes" }, { type: "target-temperature" }] },
};

/** Return the card of a car. */
export function card(device, columns = 12) {
  return { type: "custom:nissanconnect-vehicle-card", device, grid_options: { columns } };
}

export function heading(text, icon) {
  return { type: "heading", heading: text, icon };
}

/** Return a tile for each of these keys that the car has. */
export function tiles(vehicle, keys) {
  return keys.flatMap((key) => vehicle.ids(key).map((id) => tile(id, key)));
}

/** Return a map with the way of the last day. */
export function map(id) {
  return { type: "map", entities: [id], hours_to_show: 24, auto_fit: true, default_zoom: 14, grid_options: { columns: 12, rows: 4 } };
}

/** Return what happened to these entities of late. */
export function logbook(ids) {
  return { type: "logbook", target: { entity_id: ids }, hours_to_show: 24, grid_options: { columns: 12, rows: 5 } };
}

/** Return a section with a heading, or nothing if nothing stands in it. */
export function section(title, icon, cards) {
  return cards.length ? [{ type: "grid", cards: [heading(title, icon), ...cards] }] : [];
}

function tile(entity, key) {
  return { type: "tile", entity, name: { type: "entity" }, ...FEATURES[key] };
}
