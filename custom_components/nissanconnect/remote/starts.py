"""How many remote starts are left, as we count them: the wire does not tell (R5)."""

from collections.abc import Mapping
from typing import Any, Final, Self

from ..api.commands import Command, StartEngine
from ..api.models import EngineState
from ..api.outcomes import Outcome, Reason
from ..api.snapshot import VehicleSnapshot
from .control import Attempt

# So many in a row; then the car has to be started by hand.
LIMIT: Final = 2


class StartCount:
    """The remote starts of one car since somebody last turned its ignition ON.

    `remote` is whether the car was seen running remotely, `odometer_km` what it told
    last: with it a drive is noticed that began and ended between two looks.
    """

    def __init__(
        self, used: int = 0, *, remote: bool = False, odometer_km: float | None = None
    ) -> None:
        """Begin with none, or go on with what was kept."""
        self.used = used
        self.remote = remote
        self.odometer_km = odometer_km

    @property
    def left(self) -> int:
        """How many more starts the car should take."""
        return LIMIT - self.used

    def saw(self, car: VehicleSnapshot, by: Command | None) -> None:
        """Take in what the car told while our command `by` was under way."""
        driven = self._was_driven(car)
        remote = car.engine is EngineState.RUNNING_REMOTELY
        if driven or car.engine is EngineState.RUNNING_BY_KEY:
            self.used = 0
        if remote and not isinstance(by, StartEngine):
            self.used = max(1, min(self.used + (not self.remote), LIMIT))
        elif car.engine is EngineState.KEY_ONLY:
            self.used = LIMIT
        self.remote = remote

    def ended(self, attempt: Attempt) -> None:
        """Take in how a command ended; a car that refuses knows better than we."""
        command, result = attempt.command, attempt.result
        if not isinstance(command, StartEngine):
            return
        if result.outcome is Outcome.DONE:
            # A car that took it though none was left had been started by hand unseen.
            before = 0 if self.used == LIMIT else self.used
            self.used = min(before + 1 + command.double, LIMIT)
        elif result.reason is Reason.START_LIMIT:
            self.used = max(self.used, 1) if command.double else LIMIT

    def _was_driven(self, car: VehicleSnapshot) -> bool:
        told = car.cockpit.value
        if told is None or told.odometer_km is None:
            return False
        before, self.odometer_km = self.odometer_km, told.odometer_km
        return before is not None and told.odometer_km > before

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "used": self.used,
            "remote": self.remote,
            "odometer_km": self.odometer_km,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        return cls(
            int(data["used"]),
            remote=bool(data["remote"]),
            odometer_km=data["odometer_km"],
        )
