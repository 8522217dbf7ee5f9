"""A scenario: the world at its start, as data that people write."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final as Fixed, override

from msgspec import Meta, Struct

from . import datafile, drives, moments, persona, routes
from .clock import MAX_SPEED
from .cloud import gates
from .cloud.monitoring import MOST
from .datafile import DataError
from .moments import Duration
from .services.restriction_bodies import Restriction
from .steps import Final, ServiceDue, Step
from .tcu.deeds import Drive, Refused

SCENARIOS = Path(__file__).parent / "scenarios"
# Items of these lists know their lines, to be named when they fail.
_NUMBERED: Fixed = ("timeline", "asserts")

type Days = Annotated[float, Meta(ge=0, le=20_000)]
type Hours = Annotated[float, Meta(ge=0.25, le=2_000)]
# No page's JavaScript loses a digit of it.
type Seed = Annotated[int, Meta(ge=0, le=2**53 - 1)]
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
    given, `past_days` of it, follows from the seed. `alerts` are in force from the
    start, as clients write them (M1); `service` is the next one, from the start on. One
    that is `sold` is listed still, and refuses everything (F81).
    """

    nickname: str | None = None
    registration: str | None = None
    enrolled_days_ago: Days
    past_days: Annotated[float, Meta(ge=0, le=3_660)] = 0
    security_code: Annotated[str, Meta(pattern=r"^[0-9]{4}\Z")] | None = None
    alerts: tuple[Restriction, ...] = ()
    service: ServiceDue | None = None
    sold: bool = False

    @override
    def __post_init__(self) -> None:
        """Refuse a persona that does not exist, and what it does not know (S2, M1)."""
        super().__post_init__()
        model = persona.load(self.persona)
        if self.security_code is not None and model.equipment.security == "none":
            raise ValueError(f"the persona {self.persona!r} has no security code")
        kinds = Counter(alert.watched for alert in self.alerts)
        if not all(gates.ALERTS[kind](model.platform) for kind in kinds):
            raise ValueError(f"the persona {self.persona!r} does not watch that")
        if any(number > MOST[kind] for kind, number in kinds.items()):
            raise ValueError("too many alerts of a kind")


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
    """Who and what there is when the world begins, what happens, what holds at last.

    `start` (by the clock of `zone`, or UTC, if it has no offset), `speed` and `seed`
    are for who does not say otherwise. It ends after its last step, or at `ends`; then
    its `asserts` must hold.
    """

    title: str
    accounts: tuple[Person, ...]
    showroom: tuple[ParkedCar, ...] = ()
    start: datetime | None = None
    zone: str | None = None
    seed: Seed | None = None
    speed: Annotated[float, Meta(gt=0, le=MAX_SPEED)] | None = None
    timeline: tuple[Step, ...] = ()
    ends: Duration | None = None
    asserts: tuple[Final, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a start that is out of this world, and a timeline that cannot be."""
        self._check_zone()
        self._check_start()
        self._check_cars()
        for number, step in enumerate(self.timeline):
            _check_route(number, step)
            _check_endpoint(number, step)
        for number, (before, step) in enumerate(pairwise(self.timeline), 1):
            if step.seconds < before.seconds:
                at = f"timeline[{number}].after"
                raise datafile.fault(at, "earlier than the step before")
        if self.timeline and self.end_s < self.timeline[-1].seconds:
            raise datafile.fault("ends", "earlier than the last step")

    @property
    def start_at(self) -> float | None:
        """The start in world time, if the scenario has one."""
        if self.start is None:
            return None
        zone = None if self.zone is None else moments.zone(self.zone)
        return moments.of(self.start, zone)

    @property
    def end_s(self) -> float:
        """How many seconds after its start it ends."""
        if self.ends is not None:
            return moments.seconds(self.ends)
        return self.timeline[-1].seconds if self.timeline else 0.0

    @property
    def steps(self) -> tuple[Step, ...]:
        """The timeline, and the asserts at the end of it."""
        last = self.timeline[-1].after if self.timeline else "0:00"
        after = self.ends or last
        return (*self.timeline, *(final.step(after) for final in self.asserts))

    @property
    def nicknames(self) -> Iterator[str]:
        """The names of all cars that have one."""
        for person in self.accounts:
            for car in person.cars:
                if car.nickname is not None:
                    yield car.nickname

    def _check_zone(self) -> None:
        if self.zone is None:
            return
        if self.start is None:
            raise datafile.fault("zone", "of no use without a start")
        try:
            moments.zone(self.zone)
        except ValueError as err:
            raise datafile.fault("zone", str(err)) from err

    def _check_start(self) -> None:
        try:
            _ = self.start_at
        except ValueError as err:
            raise datafile.fault("start", str(err)) from err

    def _check_cars(self) -> None:
        known = Counter(self.nicknames)
        named = {f"timeline[{n}]": one.car for n, one in enumerate(self.timeline)}
        named |= {f"asserts[{n}]": one.car for n, one in enumerate(self.asserts)}
        for path, car in named.items():
            if car is not None and known[car] != 1:
                has = "no car" if car not in known else "more than one car"
                text = f"{has} with the nickname {car!r}"
                raise datafile.fault(f"{path}.car", text)


def _check_route(number: int, step: Step) -> None:
    if isinstance(step.driver, Drive):
        try:
            drives.resolve(step.driver)
        except Refused as err:
            raise datafile.fault(f"timeline[{number}].driver.route", str(err)) from err


def _check_endpoint(number: int, step: Step) -> None:
    endpoint = step.fault.endpoint if step.fault else None
    if endpoint is not None and endpoint not in routes.ENDPOINTS:
        at = f"timeline[{number}].fault.endpoint"
        raise datafile.fault(at, f"there is no endpoint {endpoint!r}")


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
    return datafile.read(path, Scenario, numbered=_NUMBERED)


def parse(text: str, name: str) -> Scenario:
    """Read a scenario's text; `name` stands for its file in errors (DataError)."""
    return datafile.parse(text, Scenario, name, numbered=_NUMBERED)


def is_scenario(path: Path) -> bool:
    """Tell a scenario from a persona: only people have accounts; raises DataError."""
    return "accounts" in datafile.read(path, dict[str, Any])
