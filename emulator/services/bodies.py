"""What each resource says of a car (protocol 4).

Each body is a pure function of the car's cache and its model.
"""

from collections.abc import Callable
from typing import Final

from emulator.cloud.cache import Dated
from emulator.cloud.platform import Resource, Version
from emulator.tcu.report import Engine, EngineState, Opening, Warning

from . import battery
from .source import Source
from .wire import Attributes, stamp

type Body = Callable[[Source], Attributes | None]

_DOORS = {
    Opening.FRONT_LEFT: "doorStatusFrontLeft",
    Opening.FRONT_RIGHT: "doorStatusFrontRight",
    Opening.REAR_LEFT: "doorStatusRearLeft",
    Opening.REAR_RIGHT: "doorStatusRearRight",
    Opening.HATCH: "hatchStatus",
    Opening.HOOD: "engineHoodStatus",
}
_LAMPS = {
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
_REMOTE_ENGINE_START = 96
_MBAR: Final = 1000
_TYRE_LOW: Final = 1


def cockpit(source: Source) -> Attributes | None:
    """Tell odometer and tank, 4.1."""
    known = source.cache.cockpit
    if known is None:
        return None
    attributes: Attributes = {"totalMileage": round(known.value.odometer_km, 1)}
    if known.value.fuel_range_km is not None:
        attributes["fuelAutonomy"] = round(known.value.fuel_range_km)
    attributes["fuelQuantity"] = round(known.value.fuel_l or 0.0, 1)
    return attributes


def location(source: Source) -> Attributes | None:
    """Tell the last fix, 4.2."""
    known = source.cache.location
    if known is None:
        return None
    fix = known.value
    return {
        "gpsLatitude": fix.latitude,
        "gpsLongitude": fix.longitude,
        "gpsDirection": round(fix.heading_deg) % 360,
        "lastUpdateTime": stamp(fix.fixed_at),
    }


def lock_status(source: Source) -> Attributes | None:
    """Tell locks and doors, the front ones under both names, 4.3."""
    known = source.cache.locks
    if known is None:
        return None
    doors = {
        _DOORS[opening]: "open" if opening in known.value.open else "closed"
        for opening in Opening
        if opening in source.equipment.openings
    }
    left, right = _DOORS[Opening.FRONT_LEFT], _DOORS[Opening.FRONT_RIGHT]
    driver, passenger = (
        (right, left) if source.platform.right_hand_drive else (left, right)
    )
    return {
        "lockStatus": "locked" if known.value.locked else "unlocked",
        **doors,
        "doorStatusDriver": doors[driver],
        "doorStatusPassenger": doors[passenger],
        "lastUpdateTime": stamp(known.at),
    }


def hvac_status(source: Source) -> Attributes | None:
    """Tell climate, and the engine where it can be started remotely, 4.5."""
    known = source.cache.cabin
    if known is None:
        return None
    cabin = known.value
    attributes: Attributes = {
        "hvacStatus": "on" if cabin.hvac_on else "off",
        "internalTemperature": round(cabin.inside_c, 1),
        "externalTemperature": round(cabin.outside_c, 1),
        "lastUpdateTime": stamp(known.at),
    }
    if cabin.target_c is not None and source.platform.tells_target_temperature:
        attributes["nextTargetTemperature"] = cabin.target_c
    engine = source.cache.engine
    if engine is not None and _REMOTE_ENGINE_START in source.platform.services:
        attributes |= _remote_engine(engine)
    return attributes


def res_state_v1(source: Source) -> Attributes | None:
    """Tell who runs the engine, 4.10."""
    known = source.cache.engine
    if known is None:
        return None
    code, details = _RES_STATE_V1[known.value.state]
    return {"code": code, "details": details}


def res_state_v2(source: Source) -> Attributes | None:
    """Tell who runs the engine, and how long still at `lastUpdateTime`, 4.10."""
    known = source.cache.engine
    if known is None:
        return None
    return {**_remote_engine(known), "lastUpdateTime": stamp(known.at)}


def _remote_engine(known: Dated[Engine]) -> Attributes:
    engine = known.value
    attributes: Attributes = {"remoteEngineStatus": _RES_STATE_V2[engine.state]}
    if engine.remote_until is not None:
        attributes["cycleRemainingTime"] = round(engine.remote_until - known.at)
    return attributes


def health_status(source: Source) -> Attributes | None:
    """Tell the equipped lamps, 4.8."""
    known = source.cache.health
    if known is None:
        return None
    return {
        "malfunctionIndicatorLamps": _lamps(known.value.lamps),
        "maintenance": {},
        "lastUpdateTime": stamp(known.at),
    }


def vehicle_status(source: Source) -> Attributes | None:
    """Tell what the bff gathers, in its own shape, 4.8."""
    health = source.cache.health
    tyres = pressure(source)
    if health is None and tyres is None:
        return None
    status: Attributes = {
        "healthStatus": health
        and {
            "malfunctionIndicatorLamps": {"attributes": _lamps(health.value.lamps)},
            "lastUpdateTime": stamp(health.at),
        }
    }
    if tyres is not None:
        status["tyrePressure"] = {"attributes": tyres}
    return status


def pressure(source: Source) -> Attributes | None:
    """Tell the tyres' pressure in mbar, 4.9."""
    known = source.cache.pressure
    if known is None:
        return None
    bars: dict[str, object] = {
        f"{short}Pressure": round(getattr(known.value, f"{wheel}_bar") * _MBAR)
        for wheel, short in _WHEELS.items()
    }
    return bars | {
        f"{short}Status": _TYRE_LOW if wheel in known.value.low else 0
        for wheel, short in _WHEELS.items()
    }


def _lamps(lamps: dict[Warning, bool]) -> Attributes:
    return {_LAMPS[warning]: int(lit) for warning, lit in lamps.items()}


BODIES: dict[tuple[Resource, Version], Body] = {
    ("cockpit", "v1"): cockpit,
    ("cockpit", "v2"): cockpit,
    ("location", "v1"): location,
    ("lock-status", "v1"): lock_status,
    ("battery-status", "v1"): battery.v1,
    ("battery-status", "v2"): battery.v2,
    ("battery-status", "v3"): battery.v3,
    ("hvac-status", "v1"): hvac_status,
    ("hvac-status", "v2"): hvac_status,
    ("res-state", "v1"): res_state_v1,
    ("res-state", "v2"): res_state_v2,
    ("health-status", "v1"): health_status,
    ("vehicle-status", "v1"): vehicle_status,
    ("pressure", "v1"): pressure,
}
BODIES_BEHIND: dict[tuple[Resource, Version], Body] = {
    ("battery-status", "v2"): battery.v2_behind,
}
