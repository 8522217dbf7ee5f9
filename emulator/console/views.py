"""What the console draws: a car's truth beside what the cloud knows of it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct

from emulator import drives
from emulator.cloud.cache import Cache, Dated
from emulator.persona import Persona
from emulator.tcu.car import Car
from emulator.tcu.report import (
    Battery,
    Block,
    Cabin,
    Cockpit,
    Engine,
    Health,
    Location,
    Locks,
    Opening,
    Pressure,
)
from emulator.tcu.route import Place, distance_km
from emulator.tcu.truth import Truth
from emulator.world import World

from . import owned
from .chips import Chip, age, chips, worded
from .vehicles import owners


class Row(Struct, frozen=True):
    """One quantity: what is true, what the cloud believes, and how old that is."""

    label: str
    truth: str
    cloud: str
    age: str

    @property
    def differs(self) -> bool:
        """Whether the cloud believes something else."""
        return self.cloud not in {"", self.truth}


class CarView(Struct, frozen=True):
    """A car as the console draws it."""

    vin: str
    name: str
    persona: Persona
    owners: list[str]
    local_time: str
    chips: list[Chip]
    rows: list[Row]
    alerts: list[tuple[str, list[Chip]]]
    inbox: list[tuple[str, str]]
    plans: list[tuple[str, Chip]]
    warnings: list[str]
    openings: list[str]
    routes: list[str]


def car_view(world: World, car: Car) -> CarView:
    """Return a car as it is now."""
    record, persona = world.cloud.vehicles.documents[car.vin], world.persona(car.vin)
    now = world.clock.now
    truth = car.truth(now)
    return CarView(
        vin=car.vin,
        name=record.nickname or persona.model,
        persona=persona,
        owners=owners(world, car.vin),
        local_time=f"{datetime.fromtimestamp(now, persona.tzinfo):%a %H:%M}",
        chips=list(chips(truth)),
        rows=list(_rows(truth, world.cloud.cache(car.vin), now)),
        alerts=list(owned.alerts(world, car)),
        inbox=list(owned.inbox(world, record)),
        plans=list(owned.plans(world, record)),
        warnings=sorted(car.equipment.warnings),
        openings=[opening.value for opening in Opening],
        routes=_nearest_first(truth.position),
    )


def _nearest_first(place: Place) -> list[str]:
    """Return the recorded drives, the one that begins nearest to a place first."""
    here = (place.latitude, place.longitude)
    return sorted(
        drives.names(), key=lambda name: distance_km(here, drives.load(name).points[0])
    )


def _rows(truth: Truth, cache: Cache, now: float) -> Iterator[Row]:
    """Give the rows of all blocks that the car has."""
    true = _blocks(truth)
    for label, block, text in _ROWS:
        known: Dated[Any] | None = getattr(cache, block)
        believed = text(known.value) if known else ""
        is_so = text(true[block]) if true[block] else ""
        if is_so or believed:
            told = age(now - known.at) if known and believed else ""
            yield Row(label, is_so, believed, told)
    yield Row("12 V battery", f"{truth.battery_12v_v:.2f} V", "", "")


def _blocks(truth: Truth) -> dict[Block, Any]:
    """Return what the car would report now, if nothing stood in the way."""
    place = truth.position
    return {
        "location": Location(
            place.latitude, place.longitude, place.heading_deg, truth.at
        ),
        "cockpit": truth.cockpit,
        "battery": truth.battery,
        "locks": Locks(truth.locked, frozenset(truth.open)),
        "engine": Engine(
            truth.engine, truth.remote_run.until if truth.remote_run else None
        ),
        "cabin": truth.cabin,
        "pressure": truth.pressure,
        "health": Health(truth.warnings),
    }


def _place(block: Location) -> str:
    return f"{block.latitude:.5f}, {block.longitude:.5f}"


def _odometer(block: Cockpit) -> str:
    return f"{block.odometer_km:,.1f} km"


def _fuel(block: Cockpit) -> str:
    if block.fuel_l is None:
        return ""
    return f"{block.fuel_l:.1f} l, {block.fuel_range_km or 0:.0f} km"


def _charge(block: Battery) -> str:
    return f"{block.level_pct:.0f} %, {block.range_km:.0f} km"


def _cable(block: Battery) -> str:
    if block.charging:
        return f"{block.power_kw:.1f} kW, {block.minutes_to_full} min to full"
    return "plugged in" if block.plugged else "unplugged"


def _lock(block: Locks) -> str:
    return "locked" if block.locked else "unlocked"


def _open(block: Locks) -> str:
    return _listed(block.open) or "all closed"


def _engine(block: Engine) -> str:
    return {"off": "off", "key": "on, by key", "remote": "on, remotely"}[block.state]


def _cabin(block: Cabin) -> str:
    climate = f", climate to {block.target_c:.0f} °C" if block.hvac_on else ""
    return f"{block.inside_c:.1f} °C{climate}"


def _outside(block: Cabin) -> str:
    return f"{block.outside_c:.1f} °C"


def _tyres(block: Pressure) -> str:
    bars = (
        block.front_left_bar,
        block.front_right_bar,
        block.rear_left_bar,
        block.rear_right_bar,
    )
    low = f", low: {_listed(block.low)}" if block.low else ""
    return " · ".join(f"{bar:.2f}" for bar in bars) + f" bar{low}"


def _lamps(block: Health) -> str:
    lit = [warning for warning, on in block.lamps.items() if on]
    return _listed(lit) or "none"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(map(worded, words)))


_ROWS: tuple[tuple[str, Block, Callable[[Any], str]], ...] = (
    ("Position", "location", _place),
    ("Odometer", "cockpit", _odometer),
    ("Fuel", "cockpit", _fuel),
    ("Charge", "battery", _charge),
    ("Cable", "battery", _cable),
    ("Locks", "locks", _lock),
    ("Doors", "locks", _open),
    ("Engine", "engine", _engine),
    ("Cabin", "cabin", _cabin),
    ("Outside", "cabin", _outside),
    ("Tyres", "pressure", _tyres),
    ("Warnings", "health", _lamps),
)
