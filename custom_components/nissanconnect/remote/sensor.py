"""Sensors of remote control: is it ready, when does a run end, which starts are left.

The run's end comes from the car; the starts are counted by us (R5).
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
)
from homeassistant.const import EntityCategory

from ..api.commands import StartEngine
from ..coordinator import VehicleCoordinator
from ..descriptions import AwaitedDescription, ReadingSensorDescription
from ..entity import ToldEntity
from ..known_sensor import Known, KnownSensorDescription, just
from ..reading.changes import ByClock
from ..sources import ENGINE_RUN_END
from .entity import EACH, name
from .rights import Hindrance


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


class RunEndDescription(
    AwaitedDescription[datetime], ReadingSensorDescription[datetime]
):
    """Describes the end of a remote run."""


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


def _control(vehicle: VehicleCoordinator) -> Known:
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
        wanted=_starts,
    ),
)
REMOTE: Final = (
    KnownSensorDescription(
        key="remote_starts_left",
        known=just(lambda vehicle: vehicle.starts.left),
        wanted=_starts,
    ),
    KnownSensorDescription(
        key="remote_control",
        by_clock=ByClock.CODE_BLOCK,
        device_class=SensorDeviceClass.ENUM,
        entity_category=EntityCategory.DIAGNOSTIC,
        options=list(Readiness),
        known=_control,
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
