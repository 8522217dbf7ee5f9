"""What the owner wants watched, and what his telephone is notified of."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alerts.switch import (
    PREFERENCE_SWITCHES,
    PreferenceSwitch,
    async_add_alert_switches,
)
from .coordinator import NissanConfigEntry
from .entity import async_add_vehicle_entities

PARALLEL_UPDATES = 1


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the switches of each car."""
    async_add_alert_switches(entry, async_add_entities)
    async_add_vehicle_entities(
        entry, async_add_entities, PREFERENCE_SWITCHES, PreferenceSwitch
    )
