"""What cars do while they are measured."""

import time
from typing import Final

from emulator.drives import resolve
from emulator.tcu.alerts import AreaAlert, CurfewAlert, SpeedAlert
from emulator.tcu.car import Car
from emulator.tcu.deeds import (
    Drive,
    IgnitionOff,
    LockWithKey,
    Refuel,
    UnlockWithKey,
)
from emulator.world import World

_DAY_S: Final = 86_400.0
_LEAVES_S: Final = 3_600.0
_HOME_AGAIN_S: Final = 9 * 3_600.0
_ROUTE: Final = "bangkok"
_ON_THE_WAY_S: Final = 3_000.0
_LITRES: Final = 30.0


async def drive_on(world: World, seconds: float) -> float:
    """Let all cars drive for so many world seconds; return the real ones it took."""
    for car in world.cars.values():
        world.do(car, Drive(_ROUTE))
    began = time.perf_counter()
    await world.advance(seconds)
    return time.perf_counter() - began


async def commute(world: World, days: int) -> None:
    """Let the first car drive to work and back each day, its alerts on."""
    car = next(iter(world.cars.values()))
    _watch(world, car.vin)
    for _ in range(days):
        await world.advance(_LEAVES_S)
        await _trip(world, car)
        await world.advance(_HOME_AGAIN_S - _LEAVES_S - _ON_THE_WAY_S)
        world.do(car, Refuel(_LITRES))
        await _trip(world, car)
        await world.advance(_DAY_S - _HOME_AGAIN_S - _ON_THE_WAY_S)


def _watch(world: World, vin: str) -> None:
    """Set one alert of each kind; each is broken on the way."""
    monitoring = world.cloud.monitoring
    around = resolve(Drive(_ROUTE)).route.points[0]
    alerts = (
        SpeedAlert(alert_id="speed", limit_kmh=50),
        CurfewAlert(
            alert_id="curfew", start=1_260, end=1_380, days=frozenset({"monday"})
        ),
        AreaAlert(
            alert_id="area",
            kind="allow_within",
            latitude=around[0],
            longitude=around[1],
            radius_km=2,
        ),
    )
    for alert in alerts:
        monitoring.add(vin, alert, alert.alert_id)


async def _trip(world: World, car: Car) -> None:
    """Drive, and lock the car."""
    world.do(car, UnlockWithKey())
    world.do(car, Drive(_ROUTE))
    await world.advance(_ON_THE_WAY_S)
    world.do(car, IgnitionOff())
    world.do(car, LockWithKey())
