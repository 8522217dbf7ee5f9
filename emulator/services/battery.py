"""Battery status in its three forms (protocol 4.4)."""

from emulator.cloud.cache import Dated
from emulator.tcu.report import Battery

from .source import Source
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


def v1(source: Source) -> Attributes | None:
    """Leaf; a car with a tank may still tell its range (8.3)."""
    known = source.cache.battery
    if known is None:
        return _range_of_tank(source)
    battery = known.value
    attributes: Attributes = {
        "lastUpdateTime": stamp(known.at),
        "batteryLevel": round(battery.level_pct),
        "batteryBarLevel": round(battery.level_pct / 100 * _FULL_BARS),
        "batteryCapacity": source.capacity_kwh,
        "batteryTemperature": round(battery.temperature_c),
        "rangeHvacOff": round(battery.range_km),
        "rangeHvacOn": round(battery.range_hvac_km),
        "plugStatus": int(battery.plugged),
        "chargeStatus": int(battery.charging),
        "chargePower": _charge_class(battery),
        "instantaneousPower": round(battery.power_kw, 1),
        **_minutes_to_full(battery, source.capacity_kwh),
    }
    if battery.plugged_at is not None:
        attributes["vehiclePlugTimestamp"] = stamp(battery.plugged_at)
    if battery.unplugged_at is not None:
        attributes["vehicleUnplugTimestamp"] = stamp(battery.unplugged_at)
    return attributes


def v2(source: Source) -> Attributes | None:
    """Ariya and the maker's alliance."""
    return _v2(source, source.cache.battery)


def v2_behind(source: Source) -> Attributes | None:
    """Ariya as seen live: one report behind (8.3)."""
    return _v2(source, source.cache.battery_before or source.cache.battery)


def _v2(source: Source, known: Dated[Battery] | None) -> Attributes | None:
    if known is None:
        return None
    battery = known.value
    return {
        "timestamp": stamp(known.at),
        "batteryLevel": round(battery.level_pct),
        "batteryAutonomy": round(battery.range_km),
        "batteryCapacity": round(source.capacity_kwh),
        "batteryAvailableEnergy": round(battery.energy_kwh),
        "batteryTemperature": round(battery.temperature_c),
        "plugStatus": int(battery.plugged),
        "chargingStatus": float(battery.charging),
        "chargingRemainingTime": battery.minutes_to_full,
        "chargingInstantaneousPower": round(battery.power_kw, 1),
    }


def v3(source: Source) -> Attributes | None:
    """Newer gateways, at the bff; they do not measure the battery's temperature."""
    known = source.cache.battery
    if known is None:
        return None
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


def _range_of_tank(source: Source) -> Attributes | None:
    known = source.cache.cockpit
    if known is None or known.value.fuel_range_km is None:
        return None
    return {
        "lastUpdateTime": stamp(known.at),
        "rangeHvacOff": round(known.value.fuel_range_km),
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
