"""A sensor of what we know of a car ourselves: it is there, whatever the contact is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import SensorEntity, SensorEntityDescription
from homeassistant.helpers.typing import StateType

from .coordinator import VehicleCoordinator
from .descriptions import VehicleDescription
from .entity import VehicleEntity

# A state, and the attributes that belong to it.
type Known = tuple[StateType | datetime, Mapping[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class KnownSensorDescription(VehicleDescription, SensorEntityDescription):
    """Describes a sensor of what we know of a car ourselves."""

    known: Callable[[VehicleCoordinator], Known]


def just(
    value: Callable[[VehicleCoordinator], StateType | datetime],
) -> Callable[[VehicleCoordinator], Known]:
    """Return what is known if a state has no attributes."""
    return lambda vehicle: (value(vehicle), None)


class KnownSensor(VehicleEntity, SensorEntity):
    """A sensor of what we know of a car ourselves."""

    entity_description: KnownSensorDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """How it stands."""
        return self._known[0]

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """What belongs to it."""
        return self._known[1]

    @property
    @override
    def _shown(self) -> Any:
        """State and attributes at once."""
        return self.available, self._known

    @property
    def _known(self) -> Known:
        return self.entity_description.known(self.coordinator)
