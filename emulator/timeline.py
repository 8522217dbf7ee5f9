"""What happens in a world as time goes by: steps, each at its moment and once."""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from .steps import Step


class Planned(Struct, frozen=True, omit_defaults=True):
    """A step to come, in world time; `vin` is that of its car, if it has one."""

    at: float
    step: Step
    vin: str | None = None


class Outcome(Struct, frozen=True):
    """How the step of a number went: what was wrong, if something was."""

    number: int
    wrong: tuple[str, ...] = ()


class Play(Struct, frozen=True):
    """A scenario being played: all its steps, how many are done, how they went.

    `source` is the file's name. `outcomes` has all asserts, and what went wrong.
    """

    title: str = ""
    source: str = ""
    steps: tuple[Planned, ...] = ()
    done: int = 0
    outcomes: tuple[Outcome, ...] = ()

    @property
    def left(self) -> tuple[Planned, ...]:
        """The steps to come, the next one first."""
        return self.steps[self.done :]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """What went wrong so far."""
        return tuple(one for one in self.outcomes if one.wrong)


type Act = Callable[[Planned], tuple[str, ...]]


class Timeline:
    """The steps to come, on the clock; `act` does each and tells what was wrong."""

    key: Final = "timeline"

    def __init__(self, act: Act) -> None:
        """Start without steps."""
        self.changed = False
        self.play = Play()
        self._act = act

    def plan(self, title: str, source: str, steps: Iterable[Planned]) -> None:
        """Take in all steps of a scenario, in the order of their moments."""
        self.play = Play(title, source, tuple(steps))
        self.changed = True

    def next_due(self) -> float | None:
        """Return when the next step is due."""
        left = self.play.left
        return left[0].at if left else None

    def advance_to(self, now: float) -> None:
        """Do what is due by `now`."""
        play = self.play
        while play.done < len(play.steps) and play.steps[play.done].at <= now:
            number, planned = play.done, play.steps[play.done]
            # Done, whatever comes of it: never a second time.
            self.play, self.changed = replace(play, done=number + 1), True
            wrong = self._act(planned)
            if wrong or planned.step.kind == "assert":
                outcomes = (*play.outcomes, Outcome(number, wrong))
                self.play = replace(self.play, outcomes=outcomes)
            play = self.play

    def dump(self) -> bytes:
        """Return the play as JSON."""
        return msgspec.json.encode(self.play)

    def load(self, data: bytes) -> None:
        """Take back what `dump` returned; raises msgspec.DecodeError."""
        self.play = msgspec.json.decode(data, type=Play)
