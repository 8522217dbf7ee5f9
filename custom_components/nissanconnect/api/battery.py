"""From the battery-status of any version to its model (protocol 4.4)."""

from copy import replace
from datetime import datetime
from typing import Any

from .answer import Answer
from .models import BatteryStatus, ChargeState
from .parsing import (
    PERCENT,
    RANGE_KM,
    REPORTED,
    Field,
    Parsed,
    Reader,
    Unusable,
    as_number,
    build,
    choice,
    number,
    past,
    take,
    whole,
)

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
    "level_pct": take(PERCENT, "batteryLevel"),
    "range_km": take(RANGE_KM, "batteryAutonomy", "rangeHvacOff"),
    "range_hvac_km": take(RANGE_KM, "rangeHvacOn"),
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
    "reported_at": REPORTED,
}
# 705 minutes is what some cars say for "not known" (F55).
_MINUTES = number(0, 6000, sentinels=(705,))
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
