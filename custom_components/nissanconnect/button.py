"""What one press does: read the cloud, wake the car, give it a command."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.commands import (
    Signal,
    SignalTarget,
    StartCharging,
    StartEngine,
    StopCharging,
    StopEngine,
)
from .coordinator import NissanConfigEntry, VehicleCoordinator
from .descriptions import VehicleDescription
from .entity import VehicleEntity, async_add_vehicle_entities
from .options import is_read_only
from .remote.entity import CommandDescription, CommandEntity

# Each car has a queue of its own.
PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class NissanButtonDescription(VehicleDescription, ButtonEntityDescription):
    """Describes a button."""

    press: Callable[[VehicleCoordinator], Awaitable[None]]


class CommandButtonDescription(CommandDescription, ButtonEntityDescription):
    """Describes a button that gives a command."""


# Reading costs nothing; waking costs the car's 12 V battery.
CONTACT: Final = (
    NissanButtonDescription(key="read_cloud", press=VehicleCoordinator.async_read_all),
    NissanButtonDescription(
        key="wake",
        press=lambda it: it.waker.async_wake(),
        wanted=lambda it: not is_read_only(it.config_entry.options),
    ),
)
COMMANDS: Final = (
    CommandButtonDescription(key="flash_lights", command=Signal(SignalTarget.LIGHTS)),
    CommandButtonDescription(
        key="horn_and_lights", command=Signal(SignalTarget.HORN_AND_LIGHTS)
    ),
    CommandButtonDescription(key="start_engine", command=StartEngine()),
    CommandButtonDescription(key="stop_engine", command=StopEngine()),
    CommandButtonDescription(key="start_charging", command=StartCharging()),
    CommandButtonDescription(key="stop_charging", command=StopCharging()),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of each car."""
    async_add_vehicle_entities(entry, async_add_entities, CONTACT, NissanButton)
    async_add_vehicle_entities(entry, async_add_entities, COMMANDS, CommandButton)


class NissanButton(VehicleEntity, ButtonEntity):
    """A button of a car."""

    entity_description: NissanButtonDescription

    @override
    async def async_press(self) -> None:
        """Do it; raises HomeAssistantError with the reason if it cannot be done."""
        await self.entity_description.press(self.coordinator)


class CommandButton(CommandEntity, ButtonEntity):
    """A button that gives a command."""

    entity_description: CommandButtonDescription

    @override
    async def async_press(self) -> None:
        """Give it and wait for its end; raises HomeAssistantError with the reason."""
        await self._async_send(self._command)
