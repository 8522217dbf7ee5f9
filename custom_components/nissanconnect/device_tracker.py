"""Where the car was last."""

from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.device_tracker import (
    TrackerEntity,
    TrackerEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.models import Location
from .coordinator import NissanConfigEntry
from .entity import ReadingDescription, ReadingEntity, async_add_vehicle_entities
from .sources import LOCATION

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
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
    """Add the tracker of each car."""
    async_add_vehicle_entities(entry, async_add_entities, DESCRIPTIONS, NissanTracker)


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
    def latitude(self) -> float | None:
        """Degrees."""
        return None if self.told is None else self.told.latitude

    @property
    @override
    def longitude(self) -> float | None:
        """Degrees."""
        return None if self.told is None else self.told.longitude
