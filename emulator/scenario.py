"""A scenario: the world at its start, as data that people write."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, override

from msgspec import Meta, Struct

from . import datafile, persona
from .datafile import DataError

SCENARIOS = Path(__file__).parent / "scenarios"

type Days = Annotated[float, Meta(ge=0, le=20_000)]
type Hours = Annotated[float, Meta(ge=0.25, le=2_000)]
type NotNegative = Annotated[float, Meta(ge=0)]


class Parked(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a car stands, degrees; and for how long its ignition has been OFF."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    heading_deg: Annotated[float, Meta(ge=0, lt=360)]
    hours: Hours


class ParkedCar(Struct, frozen=True, forbid_unknown_fields=True):
    """A car as the world finds it, locked and asleep; `level_pct` full."""

    persona: str
    parked: Parked
    odometer_km: NotNegative
    level_pct: Annotated[float, Meta(ge=0, le=100)]
    delivered_days_ago: Days
    color: str | None = None

    def __post_init__(self) -> None:
        """Refuse a persona that does not exist."""
        if self.persona not in persona.names():
            raise ValueError(f"no persona {self.persona!r}")


class OwnedCar(ParkedCar, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A car paired to an account, so many days before the start (D3).

    `security_code` is the owner's, in force from the start (S1). The past that it is
    given, `past_days` of it, follows from the seed.
    """

    nickname: str | None = None
    registration: str | None = None
    enrolled_days_ago: Days
    past_days: Annotated[float, Meta(ge=0, le=3_660)] = 0
    security_code: Annotated[str, Meta(pattern=r"^[0-9]{4}\Z")] | None = None

    @override
    def __post_init__(self) -> None:
        """Refuse a persona that does not exist, or that knows no security code (S2)."""
        super().__post_init__()
        if self.security_code is None:
            return
        if persona.load(self.persona).equipment.security == "none":
            raise ValueError(f"the persona {self.persona!r} has no security code")


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """An account and its cars."""

    email: str
    password: str
    first_name: str
    last_name: str
    country: str
    cars: tuple[OwnedCar, ...] = ()

    @property
    def security_codes(self) -> list[str]:
        """The codes of the cars, each once."""
        return sorted({car.security_code for car in self.cars if car.security_code})


class Scenario(Struct, frozen=True, forbid_unknown_fields=True):
    """Who and what there is when the world begins."""

    title: str
    accounts: tuple[Person, ...]
    showroom: tuple[ParkedCar, ...] = ()


def names() -> list[str]:
    """Return the names of all shipped scenarios."""
    return sorted(path.stem for path in SCENARIOS.glob("*.yaml"))


@cache
def load(name: str) -> Scenario:
    """Return a shipped scenario; raises DataError."""
    if name not in names():
        raise DataError(f"no scenario {name!r}; there are {', '.join(names())}")
    return read(SCENARIOS / f"{name}.yaml")


def people(name: str) -> dict[str, Person]:
    """Return a shipped scenario's people by e-mail; their passwords are no secret."""
    accounts = load(name).accounts if name in names() else ()
    return {person.email: person for person in accounts}


def find(name_or_file: str) -> Scenario:
    """Return a scenario by its name, or from a file; raises DataError."""
    file = Path(name_or_file)
    return read(file) if file.suffix else load(name_or_file)


def read(path: Path) -> Scenario:
    """Read a scenario file; raises DataError with file, line and key."""
    return datafile.read(path, Scenario)


def is_scenario(path: Path) -> bool:
    """Tell a scenario from a persona: only people have accounts; raises DataError."""
    return "accounts" in datafile.read(path, dict[str, Any])
