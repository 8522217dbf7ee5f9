"""What Home Assistant shows of a car, and what it showed while a fault lasted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.helpers import entity_registry as er

from tests.world import World

# They tell of our contact with the cloud, and are right to change.
_OF_US: Final = {"cloud_contact"}


def _keys(world: World, persona: str) -> dict[str, str]:
    """Return the key of each entity that tells of the car, by its entity id."""
    vin = world.emulator.car(persona).vin
    keys = {}
    for entity in er.async_get(world.hass).entities.values():
        prefix, _, key = entity.unique_id.partition("_")
        if prefix == vin and key not in _OF_US:
            keys[entity.entity_id] = key
    return keys


def states(world: World, persona: str = "almera") -> dict[str, str]:
    """Return the state of each entity of the car by its key."""
    shown = world.hass.states
    return {
        key: state.state
        for entity_id, key in _keys(world, persona).items()
        if (state := shown.get(entity_id)) is not None
    }


@contextmanager
def watched(
    world: World, before: Mapping[str, str], persona: str = "almera"
) -> Iterator[dict[str, set[str]]]:
    """Give the states that were others than before, however short, by their keys."""
    others: dict[str, set[str]] = {}
    keys = _keys(world, persona)

    @callback
    def heard(event: Event[EventStateChangedData]) -> None:
        key, new = keys.get(event.data["entity_id"], ""), event.data["new_state"]
        if key in before and new is not None and new.state != before[key]:
            others.setdefault(key, set()).add(new.state)

    stop = world.hass.bus.async_listen(EVENT_STATE_CHANGED, heard)
    try:
        yield others
    finally:
        stop()
