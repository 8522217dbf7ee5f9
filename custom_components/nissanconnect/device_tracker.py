"""Where the car was last."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.components.device_tracker import (
    TrackerEntity,
    TrackerEntityDescription,
)
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.models import Location
from .coordinator import NissanConfigEntry
from .descriptions import ReadingDescription
from .entity import ReadingEntity, async_add_vehicle_entities, rows
from .options import hidden
from .place.privacy import why_old
from .sources import LOCATION

PARALLEL_UPDATES = 0

ATTR_WHY_OLD: Final = "why_old"


class NissanTrackerDescription(ReadingDescription[Location], TrackerEntityDescription):
    """Describes the tracker."""


DESCRIPTIONS: Final = (
    NissanTrackerDescription(
        key="position",
        name=None,
        source=LOCATION(lambda it: it if it.latitude is not None else None),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the tracker of each car, unless the owner wants to see no position."""
    if hidden(entry.options):
        _remove_trackers(hass, entry)
        return
    async_add_vehicle_entities(
        entry, async_add_entities, rows(DESCRIPTIONS, NissanTracker)
    )


def _remove_trackers(hass: HomeAssistant, entry: NissanConfigEntry) -> None:
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        if entity.domain == Platform.DEVICE_TRACKER:
            registry.async_remove(entity.entity_id)


class NissanTracker(ReadingEntity[Location], TrackerEntity):
    """The car on the map."""

    entity_description: NissanTrackerDescription

    @property
    @override
    def entity_category(self) -> EntityCategory | None:
        """The position is what many have a car in Home Assistant for."""
        return None

    @property
    @override
    def force_update(self) -> bool:
        """A position that was read again has not changed."""
        return False

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """When the car was there, and why that may be old (F2)."""
        return {
            **super().extra_state_attributes,
            ATTR_WHY_OLD: why_old(self.coordinator),
        }

    @property
    @override
    def latitude(self) -> float | None:
        """Degrees."""
        return None if self.told is None else self.told.latitude

    @property
    @override
    def longitude(self) -> float | None:
        """Degrees."""
        return None if self.told is None else self.told.longitude
