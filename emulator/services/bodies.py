"""What each resource says of a car (protocol 4).

Each body is a pure function of the car's cache and its model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from emulator.cloud.cache import (
    Block,
    Cabin,
    Cockpit,
    Dated,
    Engine,
    EngineState,
    Health,
    Location,
    Locks,
    Opening,
    Pressure,
    Warning,
)
from emulator.cloud.gates import engine_start
from emulator.cloud.platform import Answer, Resource, Version
from emulator.cloud.view import View

from . import battery
from .wire import Attributes, stamp


@dataclass(frozen=True)
class Body:
    """How a block of the car's cache becomes a resource's attributes."""

    block: Block | Literal["battery_before"]
    tell: Callable[[Any, View], Attributes]

    def attributes(self, view: View) -> Attributes | None:
        """Return what is told; None if the car never told it."""
        known = self.known(view)
        return None if known is None else self.tell(known, view)

    def known(self, view: View) -> Dated[Any] | None:
        """Return the block, as the car told it."""
        known: Dated[Any] | None = getattr(view.cache, self.block)
        return known


_DOORS = {
    Opening.FRONT_LEFT: "doorStatusFrontLeft",
    Opening.FRONT_RIGHT: "doorStatusFrontRight",
    Opening.REAR_LEFT: "doorStatusRearLeft",
    Opening.REAR_RIGHT: "doorStatusRearRight",
    Opening.HATCH: "hatchStatus",
    Opening.HOOD: "engineHoodStatus",
}
_DRIVER, _PASSENGER = "doorStatusDriver", "doorStatusPassenger"
# By "the driver sits on the right".
_SEATS = {
    False: {Opening.FRONT_LEFT: _DRIVER, Opening.FRONT_RIGHT: _PASSENGER},
    True: {Opening.FRONT_LEFT: _PASSENGER, Opening.FRONT_RIGHT: _DRIVER},
}
LAMPS = {
    Warning.TIRE_PRESSURE: "tyrePressureWarning",
    Warning.BRAKE: "brakeFluidWarning",
    Warning.ABS: "absWarning",
    Warning.AIRBAG: "airbagWarning",
    Warning.ENGINE: "lampRequest",
    Warning.OIL_PRESSURE: "oilPressureWarning",
}
_WHEELS = {
    "front_left": "fl",
    "front_right": "fr",
    "rear_left": "rl",
    "rear_right": "rr",
}
_RES_STATE_V1 = {
    EngineState.OFF: ("10", "Stopped, ready for RES"),
    EngineState.KEY: ("21", "Running by key"),
    EngineState.REMOTE: ("42", "Running"),
}
_RES_STATE_V2 = {
    EngineState.OFF: "6",
    EngineState.KEY: "9",
    EngineState.REMOTE: "12",
}
_MBAR: Final = 1000
_FUEL_LOW_PCT: Final = 12
_TYRE_LOW: Final = 1


def cockpit(known: Dated[Cockpit], view: View) -> Attributes:
    """Tell odometer and tank, 4.1."""
    attributes: Attributes = {"totalMileage": round(known.value.odometer_km, 1)}
    if known.value.fuel_range_km is not None:
        attributes["fuelAutonomy"] = round(known.value.fuel_range_km)
    attributes["fuelQuantity"] = round(known.value.fuel_l or 0.0, 1)
    tank = view.equipment.tank
    if tank and known.value.fuel_l is not None:
        level_pct = known.value.fuel_l / tank.capacity_l * 100
        attributes["fuelLevel"] = round(level_pct)
        attributes["fuelLowWarning"] = level_pct < _FUEL_LOW_PCT
    return attributes


def cockpit_v2(known: Dated[Cockpit], view: View) -> Attributes:
    """Tell odometer and tank, and the km to the next service, 4.1."""
    attributes = cockpit(known, view)
    if view.service_due_km is not None:
        left_km = view.service_due_km - known.value.odometer_km
        attributes["dueMileage"] = round(left_km)
    return attributes


def location(known: Dated[Location], view: View) -> Attributes:
    """Tell the last fix, 4.2."""
    fix = known.value
    return {
        "gpsLatitude": fix.latitude,
        "gpsLongitude": fix.longitude,
        "gpsDirection": round(fix.heading_deg) % 360,
        "lastUpdateTime": stamp(fix.fixed_at, view.platform.time_example),
    }


def lock_status(known: Dated[Locks], view: View) -> Attributes:
    """Tell locks and doors, the front ones under both names, 4.3."""
    doors = {
        name: "open" if opening in known.value.open else "closed"
        for opening, name in names_of_doors(
            right_hand_drive=view.equipment.right_hand_drive
        )
        if opening in view.openings
    }
    return {
        "lockStatus": "locked" if known.value.locked else "unlocked",
        **doors,
        "lastUpdateTime": stamp(known.at, view.platform.time_example),
    }


def names_of_doors(*, right_hand_drive: bool) -> list[tuple[Opening, str]]:
    """Return the openings by their names, the front ones also by seat, 4.3."""
    return [*_DOORS.items(), *_SEATS[right_hand_drive].items()]


def hvac_status(known: Dated[Cabin], view: View) -> Attributes:
    """Tell climate, and the engine where it can be started remotely, 4.5."""
    cabin = known.value
    attributes: Attributes = {
        "hvacStatus": "on" if cabin.hvac_on else "off",
        "internalTemperature": round(cabin.inside_c, 1),
        "externalTemperature": round(cabin.outside_c, 1),
        "lastUpdateTime": stamp(known.at, view.platform.time_example),
    }
    if cabin.target_c is not None:
        attributes["nextTargetTemperature"] = cabin.target_c
    if cabin.starts_at is not None:
        attributes["nextHvacStartDate"] = stamp(
            cabin.starts_at, view.platform.time_example
        )
    engine = view.cache.engine
    if engine is not None and engine_start(view.platform):
        attributes |= _remote_engine(engine)
    return attributes


def res_state_v1(known: Dated[Engine], view: View) -> Attributes:
    """Tell who runs the engine, 4.10."""
    code, details = _RES_STATE_V1[known.value.state]
    return {"code": code, "details": details}


def res_state_v2(known: Dated[Engine], view: View) -> Attributes:
    """Tell who runs the engine, and how long still at `lastUpdateTime`, 4.10."""
    return {
        **_remote_engine(known),
        "lastUpdateTime": stamp(known.at, view.platform.time_example),
    }


def _remote_engine(known: Dated[Engine]) -> Attributes:
    engine = known.value
    attributes: Attributes = {"remoteEngineStatus": _RES_STATE_V2[engine.state]}
    if engine.remote_until is not None:
        attributes["cycleRemainingTime"] = round(engine.remote_until - known.at)
    return attributes


def health_status(known: Dated[Health], view: View) -> Attributes:
    """Tell the equipped lamps, 4.8."""
    return {
        "malfunctionIndicatorLamps": _lamps(known.value.lamps),
        "maintenance": {},
        "lastUpdateTime": stamp(known.at, view.platform.time_example),
    }


def vehicle_status(known: Dated[Health], view: View) -> Attributes:
    """Tell what the bff gathers, in its own shape, 4.8."""
    lamps = {"attributes": _lamps(known.value.lamps)}
    health = {
        "malfunctionIndicatorLamps": lamps,
        "lastUpdateTime": stamp(known.at, view.platform.time_example),
    }
    tyres = view.cache.pressure
    if tyres is None:
        return {"healthStatus": health}
    tyre_pressure = {"attributes": pressure(tyres, view)}
    return {"tyrePressure": tyre_pressure, "healthStatus": health}


def pressure(known: Dated[Pressure], view: View) -> Attributes:
    """Tell the tyres' pressure in mbar, 4.9."""
    bars: dict[str, object] = {
        f"{short}Pressure": round(getattr(known.value, f"{wheel}_bar") * _MBAR)
        for wheel, short in _WHEELS.items()
    }
    return bars | {
        f"{short}Status": _TYRE_LOW if wheel in known.value.low else 0
        for wheel, short in _WHEELS.items()
    }


def _lamps(lamps: dict[Warning, bool]) -> Attributes:
    return {LAMPS[warning]: int(lit) for warning, lit in lamps.items()}


BODIES: dict[tuple[Resource, Version], Body] = {
    ("cockpit", "v1"): Body("cockpit", cockpit),
    ("cockpit", "v2"): Body("cockpit", cockpit_v2),
    ("location", "v1"): Body("location", location),
    ("lock-status", "v1"): Body("locks", lock_status),
    ("battery-status", "v1"): Body("battery", battery.v1),
    ("battery-status", "v2"): Body("battery", battery.v2),
    ("battery-status", "v3"): Body("battery", battery.v3),
    ("hvac-status", "v1"): Body("cabin", hvac_status),
    ("hvac-status", "v2"): Body("cabin", hvac_status),
    ("res-state", "v1"): Body("engine", res_state_v1),
    ("res-state", "v2"): Body("engine", res_state_v2),
    ("health-status", "v1"): Body("health", health_status),
    ("vehicle-status", "v1"): Body("health", vehicle_status),
    ("pressure", "v1"): Body("pressure", pressure),
}
# Other ways in which some models answer.
OTHER_BODIES: dict[tuple[Answer, Resource, Version], Body] = {
    (Answer.BEHIND, "battery-status", "v2"): Body("battery_before", battery.v2),
    (Answer.RANGE_ONLY, "battery-status", "v1"): Body("cockpit", battery.range_only),
}
