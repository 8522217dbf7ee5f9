/** One car as Home Assistant's registries and states have it, by keys, never by ids. */

export const PLATFORM = "nissanconnect";

const UNTOLD = new Set(["unavailable", "unknown"]);

/** Return the devices that are cars of this integration, by name. */
export function cars(hass) {
  const ours = new Set(
    Object.values(hass.entities)
      .filter((entry) => entry.platform === PLATFORM)
      .map((entry) => entry.device_id),
  );
  return Object.values(hass.devices)
    .filter((device) => ours.has(device.id))
    .sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
}

/** Return what a device is called by its owner. */
export function nameOf(device) {
  return device.name_by_user ?? device.name ?? "";
}

/** A car, and what it has by the integration's keys. */
export class Vehicle {
  constructor(hass, deviceId) {
    this.hass = hass;
    this.device = hass.devices[deviceId];
    this.entries = Object.values(hass.entities).filter(
      (entry) => entry.device_id === deviceId && entry.platform === PLATFORM,
    );
    this._ids = new Map();
    for (const { translation_key: key, entity_id: id } of this.entries) {
      this._ids.set(key, [...(this._ids.get(key) ?? []), id]);
    }
  }

  get name() {
    return nameOf(this.device);
  }

  /** Return the entity of a key that has a state, by its id. */
  id(key) {
    return this.ids(key)[0];
  }

  /** Return all entities of a key: there can be many alerts of a kind. */
  ids(key) {
    return (this._ids.get(key) ?? []).filter((id) => id in this.hass.states);
  }

  /** Return the state of a key's entity; undefined if there is none. */
  state(key) {
    return this.hass.states[this.id(key)];
  }

  /** Return its value; undefined while it is not known. */
  value(key) {
    const state = this.state(key)?.state;
    return UNTOLD.has(state) ? undefined : state;
  }

  number(key) {
    const value = this.value(key);
    return value === undefined ? undefined : Number(value);
  }

  isOn(key) {
    const value = this.value(key);
    return value === undefined ? undefined : value === "on";
  }

  moment(key) {
    const value = this.value(key);
    return value === undefined ? undefined : new Date(value);
  }

  attribute(key, name) {
    return this.state(key)?.attributes[name] ?? undefined;
  }

  /** Return its value in words, or as a number with its unit; undefined if not known. */
  shown(key) {
    const known = this.value(key) !== undefined;
    return known ? this.hass.formatEntityState(this.state(key)) : undefined;
  }

  /** Return what a key's entity is called, without the car's name. */
  label(key) {
    return this.labelOf(this.id(key));
  }

  labelOf(id) {
    return this.hass.formatEntityName(this.hass.states[id], { type: "entity" });
  }

  /** Whether the cloud has told nothing for so long that all is in doubt. */
  get isLost() {
    const state = this.state("last_contact") ?? this.state("reachability");
    return state === undefined || state.state === "unavailable";
  }

  /** Whether another look at Home Assistant shows the same. */
  isSameIn(hass) {
    const before = this.hass;
    return (
      hass.entities === before.entities &&
      hass.devices === before.devices &&
      hass.locale === before.locale &&
      hass.config === before.config &&
      hass.localize === before.localize &&
      hass.themes === before.themes &&
      this.entries.every(({ entity_id: id }) => hass.states[id] === before.states[id])
    );
  }
}
