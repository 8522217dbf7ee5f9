"""Battery status in its three forms (protocol 4.4)."""

from emulator.cloud.cache import Battery, Cockpit, Dated
from emulator.cloud.view import View

from .wire import Attributes, stamp, stamp_ms

# What a wall socket, a wall box and a public charger give on average, kW.
_CHARGERS_KW = {
    "timeRequiredToFullSlow": 3.0,
    "timeRequiredToFullNormal": 6.0,
    "timeRequiredToFullFast": 40.0,
}
# Up to so many kW a charge is slow, normal, fast; above that the fastest.
_CLASSES_KW = (3.7, 11.0, 60.0)
_FULL_BARS = 240


def v1(known: Dated[Battery], view: View) -> Attributes:
    """Tell it as the Leaf does."""
    battery, form = known.value, view.platform.time_example
    attributes: Attributes = {
        "lastUpdateTime": stamp(known.at, form),
        "batteryLevel": round(battery.level_pct),
        "batteryBarLevel": round(battery.level_pct / 100 * _FULL_BARS),
        "batteryCapacity": view.capacity_kwh,
        "batteryTemperature": round(battery.temperature_c),
        "rangeHvacOff": round(battery.range_km),
        "rangeHvacOn": round(battery.range_hvac_km),
        "plugStatus": int(battery.plugged),
        "chargeStatus": int(battery.charging),
        "chargePower": _charge_class(battery),
        "instantaneousPower": round(battery.power_kw, 1),
        **_minutes_to_full(battery, view.capacity_kwh),
    }
    if battery.plugged_at is not None:
        attributes["vehiclePlugTimestamp"] = stamp(battery.plugged_at, form)
    if battery.unplugged_at is not None:
        attributes["vehicleUnplugTimestamp"] = stamp(battery.unplugged_at, form)
    return attributes


def range_only(known: Dated[Cockpit], view: View) -> Attributes:
    """Tell the range of a tank, as some cars without a traction battery do."""
    attributes: Attributes = {
        "lastUpdateTime": stamp(known.at, view.platform.time_example)
    }
    if known.value.fuel_range_km is not None:
        attributes["rangeHvacOff"] = round(known.value.fuel_range_km)
    return attributes


def v2(known: Dated[Battery], view: View) -> Attributes:
    """Tell it as the Ariya and the maker's alliance do."""
    battery = known.value
    return {
        "timestamp": stamp(known.at, view.platform.time_example),
        "batteryLevel": round(battery.level_pct),
        "batteryAutonomy": round(battery.range_km),
        "batteryCapacity": round(view.capacity_kwh),
        "batteryAvailableEnergy": round(battery.energy_kwh),
        "batteryTemperature": round(battery.temperature_c),
        "plugStatus": int(battery.plugged),
        "chargingStatus": float(battery.charging),
        "chargingRemainingTime": battery.minutes_to_full,
        "chargingInstantaneousPower": round(battery.power_kw, 1),
    }


def v3(known: Dated[Battery], view: View) -> Attributes:
    """Tell it as newer gateways do; they do not measure the temperature (8.5)."""
    battery = known.value
    return {
        "lastUpdateTime": stamp_ms(known.at),
        "batteryLevel": round(battery.level_pct),
        "batteryTemperature": 0,
        "batteryAutonomy": round(battery.range_km),
        "plugStatus": int(battery.plugged),
        "chargingStatus": float(battery.charging),
        "chargingRemainingTime": battery.minutes_to_full,
        "instantaneousPower": round(battery.power_kw, 1),
    }


def _charge_class(battery: Battery) -> int | None:
    """Return 1 slow to 4 fastest; None while nothing flows."""
    if not battery.charging:
        return None
    return 1 + sum(battery.power_kw > limit for limit in _CLASSES_KW)


def _minutes_to_full(battery: Battery, capacity_kwh: float) -> dict[str, int]:
    missing_kwh = capacity_kwh * (1 - battery.level_pct / 100)
    return {
        name: round(missing_kwh / power_kw * 60)
        for name, power_kw in _CHARGERS_KW.items()
    }
