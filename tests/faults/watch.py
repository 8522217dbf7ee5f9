"""What Home Assistant shows of a car, and what it showed while a fault lasted."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.helpers import entity_registry as er

from tests.world import World

# They tell of our contact with the cloud, and are right to change.
_OF_US: Final = {"cloud_contact"}


def _key(world: World, persona: str, entity: er.RegistryEntry | None) -> str | None:
    """Return the key of an entity that tells of the car; None if it does not."""
    vin, _, key = ("", "", "") if entity is None else entity.unique_id.partition("_")
    is_ours = vin == world.emulator.car(persona).vin and key not in _OF_US
    return key if is_ours else None


def states(world: World, persona: str = "almera") -> dict[str, str]:
    """Return the state of each entity of the car by its key."""
    shown = {}
    for entity in er.async_get(world.hass).entities.values():
        state = world.hass.states.get(entity.entity_id)
        if state is not None and (key := _key(world, persona, entity)) is not None:
            shown[key] = state.state
    return shown


@contextmanager
def heard(
    world: World, persona: str, note: Callable[[str, str], None]
) -> Iterator[None]:
    """Note each state that is shown of the car, with its key, while the block runs."""

    @callback
    def listen(event: Event[EventStateChangedData]) -> None:
        entity = er.async_get(world.hass).async_get(event.data["entity_id"])
        key, new = _key(world, persona, entity), event.data["new_state"]
        if key is not None and new is not None:
            note(key, new.state)

    stop = world.hass.bus.async_listen(EVENT_STATE_CHANGED, listen)
    try:
        yield
    finally:
        stop()


@contextmanager
def watched(
    world: World, before: Mapping[str, str], persona: str = "almera"
) -> Iterator[dict[str, set[str]]]:
    """Give the states that were others than before, however short, by their keys."""
    others: dict[str, set[str]] = {}

    def note(key: str, state: str) -> None:
        if key in before and state != before[key]:
            others.setdefault(key, set()).add(state)

    with heard(world, persona, note):
        yield others
