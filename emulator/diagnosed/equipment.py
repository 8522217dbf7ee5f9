"""What a car must be built with, to have told what it told."""

from typing import Any, Final

from emulator.cloud import gates
from emulator.cloud.platform import Platform
from emulator.services.bodies import LAMPS, names_of_doors
from emulator.tcu.equipment import (
    Equipment,
    RemoteService,
    Tank,
    Tcu,
    Tpms,
    TractionBattery,
)
from emulator.tcu.report import Opening, Warning

from .diagnostics import Diagnosed, number

# What is not told: an ordinary car's.
_TCU: Final = Tcu(report_every_s=180, awake_s=600)
_LITRES, _LITRES_PER_100KM, _LITRES_PER_H = 50.0, 6.0, 0.5
_KWH, _KWH_PER_100KM, _REGENERATED, _IDLE_KW, _CHARGER_KW = 52.0, 16.0, 3.5, 0.6, 7.4
_BAR: Final = 2.3
_DOORS: Final = frozenset(Opening) - {Opening.HOOD}
_WARNINGS: Final = frozenset(
    {Warning.BRAKE, Warning.ABS, Warning.AIRBAG, Warning.ENGINE}
)


def equipment(car: Diagnosed, platform: Platform) -> Equipment:
    """Return the equipment of a car."""
    energy = _battery(car) if is_electric(car) else _tank(car)
    warnings = _warnings(car)
    tpms = _tpms(car)
    if tpms is None and Warning.TIRE_PRESSURE in warnings:
        tpms = Tpms(_BAR, _BAR)
    return Equipment(
        openings=_openings(car),
        warnings=warnings,
        remote=_remote(platform, electric=is_electric(car)),
        security="wire" if gates.security_code(platform) else "none",
        tcu=_TCU,
        energy=energy,
        tpms=tpms,
    )


def is_electric(car: Diagnosed) -> bool:
    """Whether a car is charged by cable."""
    energy = car.record.get("energy")
    if isinstance(energy, str) and energy:
        return energy.lower().startswith("elec")
    return "batteryLevel" in car.payload("battery_status")


def level_pct(car: Diagnosed) -> float:
    """Return how full battery or tank is; half where it is not told."""
    if is_electric(car):
        told = number(car.payload("battery_status").get("batteryLevel"), 0, 100)
    else:
        litres = _number(car, "cockpit", "fuelQuantity", 0.1, 200)
        told = None if litres is None else litres / _tank(car).capacity_l * 100
    return 50.0 if told is None else min(told, 100.0)


def _tank(car: Diagnosed) -> Tank:
    litres = _number(car, "cockpit", "fuelQuantity", 0.1, 200)
    share = _number(car, "cockpit", "fuelLevel", 1, 100)
    range_km = _number(car, "cockpit", "fuelAutonomy", 1, 3_000)
    capacity = litres / share * 100 if litres and share else _LITRES
    thirst = litres / range_km * 100 if litres and range_km else _LITRES_PER_100KM
    return Tank(
        capacity_l=round(max(capacity, litres or 0.0, 10.0), 1),
        consumption_l_per_100km=round(_within(thirst, 2, 40), 2),
        idle_l_per_h=_LITRES_PER_H,
    )


def _battery(car: Diagnosed) -> TractionBattery:
    told = "battery_status"
    capacity = _number(car, told, "batteryCapacity", 5, 250) or _KWH
    level = _number(car, told, "batteryLevel", 1, 100)
    range_km = _number(car, told, "batteryAutonomy", 1, 3_000) or _number(
        car, told, "rangeHvacOff", 1, 3_000
    )
    thirst = capacity * level / range_km if level and range_km else _KWH_PER_100KM
    return TractionBattery(
        capacity_kwh=capacity,
        consumption_kwh_per_100km=round(_within(thirst, 5, 60), 2),
        regeneration_kwh_per_100km=_REGENERATED,
        idle_kw=_IDLE_KW,
        charger_kw=_CHARGER_KW,
    )


def _openings(car: Diagnosed) -> frozenset[Opening]:
    told = car.payload("lock_status")
    names = names_of_doors(right_hand_drive=False)
    found = {opening for opening, name in names if name in told}
    return frozenset(found) or _DOORS


def _warnings(car: Diagnosed) -> frozenset[Warning]:
    lamps = car.payload("health_status").get("malfunctionIndicatorLamps")
    if not isinstance(lamps, dict):
        return _WARNINGS
    inner: Any = lamps.get("attributes")
    told = inner if isinstance(inner, dict) else lamps
    return frozenset(lamp for lamp, name in LAMPS.items() if name in told)


def _tpms(car: Diagnosed) -> Tpms | None:
    """Return what the tyres should have: about what they had; mbar on the wire."""
    front, rear = (
        _number(car, "pressure", name, 900, 6_000)
        for name in ("flPressure", "rlPressure")
    )
    if front is None and rear is None:
        return None
    return Tpms((front or rear or 0) / 1000, (rear or front or 0) / 1000)


def _remote(platform: Platform, *, electric: bool) -> frozenset[RemoteService]:
    fitted: dict[RemoteService, bool] = {
        "lock": gates.remote_lock(platform),
        "horn_lights": gates.horn_lights(platform),
        "engine_start": gates.engine_start(platform),
        "climate": electric and gates.climate(platform),
        "charging": electric and gates.charging(platform),
    }
    return frozenset(name for name, has in fitted.items() if has)


def _number(
    car: Diagnosed, resource: str, name: str, low: float, high: float
) -> float | None:
    return number(car.payload(resource).get(name), low, high)


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
