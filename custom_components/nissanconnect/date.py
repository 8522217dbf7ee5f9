"""Days that the owner sets."""

from datetime import date
from typing import Final, override

from homeassistant.components.date import DateEntity, DateEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import NissanConfigEntry
from .descriptions import VehicleDescription
from .entity import async_add_vehicle_entities, rows
from .maintenance.entity import ServiceDateEntity

PARALLEL_UPDATES = 1


class NissanDateDescription(VehicleDescription, DateEntityDescription):
    """Describes a day that every car has."""


DESCRIPTIONS: Final = (
    NissanDateDescription(
        key="service_due_date", entity_category=EntityCategory.CONFIG
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the days of each car."""
    async_add_vehicle_entities(
        entry, async_add_entities, rows(DESCRIPTIONS, ServiceDueDate)
    )


class ServiceDueDate(ServiceDateEntity, DateEntity):
    """The day on which the next service is due."""

    entity_description: NissanDateDescription

    @property
    @override
    def native_value(self) -> date | None:
        """The day; unknown until it is set."""
        return self.book.due_on

    @override
    async def async_set_value(self, value: date) -> None:
        """Set it; raises HomeAssistantError."""
        await self.book.async_set(due_on=value)
