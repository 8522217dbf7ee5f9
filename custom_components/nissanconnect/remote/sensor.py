"""Sensors of remote control: is it ready, when does a run end, which starts are left.

The run's end comes from the car; the starts are counted by us (R5).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.helpers.typing import StateType

from ..api.commands import StartEngine
from ..changes import ByClock
from ..coordinator import VehicleCoordinator
from ..entity import (
    ReadingDescription,
    ToldEntity,
    VehicleDescription,
    VehicleEntity,
)
from ..sources import ENGINE_RUN_END
from .entity import EACH, name
from .rights import Hindrance

# A state, and the attributes that belong to it.
type Told = tuple[StateType, Mapping[str, Any] | None]


class Readiness(StrEnum):
    """Whether commands can be given, the gravest obstacle first."""

    DEACTIVATED = "deactivated"
    ACTIVATING = "activating"
    PLAN_ENDED = "plan_ended"
    NO_RIGHT = "no_right"
    BLOCKED = "blocked"
    STOPPED = "stopped"
    NOT_SET_UP = "not_set_up"
    READY = "ready"


@dataclass(frozen=True, kw_only=True)
class RemoteSensorDescription(VehicleDescription, SensorEntityDescription):
    """Describes a sensor of what we know of a car's remote control."""

    told: Callable[[VehicleCoordinator], Told]
    wanted: Callable[[VehicleCoordinator], bool]

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether the car has what it is about."""
        return self.wanted(vehicle)


@dataclass(frozen=True, kw_only=True)
class RunEndDescription(ReadingDescription[datetime], SensorEntityDescription):
    """Describes the end of a remote run."""

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether the car can be started remotely."""
        return _starts(vehicle)


def _starts(vehicle: VehicleCoordinator) -> bool:
    return vehicle.remote.rights.offers(StartEngine())


def _takes_commands(vehicle: VehicleCoordinator) -> bool:
    return any(map(vehicle.remote.rights.offers, EACH))


def _hindered(vehicle: VehicleCoordinator) -> Mapping[str, Hindrance]:
    """Return the car's commands that cannot be given now, and why."""
    rights = vehicle.remote.rights
    found = {name(it): rights.hindrance(it) for it in EACH if rights.offers(it)}
    return {command: why for command, why in found.items() if why is not None}


def _readiness(
    vehicle: VehicleCoordinator, hindered: Mapping[str, Hindrance]
) -> Readiness:
    hindrances = set(map(Readiness, hindered.values()))
    state, has_code = vehicle.remote.state, vehicle.remote.rights.has_code
    if state.stopped:
        hindrances.add(Readiness.STOPPED)
    if has_code and not state.is_set_up:
        hindrances.add(Readiness.NOT_SET_UP)
    return next((why for why in Readiness if why in hindrances), Readiness.READY)


def _control(vehicle: VehicleCoordinator) -> Told:
    """Tell whether commands can be given, and which cannot."""
    hindered = _hindered(vehicle)
    blocked = Hindrance.BLOCKED in hindered.values()
    return _readiness(vehicle, hindered), {
        "unavailable": sorted(hindered),
        "blocked_until": vehicle.remote.state.blocked_until if blocked else None,
    }


RUN_END: Final = (
    RunEndDescription(
        key="engine_run_end",
        device_class=SensorDeviceClass.TIMESTAMP,
        source=ENGINE_RUN_END,
    ),
)
REMOTE: Final = (
    RemoteSensorDescription(
        key="remote_starts_left",
        told=lambda vehicle: (vehicle.starts.left, None),
        wanted=_starts,
    ),
    RemoteSensorDescription(
        key="remote_control",
        by_clock=ByClock.CODE_BLOCK,
        device_class=SensorDeviceClass.ENUM,
        entity_category=EntityCategory.DIAGNOSTIC,
        options=list(Readiness),
        told=_control,
        wanted=_takes_commands,
    ),
)


class RunEndSensor(ToldEntity[datetime], SensorEntity):
    """When the engine stops by itself; unknown where the wire does not tell."""

    entity_description: RunEndDescription

    @property
    @override
    def native_value(self) -> datetime | None:
        """The end, while the engine runs remotely."""
        return self.told


class RemoteSensor(VehicleEntity, SensorEntity):
    """A sensor of a car's remote control; available, whatever the contact is."""

    entity_description: RemoteSensorDescription

    @property
    @override
    def native_value(self) -> StateType:
        """How it stands."""
        return self._told[0]

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """What belongs to it."""
        return self._told[1]

    @property
    @override
    def _shown(self) -> Any:
        """State and attributes at once."""
        return self.available, self._told

    @property
    def _told(self) -> Told:
        return self.entity_description.told(self.coordinator)
