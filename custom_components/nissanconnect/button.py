"""What one press does: read the cloud, wake the car, give it a command."""

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
from .coordinator import NissanConfigEntry
from .descriptions import VehicleDescription
from .entity import VehicleEntity, async_add_vehicle_entities, rows
from .options import is_read_only
from .remote.entity import CommandDescription, CommandEntity

# Each car has a queue of its own.
PARALLEL_UPDATES = 0


class NissanButtonDescription(VehicleDescription, ButtonEntityDescription):
    """Describes a button."""


class CommandButtonDescription(CommandDescription, ButtonEntityDescription):
    """Describes a button that gives a command."""


READING: Final = (NissanButtonDescription(key="read_cloud"),)
# Waking costs the car's 12 V battery.
WAKING: Final = (
    NissanButtonDescription(
        key="wake",
        wanted=lambda vehicle: not is_read_only(vehicle.config_entry.options),
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
    async_add_vehicle_entities(
        entry,
        async_add_entities,
        rows(READING, ReadButton),
        rows(WAKING, WakeButton),
        rows(COMMANDS, CommandButton),
    )


class ReadButton(VehicleEntity, ButtonEntity):
    """A button that has the cloud read."""

    entity_description: NissanButtonDescription

    @override
    async def async_press(self) -> None:
        """Read all; raises HomeAssistantError with the reason if it cannot be done."""
        await self.coordinator.async_read_all()


class WakeButton(VehicleEntity, ButtonEntity):
    """A button that wakes the car."""

    entity_description: NissanButtonDescription

    @override
    async def async_press(self) -> None:
        """Wake it; raises HomeAssistantError with the reason if it cannot be done."""
        await self.coordinator.waker.async_wake()


class CommandButton(CommandEntity, ButtonEntity):
    """A button that gives a command."""

    entity_description: CommandButtonDescription

    @override
    async def async_press(self) -> None:
        """Give it and wait for its end; raises HomeAssistantError with the reason."""
        await self._async_send(self._command)
