"""From the attributes of one resource to its model, by tables of fields.

A parser returns None when the answer brings no news: empty, all zero, no usable
position (F24, F56, F75). Units and ranges are those of the protocol sheet, chapter 4.
"""

from datetime import datetime
from typing import Any

from .answer import Answer
from .documents import block_of
from .models import (
    Cockpit,
    EngineState,
    EngineStatus,
    HealthStatus,
    HvacStatus,
    Location,
    LockStatus,
    TyrePressure,
)
from .parsing import (
    CELSIUS,
    PERCENT,
    RANGE_KM,
    REPORTED,
    Field,
    Parsed,
    Unusable,
    as_number,
    as_time,
    build,
    choice,
    flag,
    future,
    number,
    take,
    words,
)

_COCKPIT = {
    # 0 and 0xFFFFF are what a sleeping instrument tells (F57, F55).
    "odometer_km": take(number(0.1, 2_000_000, sentinels=(1_048_575,)), "totalMileage"),
    "fuel_l": take(number(0, 200), "fuelQuantity"),
    "fuel_range_km": take(RANGE_KM, "fuelAutonomy"),
    "fuel_level_pct": take(PERCENT, "fuelLevel"),
    "fuel_low": take(flag, "fuelLowWarning"),
    "service_in_km": take(number(-200_000, 200_000), "dueMileage"),
    "oil_change_in_km": take(number(-200_000, 200_000), "engineOilDrainingRange"),
    "reported_at": REPORTED,
}


def cockpit(answer: Answer) -> Parsed[Cockpit] | None:
    """Parse protocol 4.1."""
    parsed = build(Cockpit, _COCKPIT, answer.payload, answer.server_at)
    if parsed is None:
        return None
    value = parsed.value
    if value.odometer_km is None and not value.fuel_l and not value.fuel_range_km:
        return None
    if value.fuel_range_km == 0 and value.fuel_l:  # F67
        return parsed.without("fuel_range_km")
    return parsed


_LOCATION = {
    "latitude": take(number(-90, 90), "gpsLatitude"),
    "longitude": take(number(-180, 180), "gpsLongitude"),
    "heading_deg": take(number(0, 360), "gpsDirection", carried=False),
    "reported_at": REPORTED,
}


def location(answer: Answer) -> Parsed[Location] | None:
    """Parse protocol 4.2; a position without a place or a time is no news (F75)."""
    parsed = build(Location, _LOCATION, answer.payload, answer.server_at)
    if parsed is None or as_time(answer.payload.get("lastUpdateTime")) is None:
        return None
    value = parsed.value
    if value.latitude is None or value.longitude is None:
        return None
    nowhere = value.latitude == value.longitude == 0
    return None if nowhere else parsed


_OPEN = choice({"open": True, "closed": False, "locked": False})

_LOCK_STATUS = {
    "locked": take(choice({"locked": True, "unlocked": False}), "lockStatus"),
    "front_left": take(_OPEN, "doorStatusFrontLeft"),
    "front_right": take(_OPEN, "doorStatusFrontRight"),
    "rear_left": take(_OPEN, "doorStatusRearLeft"),
    "rear_right": take(_OPEN, "doorStatusRearRight"),
    "driver": take(_OPEN, "doorStatusDriver"),
    "passenger": take(_OPEN, "doorStatusPassenger"),
    "hatch": take(_OPEN, "hatchStatus"),
    "hood": take(_OPEN, "engineHoodStatus"),
    "sunroof": take(_OPEN, "sunroofStatus"),
    "reported_at": REPORTED,
}
_FRONT_BY_SEAT = ("driver", "passenger")


def lock_status(answer: Answer) -> Parsed[LockStatus] | None:
    """Parse protocol 4.3; the front doors by side, or by seat where no side is told."""
    by_side = {"doorStatusFrontLeft", "doorStatusFrontRight"} & answer.payload.keys()
    unwanted = _FRONT_BY_SEAT if by_side else ()
    table = {name: f for name, f in _LOCK_STATUS.items() if name not in unwanted}
    return build(LockStatus, table, answer.payload, answer.server_at)


_RES_V1 = {
    "0": EngineState.UNAVAILABLE,
    "1": EngineState.UNAVAILABLE,
    "2": EngineState.NOT_ENABLED,
    "3": EngineState.NOT_READY,
    "10": EngineState.READY,
    "11": EngineState.KEY_ONLY,
    "21": EngineState.RUNNING_BY_KEY,
    "42": EngineState.RUNNING_REMOTELY,
}
_RES_V2 = {
    "0": EngineState.UNAVAILABLE,
    "3": EngineState.NOT_READY,
    "6": EngineState.READY,
    "9": EngineState.RUNNING_BY_KEY,
    "12": EngineState.RUNNING_REMOTELY,
    "15": EngineState.NOT_ENABLED,
}

_HVAC_STATUS = {
    "on": take(flag, "hvacStatus"),
    "inside_c": take(CELSIUS, "internalTemperature"),
    "outside_c": take(CELSIUS, "externalTemperature"),
    "next_start": take(future, "nextHvacStartDate", carried=False),
    "next_target_c": take(number(10, 40), "nextTargetTemperature", carried=False),
    "min_level_pct": take(PERCENT, "socThreshold"),
    "engine": take(choice(_RES_V2), "remoteEngineStatus"),
    "reported_at": REPORTED,
}


def hvac_status(answer: Answer) -> Parsed[HvacStatus] | None:
    """Parse protocol 4.5; two temperatures of just 0 say nothing (F56)."""
    parsed = build(HvacStatus, _HVAC_STATUS, answer.payload, answer.server_at)
    if parsed is not None and parsed.value.inside_c == parsed.value.outside_c == 0:
        return parsed.without("inside_c").without("outside_c")
    return parsed


_RES_STATE = {
    "state": Field({"remoteEngineStatus": choice(_RES_V2), "code": choice(_RES_V1)}),
    "seconds_left": take(number(0, 3600), "cycleRemainingTime", carried=False),
    "error": take(words, "remoteEngineErrorStatus", carried=False),
    "reported_at": REPORTED,
}


def res_state(answer: Answer) -> Parsed[EngineStatus] | None:
    """Parse protocol 4.10, versions 1 and 2."""
    return build(EngineStatus, _RES_STATE, answer.payload, answer.server_at)


_HEALTH_STATUS = {
    "tyre_pressure": take(flag, "tyrePressureWarning"),
    "brake": take(flag, "brakeWarning", "brakeFluidWarning"),
    "abs": take(flag, "absWarning"),
    "airbag": take(flag, "airbagWarning"),
    "engine": take(flag, "lampRequest"),
    "oil_pressure": take(flag, "oilPressureWarning"),
    "stop": take(flag, "globalStopWarning"),
    "service": take(flag, "globalServWarning"),
    "battery_12v": take(flag, "batteryWarning", "batteryLowWarning"),
    "power_steering": take(flag, "powerSteeringWarning"),
    "parking_light": take(flag, "parkingLightWarning"),
    "power_limitation": take(flag, "powerLimitationAlert"),
    "reported_at": REPORTED,
}


def health_status(answer: Answer) -> Parsed[HealthStatus] | None:
    """Parse protocol 4.8."""
    lamps = block_of(answer.payload, "malfunctionIndicatorLamps")
    flat = {**answer.payload, **lamps}
    return build(HealthStatus, _HEALTH_STATUS, flat, answer.server_at)


def _bar(raw: Any, at: datetime) -> float:
    """Read a pressure in mbar, kPa or bar, told apart by size (F66)."""
    value = as_number(raw)
    for low, high, scale in ((900, 6000, 1000), (90, 600, 100), (0.9, 6, 1)):
        if value is not None and low <= value <= high:
            return value / scale
    raise Unusable


def _complaint(raw: Any, at: datetime) -> bool:
    """Read a tyre's status: 0 is good, others are not public (protocol 4.9)."""
    return number(0, 255)(raw, at) != 0


_PRESSURE = {
    "front_left_bar": take(_bar, "flPressure"),
    "front_right_bar": take(_bar, "frPressure"),
    "rear_left_bar": take(_bar, "rlPressure"),
    "rear_right_bar": take(_bar, "rrPressure"),
    "front_left_warning": take(_complaint, "flStatus"),
    "front_right_warning": take(_complaint, "frStatus"),
    "rear_left_warning": take(_complaint, "rlStatus"),
    "rear_right_warning": take(_complaint, "rrStatus"),
    "reported_at": REPORTED,
}
_PRESSURES = ("front_left_bar", "front_right_bar", "rear_left_bar", "rear_right_bar")


def pressure(answer: Answer) -> Parsed[TyrePressure] | None:
    """Parse protocol 4.9."""
    parsed = build(TyrePressure, _PRESSURE, answer.payload, answer.server_at)
    if parsed is None or parsed.missing.issuperset(_PRESSURES):
        return None
    return parsed
