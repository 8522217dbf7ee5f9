"""From the attributes of one resource to its model, by tables of fields.

A parser returns None when the answer brings no news: empty, all zero, no usable
position (F24, F56, F75). Units and ranges are those of the protocol sheet, chapter 4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from .answer import Answer
from .documents import block_of
from .models import (
    BatteryStatus,
    ChargeState,
    Cockpit,
    EngineState,
    EngineStatus,
    HealthStatus,
    HvacStatus,
    Inbox,
    Location,
    LockStatus,
    Notification,
    TyrePressure,
)
from .parsing import (
    Field,
    Parsed,
    Reader,
    Unusable,
    as_number,
    as_time,
    build,
    choice,
    flag,
    future,
    number,
    past,
    take,
    text,
    whole,
    words,
)

_REPORTED = take(past, "lastUpdateTime", "timestamp")
_DISTANCE = number(0, 3000)
_PERCENT = number(0, 100)
# 705 minutes is what some cars say for "not known" (F55).
_MINUTES = number(0, 6000, sentinels=(705,))
_TEMPERATURE = number(-60, 95)

_COCKPIT = {
    # 0 and 0xFFFFF are what a sleeping instrument tells (F57, F55).
    "odometer_km": take(number(0.1, 2_000_000, sentinels=(1_048_575,)), "totalMileage"),
    "fuel_l": take(number(0, 200), "fuelQuantity"),
    "fuel_range_km": take(_DISTANCE, "fuelAutonomy"),
    "fuel_level_pct": take(_PERCENT, "fuelLevel"),
    "fuel_low": take(flag, "fuelLowWarning"),
    "service_in_km": take(number(-200_000, 200_000), "dueMileage"),
    "oil_change_in_km": take(number(-200_000, 200_000), "engineOilDrainingRange"),
    "reported_at": _REPORTED,
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
    "reported_at": _REPORTED,
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
    "reported_at": _REPORTED,
}
_FRONT_BY_SEAT = ("driver", "passenger")


def lock_status(answer: Answer) -> Parsed[LockStatus] | None:
    """Parse protocol 4.3; the front doors by side, or by seat where no side is told."""
    by_side = {"doorStatusFrontLeft", "doorStatusFrontRight"} & answer.payload.keys()
    unwanted = _FRONT_BY_SEAT if by_side else ()
    table = {name: f for name, f in _LOCK_STATUS.items() if name not in unwanted}
    return build(LockStatus, table, answer.payload, answer.server_at)


_CHARGE = {
    "0": ChargeState.NOT_CHARGING,
    "1": ChargeState.CHARGING,
    "0.1": ChargeState.WAITING_PLANNED,
    "0.2": ChargeState.ENDED,
    "0.3": ChargeState.WAITING_CURRENT,
    "0.4": ChargeState.FLAP_OPEN,
    "-1": ChargeState.ERROR,
    "-1.1": ChargeState.UNAVAILABLE,
    "-1.3": ChargeState.DISCHARGING,
    "-1.4": ChargeState.DISCHARGING,
    "-1.5": ChargeState.DISCHARGING,
    "-1.6": ChargeState.DISCHARGING,
}
# The old cars' word for "not charging" is the new ones' word for an error.
_OLD_CHARGE = _CHARGE | {"-1": ChargeState.NOT_CHARGING}
# By `chargePower`, its class on cars of battery-status v1.
_MINUTES_BY_CLASS = {
    1: "timeRequiredToFullSlow",
    2: "timeRequiredToFullNormal",
    3: "timeRequiredToFullFast",
}
_MOST_KW = 400
_PLUG_NOT_KNOWN = -2147483648


def _kilowatts(raw: Any, at: datetime) -> float:
    """Read a power that is in kW or in W, by model (protocol 4.4)."""
    power = number(-_MOST_KW * 1000, _MOST_KW * 1000)(raw, at)
    return power / 1000 if abs(power) > _MOST_KW else power


def _plug(raw: Any, at: datetime) -> bool | None:
    """Read a plug: 0, 1, -1 error, or not known (protocol 4.4)."""
    if as_number(raw) == _PLUG_NOT_KNOWN:
        raise Unusable
    plugged: Reader[bool | None] = choice({"0": False, "1": True, "-1": None})
    return plugged(raw, at)


_BATTERY_STATUS = {
    "level_pct": take(_PERCENT, "batteryLevel"),
    "range_km": take(_DISTANCE, "batteryAutonomy", "rangeHvacOff"),
    "range_hvac_km": take(_DISTANCE, "rangeHvacOn"),
    "plugged": take(_plug, "plugStatus"),
    "charge": Field(
        {"chargingStatus": choice(_CHARGE), "chargeStatus": choice(_OLD_CHARGE)}
    ),
    "power_kw": take(
        _kilowatts, "chargingInstantaneousPower", "instantaneousPower", carried=False
    ),
    # 0 stands for "not measured" in these three (protocol 4.4, 8.5).
    "capacity_kwh": take(number(1, 250), "batteryCapacity"),
    "energy_kwh": take(number(0.1, 250), "batteryAvailableEnergy"),
    "temperature_c": take(number(-60, 95, sentinels=(0,)), "batteryTemperature"),
    "plugged_at": take(past, "vehiclePlugTimestamp"),
    "unplugged_at": take(past, "vehicleUnplugTimestamp"),
    "reported_at": _REPORTED,
}
# Below this level a range of 0 may be true.
_LOW_PCT = 10


def battery_status(answer: Answer) -> Parsed[BatteryStatus] | None:
    """Parse protocol 4.4, versions 1 to 3."""
    payload = answer.payload
    by_class = _MINUTES_BY_CLASS.get(whole(payload.get("chargePower")) or 2)
    keys = ("chargingRemainingTime", *([by_class] if by_class else ()))
    table = _BATTERY_STATUS | {"minutes_to_full": take(_MINUTES, *keys)}
    parsed = build(BatteryStatus, table, payload, answer.server_at)
    if parsed is None or _all_zero(parsed.value):
        return None
    value = parsed.value
    if value.range_km == 0 and (value.level_pct or 0) >= _LOW_PCT:  # F67
        parsed = parsed.without("range_km")
    return _charging_told_apart(parsed)


def _all_zero(value: BatteryStatus) -> bool:
    told = (value.level_pct, value.range_km, value.capacity_kwh, value.energy_kwh)
    return not any(told) and 0 in told and not value.plugged


def _charging_told_apart(parsed: Parsed[BatteryStatus]) -> Parsed[BatteryStatus]:
    """Check plug, charge and power against each other (F65); minutes only charging."""
    value = parsed.value
    if value.charge is not ChargeState.CHARGING:
        missing = parsed.missing - {"minutes_to_full"}
        return replace(
            parsed, value=replace(value, minutes_to_full=None), missing=missing
        )
    if value.plugged is not False:
        return parsed
    if value.power_kw:
        return replace(parsed, value=replace(value, plugged=True))
    return replace(parsed, value=replace(value, charge=None, minutes_to_full=None))


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
    "inside_c": take(_TEMPERATURE, "internalTemperature"),
    "outside_c": take(_TEMPERATURE, "externalTemperature"),
    "next_start": take(future, "nextHvacStartDate", carried=False),
    "next_target_c": take(number(10, 40), "nextTargetTemperature", carried=False),
    "min_level_pct": take(_PERCENT, "socThreshold"),
    "engine": take(choice(_RES_V2), "remoteEngineStatus"),
    "reported_at": _REPORTED,
}


def hvac_status(answer: Answer) -> Parsed[HvacStatus] | None:
    """Parse protocol 4.5."""
    return build(HvacStatus, _HVAC_STATUS, answer.payload, answer.server_at)


_RES_STATE = {
    "state": Field({"remoteEngineStatus": choice(_RES_V2), "code": choice(_RES_V1)}),
    "seconds_left": take(number(0, 3600), "cycleRemainingTime", carried=False),
    "error": take(words, "remoteEngineErrorStatus", carried=False),
    "reported_at": _REPORTED,
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
    "reported_at": _REPORTED,
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
    "reported_at": _REPORTED,
}
_PRESSURES = ("front_left_bar", "front_right_bar", "rear_left_bar", "rear_right_bar")


def pressure(answer: Answer) -> Parsed[TyrePressure] | None:
    """Parse protocol 4.9."""
    parsed = build(TyrePressure, _PRESSURE, answer.payload, answer.server_at)
    if parsed is None or parsed.missing.issuperset(_PRESSURES):
        return None
    return parsed


def notifications(answer: Answer) -> Parsed[Inbox] | None:
    """Parse protocol 4.11; newest first, those without a time last (N1)."""
    messages = answer.payload.get("messages")
    if not isinstance(messages, list):
        return None
    known = list(_messages(messages))
    known.sort(
        key=lambda message: message.at.timestamp() if message.at else 0, reverse=True
    )
    return Parsed(Inbox(messages=tuple(known)))


def _messages(messages: list[Any]) -> Iterator[Notification]:
    for item in messages:
        identity = (
            text(item.get("notificationId")) if isinstance(item, Mapping) else None
        )
        if identity is None:
            continue
        status = text(item.get("status"))
        yield Notification(
            id=identity,
            title=text(item.get("messageTitle")),
            text=text(item.get("messageSubtitle"))
            or text(item.get("messageDescription")),
            category=text(item.get("categoryKey")),
            key=text(item.get("notificationKey")),
            rule=text(item.get("ruleKey")),
            priority=whole(item.get("priority")),
            read=None if status is None else status.upper() == "READ",
            at=as_time(item.get("timestamp")),
        )
