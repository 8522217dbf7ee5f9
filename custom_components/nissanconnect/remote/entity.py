"""What all entities have in common that give a command to the car."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, override

from ..api.commands import (
    Command,
    Lock,
    Signal,
    StartCharging,
    StartClimate,
    StartEngine,
    StopCharging,
    StopClimate,
    StopEngine,
    StopSignal,
    Unlock,
)
from ..coordinator import VehicleCoordinator
from ..descriptions import ReadingDescription, VehicleDescription
from ..entity import ReadingEntity, VehicleEntity
from ..reading.changes import ByClock

# What the climate aims at before anybody has said; degrees Celsius.
COMFORT_C: Final = 21.0

# How commands are called in events and attributes.
_NAMES: Final[dict[type[Command], str]] = {
    Lock: "lock",
    Unlock: "unlock",
    StartEngine: "start_engine",
    StopEngine: "stop_engine",
    Signal: "horn_lights",
    StopSignal: "stop_horn_lights",
    StartClimate: "start_climate",
    StopClimate: "stop_climate",
    StartCharging: "start_charging",
    StopCharging: "stop_charging",
}
# One of each that an owner gives.
EACH: Final[tuple[Command, ...]] = (
    Lock(),
    Unlock(),
    StartEngine(),
    StopEngine(),
    Signal(),
    StartClimate(COMFORT_C),
    StopClimate(),
    StartCharging(),
    StopCharging(),
)


def name(command: Command) -> str:
    """Return how a command is called."""
    return _NAMES[type(command)]


@dataclass(frozen=True, kw_only=True)
class CommandDescription(VehicleDescription):
    """Describes an entity of the cars that have a command."""

    by_clock: ByClock | None = ByClock.CODE_BLOCK
    command: Command

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether the car has it, in force or not."""
        return vehicle.remote.rights.offers(self.command)


class CommandEntity(VehicleEntity):
    """An entity that is available while its command can be given.

    Why it cannot is told by the sensor of the remote control.
    """

    entity_description: CommandDescription

    @property
    @override
    def available(self) -> bool:
        """Whether nothing stands against it; a sleeping car does not."""
        rights = self.coordinator.remote.rights
        return super().available and rights.hindrance(self._command) is None

    @property
    def _command(self) -> Command:
        return self.entity_description.command

    async def _async_send(self, command: Command, code: str | None = None) -> None:
        """Give a command and wait for its end; raises HomeAssistantError."""
        await self.coordinator.remote.async_send(command, code)


@dataclass(frozen=True, kw_only=True)
class ControlDescription[V](CommandDescription, ReadingDescription[V]):
    """Describes an entity that also shows what it commands."""

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether the car has the command, also before it has told its state."""
        return CommandDescription.fits(self, vehicle)


class ControlEntity[V](CommandEntity, ReadingEntity[V]):
    """An entity that also shows what it commands."""

    entity_description: ControlDescription[V]

    @property
    @override
    def _answered_at(self) -> datetime | None:
        """A car that never told it can be commanded all the same."""
        return super()._answered_at or self.coordinator.data.answered_at
