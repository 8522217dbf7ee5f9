"""What describes the entities of a car, and which cars have them.

A kind that adds no field is no `dataclass` of its own, and kinds that differ only in
which cars have them share one: each costs Home Assistant's start 1 ms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import override

from homeassistant.components.event import EventEntityDescription
from homeassistant.components.sensor import SensorEntityDescription
from homeassistant.helpers.entity import EntityDescription

from .absence import Absence, absence_of
from .coordinator import VehicleCoordinator
from .reading.changes import ByClock
from .sources import Source


@dataclass(frozen=True, kw_only=True)
class VehicleDescription(EntityDescription):
    """Describes an entity of the cars it is `wanted` for: of each, if that is None.

    `by_clock` is what changes it, too, without a word of the car.
    """

    by_clock: ByClock | None = None
    wanted: Callable[[VehicleCoordinator], bool] | None = None

    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether the car has it."""
        return self.wanted is None or self.wanted(vehicle)

    def absence(self, vehicle: VehicleCoordinator) -> Absence:
        """Why a car does not have it."""
        return Absence.NOT_THIS_CAR


@dataclass(frozen=True, kw_only=True)
class ReadingDescription[V](VehicleDescription):
    """Describes an entity of the cars that have told its value at least once."""

    source: Source[V]

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether the car has told it, and it is wanted."""
        told = self.source.value(vehicle.data) is not None
        return told and super().fits(vehicle)

    @override
    def absence(self, vehicle: VehicleCoordinator) -> Absence:
        """Return what became of its resource, or that the value is of no use."""
        if self.source.value(vehicle.data) is not None:
            return super().absence(vehicle)
        return absence_of(self.source.reading(vehicle.data))


class AwaitedDescription[V](ReadingDescription[V]):
    """Describes an entity of the cars it is wanted for, be its value told or not."""

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether it is wanted."""
        return VehicleDescription.fits(self, vehicle)


@dataclass(frozen=True, kw_only=True)
class ReadingSensorDescription[V](ReadingDescription[V], SensorEntityDescription):
    """Describes a sensor of what the car tells."""


class VehicleEventDescription(VehicleDescription, EventEntityDescription):
    """Describes events of a car."""
