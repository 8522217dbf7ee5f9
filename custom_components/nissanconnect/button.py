"""Read the cloud, which costs nothing; wake the car, which costs its 12 V battery."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import NissanConfigEntry, VehicleCoordinator
from .entity import VehicleDescription, VehicleEntity, async_add_vehicle_entities

# A car takes one order at a time.
PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class NissanButtonDescription(VehicleDescription, ButtonEntityDescription):
    """Describes a button."""

    press: Callable[[VehicleCoordinator], Awaitable[None]]


DESCRIPTIONS: Final = (
    NissanButtonDescription(key="read_cloud", press=VehicleCoordinator.async_read_all),
    NissanButtonDescription(key="wake", press=VehicleCoordinator.async_wake),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of each car."""
    async_add_vehicle_entities(entry, async_add_entities, DESCRIPTIONS, NissanButton)


class NissanButton(VehicleEntity, ButtonEntity):
    """A button of a car."""

    entity_description: NissanButtonDescription

    @override
    async def async_press(self) -> None:
        """Do it; raises HomeAssistantError with the reason if it cannot be done."""
        await self.entity_description.press(self.coordinator)
