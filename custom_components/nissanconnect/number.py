"""Measures that the owner sets."""

from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.number import (
    NumberDeviceClass,
    NumberEntity,
    NumberEntityDescription,
    NumberMode,
)
from homeassistant.const import EntityCategory, UnitOfLength
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import NissanConfigEntry
from .entity import VehicleDescription, async_add_vehicle_entities
from .maintenance.entity import MOST_KM, ServiceEntity
from .maintenance.service_book import Origin

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class NissanNumberDescription(VehicleDescription, NumberEntityDescription):
    """Describes a measure that every car has."""


DESCRIPTIONS: Final = (
    NissanNumberDescription(
        key="service_due_odometer",
        device_class=NumberDeviceClass.DISTANCE,
        entity_category=EntityCategory.CONFIG,
        native_unit_of_measurement=UnitOfLength.KILOMETERS,
        native_min_value=0,
        native_max_value=MOST_KM,
        native_step=1,
        mode=NumberMode.BOX,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the measures of each car."""
    async_add_vehicle_entities(
        entry, async_add_entities, DESCRIPTIONS, ServiceDueOdometer
    )


class ServiceDueOdometer(ServiceEntity, NumberEntity):
    """The odometer at which the next service is due."""

    entity_description: NissanNumberDescription

    @property
    @override
    def origin(self) -> Origin | None:
        return self.book.km_origin

    @property
    @override
    def native_value(self) -> float | None:
        """The odometer, km; unknown until it is set or told."""
        return self.book.due_km

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Set it; raises HomeAssistantError."""
        await self.book.async_set(due_km=round(value))
