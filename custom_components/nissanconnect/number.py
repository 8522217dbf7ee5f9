"""Measures that the owner sets."""

from typing import Final, override

from homeassistant.components.number import (
    NumberDeviceClass,
    NumberEntity,
    NumberEntityDescription,
    NumberMode,
)
from homeassistant.const import EntityCategory, UnitOfLength, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account.servers import is_makers
from .api.resources import ResourceKey
from .coordinator import NissanConfigEntry, VehicleCoordinator
from .descriptions import VehicleDescription
from .entity import VehicleEntity, async_add_vehicle_entities, rows
from .maintenance.entity import MOST_KM, ServiceOdometerEntity
from .options import (
    CONF_STATUS_INTERVAL,
    GROUPS,
    INTERVALS,
    LEAST_MINUTES,
    LEAST_MINUTES_MAKERS,
    MOST_MINUTES,
)

PARALLEL_UPDATES = 1


class NissanNumberDescription(VehicleDescription, NumberEntityDescription):
    """Describes a measure that the owner sets."""


class IntervalDescription(NissanNumberDescription):
    """Describes how often something is read of the cars that tell it."""

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether the car has told anything that is read by it."""
        readings = (vehicle.data.reading(key) for key in self._resources)
        return any(reading.answer is not None for reading in readings)

    @property
    def _resources(self) -> list[ResourceKey]:
        return [key for key, group in GROUPS.items() if group == self.key]


DESCRIPTIONS: Final = (
    NissanNumberDescription(
        key="service_due_odometer",
        device_class=NumberDeviceClass.DISTANCE,
        entity_category=EntityCategory.CONFIG,
    ),
)

READING: Final = tuple(
    IntervalDescription(
        key=interval,
        device_class=NumberDeviceClass.DURATION,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=interval == CONF_STATUS_INTERVAL,
    )
    for interval in INTERVALS
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the measures of each car."""
    async_add_vehicle_entities(
        entry,
        async_add_entities,
        rows(READING, ReadInterval),
        rows(DESCRIPTIONS, ServiceDueOdometer),
    )


class ServiceDueOdometer(ServiceOdometerEntity, NumberEntity):
    """The odometer at which the next service is due."""

    entity_description: NissanNumberDescription
    _attr_mode = NumberMode.BOX
    _attr_native_max_value = MOST_KM
    _attr_native_min_value = 0
    _attr_native_step = 1
    _attr_native_unit_of_measurement = UnitOfLength.KILOMETERS

    @property
    @override
    def native_value(self) -> float | None:
        """The odometer, km; unknown until it is set or told."""
        return self.book.due_km

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Set it; raises HomeAssistantError."""
        await self.book.async_set(due_km=round(value))


class ReadInterval(VehicleEntity, NumberEntity):
    """How often something is read of a car, minutes; the options say it for all."""

    entity_description: IntervalDescription
    _attr_mode = NumberMode.BOX
    _attr_native_max_value = MOST_MINUTES
    _attr_native_unit_of_measurement = UnitOfTime.MINUTES

    def __init__(
        self, vehicle: VehicleCoordinator, description: IntervalDescription
    ) -> None:
        """Leave the maker's cloud in peace."""
        super().__init__(vehicle, description)
        makers = is_makers(vehicle.config_entry.data)
        least = LEAST_MINUTES_MAKERS if makers else LEAST_MINUTES
        self._attr_native_min_value = self._attr_native_step = least

    @property
    @override
    def native_value(self) -> float:
        """The interval, minutes."""
        return self.coordinator.pace.minutes[self.entity_description.key]

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Have it otherwise for this car, until the option is changed."""
        await self.coordinator.async_pace(self.entity_description.key, value)
