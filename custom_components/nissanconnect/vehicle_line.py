"""How the rounds of one car end, and what the account's line is told of it."""

from collections.abc import Mapping

from .api.answer import Answer
from .api.errors import DeniedEverywhere, NissanError, ResourceError
from .api.resources import ResourceKey
from .connection import Connection


class VehicleLine:
    """One car's part of the line; `failure` is how the last round failed."""

    def __init__(self, connection: Connection, vin: str) -> None:
        """Start as if the last round had been good."""
        self.failure: NissanError | None = None
        self._connection = connection
        self._vin = vin
        # What was asked for in vain since the cloud was lost.
        self._lost = set[ResourceKey]()

    @property
    def denied(self) -> bool:
        """Whether all that was asked of the car last was denied."""
        return isinstance(self.failure, DeniedEverywhere)

    def note(
        self,
        failure: NissanError | None,
        outcomes: Mapping[ResourceKey, Answer | NissanError],
    ) -> None:
        """Note how a round ended; in a partial outage once, not at each other round."""
        self.failure = failure
        if failure is None:
            answered = {k for k, told in outcomes.items() if isinstance(told, Answer)}
            if not self._lost or answered & self._lost:
                self._lost.clear()
                self._connection.answered(self._vin)
        elif not isinstance(failure, ResourceError):
            self._lost.update(outcomes)
            self._connection.failed(self._vin, failure)
