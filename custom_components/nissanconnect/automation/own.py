"""Entities of our cars, by the key that they were made with."""

from collections.abc import Mapping
from typing import Final

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR
from homeassistant.const import ATTR_RESTORED
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er

from ..alerts.kinds import Kind
from ..const import DOMAIN

ANY: Final = "any"
BREACHES: Final[Mapping[str, frozenset[str]]] = {
    ANY: frozenset(f"{BINARY_SENSOR}.breach_{kind}" for kind in Kind),
    **{kind.value: frozenset({f"{BINARY_SENSOR}.breach_{kind}"}) for kind in Kind},
}


@callback
def own_key(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return platform and key of an entity, `lock.doors`; None if it is not ours."""
    entry = er.async_get(hass).async_get(entity_id)
    return None if entry is None else _key(entry)


@callback
def own_states(hass: HomeAssistant, entity_id: str) -> dict[str, State]:
    """Return the states of a whole car, by platform and key, by one of its entities.

    Entities that nobody provides any more, or just now, are left out.
    """
    registry = er.async_get(hass)
    one = registry.async_get(entity_id)
    if one is None or one.device_id is None:
        return {}
    return {
        key: state
        for entry in er.async_entries_for_device(registry, one.device_id)
        if (key := _key(entry)) is not None
        and (state := hass.states.get(entry.entity_id)) is not None
        and not state.attributes.get(ATTR_RESTORED)
    }


def _key(entry: er.RegistryEntry) -> str | None:
    if entry.platform != DOMAIN:
        return None
    return f"{entry.domain}.{entry.unique_id.partition('_')[2]}"
