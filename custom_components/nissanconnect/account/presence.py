"""Whether a car is still its owner's, by the lists and by what the cloud refuses."""

from collections.abc import Mapping
from typing import Any, Final, Self

from ..vehicle_issues import VehicleIssue

# Fewer complete lists prove nothing (faults F81, F84).
_LISTS: Final = 3


class Presence:
    """So many complete lists in a row were without a car, or found it all denied."""

    def __init__(self, missing: int = 0, denied: int = 0) -> None:
        """Begin with what was kept, or anew."""
        self.missing = missing
        self.denied = denied

    def note(self, *, listed: bool, denied: bool) -> None:
        """Take in a list that could be read whole, or has the car."""
        self.missing = 0 if listed else self.missing + 1
        self.denied = self.denied + 1 if listed and denied else 0

    @property
    def doubt(self) -> VehicleIssue | None:
        """What the owner is to be asked."""
        if self.missing >= _LISTS:
            return VehicleIssue.MISSING
        return VehicleIssue.DENIED if self.denied >= _LISTS else None

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {"missing": self.missing, "denied": self.denied}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        return cls(int(data["missing"]), int(data["denied"]))
