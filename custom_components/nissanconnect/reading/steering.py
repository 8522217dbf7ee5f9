"""How the owner steers the reading of one car: faster, slower, or not at all."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple, Self

from ..api.resources import ResourceKey
from ..options import INTERVALS, intervals


class Chosen(NamedTuple):
    """Minutes of one interval, chosen for one car in place of the account's."""

    minutes: float
    instead_of: float


class Steering:
    """What is chosen for one car; the account's options hold for the rest.

    A choice holds until the option in whose place it stands is changed.
    """

    def __init__(
        self, paused: bool = False, chosen: dict[str, Chosen] | None = None
    ) -> None:
        """Begin with what was kept, or anew."""
        self.paused = paused
        self.chosen: dict[str, Chosen] = chosen or {}

    def intervals(self, options: Mapping[str, Any]) -> dict[ResourceKey, timedelta]:
        """Return how often each resource of the car is read, by the clock."""
        return intervals({**options, **self.minutes(options)})

    def every(self, read: Mapping[ResourceKey, timedelta]) -> timedelta | None:
        """Return how often to look for what is due; None for never."""
        return None if self.paused else min(read.values())

    def minutes(self, options: Mapping[str, Any]) -> dict[str, float]:
        """Return the intervals of the car, minutes, by their options' names."""
        wanted = {name: options.get(name, usual) for name, usual in INTERVALS.items()}
        for name, chosen in self.chosen.items():
            if wanted.get(name) == chosen.instead_of:
                wanted[name] = chosen.minutes
        return wanted

    def choose(self, name: str, minutes: float, options: Mapping[str, Any]) -> None:
        """Have an interval of the car otherwise than the account's."""
        self.chosen[name] = Chosen(minutes, options.get(name, INTERVALS[name]))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        chosen = {name: one._asdict() for name, one in self.chosen.items()}
        return {"paused": self.paused, "chosen": chosen}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        chosen = {
            name: Chosen(float(one["minutes"]), float(one["instead_of"]))
            for name, one in data["chosen"].items()
        }
        return cls(bool(data["paused"]), chosen)
