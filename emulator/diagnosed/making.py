"""Cars that answer as the diagnostics of real ones say."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace

from emulator.cloud.accounts import Account, Role
from emulator.cloud.activation import ServiceStatus
from emulator.cloud.cache import Cache, merge
from emulator.cloud.platform import Platform
from emulator.cloud.vehicles import Model, Vehicle
from emulator.cloud.view import View
from emulator.garage import new_vin
from emulator.persona import Home, Persona
from emulator.services.resources import block_time, said_by_car
from emulator.tcu.parking import parked
from emulator.tcu.report import LOCKABLE
from emulator.tcu.route import Place
from emulator.tcu.state import CarState
from emulator.vin import fault
from emulator.world import World

from .diagnostics import Diagnosed, DiagnosticsError, Json, number, word
from .equipment import equipment, level_pct
from .platform import platform

MOST_IMPORTED: Final = 200

# Where it stood was redacted.
_HOME: Final = Home("FR", "Europe/Paris", 48.85661, 2.35222)
_PARKED_S: Final = 3_600.0
_YEAR_S: Final = 365 * 86_400.0
_MODEL_SIGNS: Final = 8
_A_VIN: Final = "JN1ZZZZZ000000000"
_YEAR: Final = 2022


@dataclass(frozen=True)
class Made:
    """A car that can be put into a world."""

    name: str
    persona: Persona
    state: CarState
    record: Json


def add(world: World, told: list[Diagnosed], account: Account | None) -> list[str]:
    """Add a car for each, paired to the account; return their VINs.

    Raises DiagnosticsError, and has changed nothing then.
    """
    first = len(world.personas)
    if first + len(told) > MOST_IMPORTED:
        raise DiagnosticsError(f"no more than {MOST_IMPORTED} cars can be imported")
    made = [_made(world, car, first + number) for number, car in enumerate(told, 1)]
    return [_add(world, car, account) for car in made]


def persona_of(car: Diagnosed, now: float) -> Persona:
    """Return the model of a car, its answers as if they had come now."""
    known = platform(car, now)
    prefix = word(car.record.get("vin")).upper()[:_MODEL_SIGNS]
    if fault(prefix + _A_VIN[_MODEL_SIGNS:]) is not None:
        prefix = _A_VIN[:_MODEL_SIGNS]
    year = number(car.record.get("modelYear"), 1980, 2100)
    return Persona(
        title=f"Nissan {known.model_name}, imported from diagnostics",
        brand="Nissan",
        model=known.model_name,
        model_year=_YEAR if year is None else int(year),
        wmi=prefix[:3],
        vds=prefix[3:],
        home=_HOME,
        equipment=equipment(car, known),
        platform=known,
    )


def _made(world: World, car: Diagnosed, number: int) -> Made:
    now = world.clock.now
    persona = persona_of(car, now)
    state = _state(car, persona, now)
    known = _with_what_it_says(persona, state)
    persona = replace(persona, platform=known)
    return Made(f"imported_{number}", persona, state, car.record)


def _state(car: Diagnosed, persona: Persona, now: float) -> CarState:
    """Return a parked car, as far as possible as it told of itself."""
    odometer_km = number(car.payload("cockpit").get("totalMileage"), 0, 2_000_000)
    state = parked(
        persona.equipment,
        since=now - _PARKED_S,
        place=Place(persona.home.latitude, persona.home.longitude, 0.0),
        odometer_km=odometer_km or 0.0,
        level_pct=level_pct(car),
    )
    if car.payload("lock_status").get("lockStatus") == "unlocked":
        state.unlocked, state.armed = LOCKABLE & persona.equipment.openings, False
    if persona.equipment.battery and car.payload("battery_status").get("plugStatus"):
        state.plugged, state.plugged_at = True, now - _PARKED_S
    state.privacy = word(car.record.get("privacyMode")).lower() == "on"
    state.sent = [replace(report, privacy=state.privacy) for report in state.sent]
    return state


def _with_what_it_says(persona: Persona, state: CarState) -> Platform:
    """Return the model's record; its answers know what this car said meanwhile."""
    known, cache = persona.platform, Cache()
    for report in state.sent:
        cache = merge(cache, report)
    view = View(
        cache, known, persona.equipment, None, frozenset(), ServiceStatus.ACTIVATED
    )
    recorded = {
        resource: {
            version: answer.begun(
                said_by_car(view, resource, version, known.answer(resource, version))
                or {},
                block_time(view, resource, version),
            )
            for version, answer in versions.items()
        }
        for resource, versions in known.recorded.items()
    }
    return replace(known, recorded=recorded)


def _add(world: World, made: Made, account: Account | None) -> str:
    persona, record = made.persona, made.record
    number = new_vin(world, made.name, persona)
    today = datetime.fromtimestamp(world.clock.now, UTC).date()
    delivered = today.replace(year=min(persona.model_year, today.year), month=1, day=1)
    vehicle = Vehicle(
        vin=number,
        model=made.name,
        zone=persona.home.zone,
        country=persona.home.country,
        color=persona.platform.colors[0],
        delivered_on=delivered.isoformat(),
        nickname=persona.model if record.get("nickname") else None,
        registration_number=None,
    )
    model = Model(made.name, persona.brand, persona.model_year, persona.platform)
    world.personas.add(made.name, persona)
    world.cloud.vehicles.add(vehicle, model)
    world.cloud.receive(world.add_car(number, made.name, made.state))
    if account is not None:
        role = Role.OWNER if record.get("role") in {None, "OWNER"} else Role.STANDARD
        at = world.clock.now - _YEAR_S
        world.cloud.accounts.pair(account.user_id, number, at=at, role=role)
    return number
