"""What the demo plays: a scenario of the emulator, and how fast."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from emulator import moments, persona, scenario
from emulator.opening import DEFAULT_SCENARIO
from emulator.scenario import OwnedCar, Person, Scenario

from .errors import DemoError

_WEEK_S: Final = 7 * 86_400


@dataclass(frozen=True)
class Play:
    """A scenario by its name, or by the path of its file."""

    name: str
    scenario: Scenario

    @classmethod
    def of(cls, name_or_file: str) -> Self:
        """Find a scenario; raises emulator.datafile.DataError, or DemoError.

        DemoError is for one that shows no cars.
        """
        found = scenario.find(name_or_file)
        is_file = bool(Path(name_or_file).suffix)
        name = str(Path(name_or_file).absolute()) if is_file else name_or_file
        if not any(person.cars for person in found.accounts):
            raise DemoError(f"The scenario {name_or_file} has no cars to show.")
        return cls(name, found)

    @property
    def is_default(self) -> bool:
        """Whether nobody has asked for another."""
        return self.name == DEFAULT_SCENARIO

    @property
    def folder(self) -> str:
        """The name of the folder that such a demo is kept in."""
        return ".demo" if self.is_default else f".demo-{Path(self.name).stem}"

    @property
    def owner(self) -> Person:
        """Whose cars are shown."""
        return next(person for person in self.scenario.accounts if person.cars)

    @property
    def speed(self) -> float:
        """World seconds for each real second."""
        return self.scenario.speed or 1.0

    @property
    def is_fast(self) -> bool:
        """Whether time passes otherwise than for who watches."""
        return self.speed != 1

    @property
    def read_every_minutes(self) -> float:
        """How often Home Assistant reads the cloud."""
        return 0.1 if self.is_fast else 1

    def start(self, now: float) -> str | None:
        """Return when it is to begin, at `now`: an ISO time, or None for at once.

        What has a date is moved by whole weeks, so that it ends in the latest past.
        """
        began = self.scenario.start_at
        if began is None:
            return None
        steps = self.scenario.timeline
        ends = began + (steps[-1].seconds if steps else 0)
        return moments.iso(began + (now - ends) // _WEEK_S * _WEEK_S)

    def story(self, start: float) -> Iterator[str]:
        """Give a line for each step with a note, by the clock of its car."""
        cars = {
            car.nickname: car
            for person in self.scenario.accounts
            for car in person.cars
        }
        for step in self.scenario.timeline:
            if step.note is not None:
                at = _clock(cars[step.car], start + step.seconds)
                yield f"  {at}  {step.car}: {step.note}"


def _clock(car: OwnedCar, at: float) -> str:
    return f"{datetime.fromtimestamp(at, persona.load(car.persona).tzinfo):%a %H:%M}"
