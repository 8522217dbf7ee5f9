"""How the rounds of one car end, and what the account's line is told of it.

A car of which nothing comes is asked for one thing at a time, after hours less often;
the others of the account as ever.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from homeassistant.util import dt as dt_util

from ..account.backoff import Backoff
from ..account.connection import Connection
from ..api.answer import Answer
from ..api.errors import DeniedEverywhere, NissanError, ResourceError
from ..api.resources import ResourceKey

_FIRST_REST: Final = timedelta(minutes=10)
_LONGEST_REST: Final = timedelta(minutes=30)
# A round or two in vain may be chance; so many are hours.
_CHANCE: Final = 2
_HOURS: Final = 24


class VehicleLine:
    """One car's part of the line; `failure` is how the last round failed."""

    def __init__(self, connection: Connection, vin: str, seed: str) -> None:
        """Start as if the last round had been good."""
        self.failure: NissanError | None = None
        self._rests = Backoff(
            f"{seed}/{vin}", _FIRST_REST, _LONGEST_REST, spared=_HOURS
        )
        self._rests_until: datetime | None = None
        self._in_vain = 0
        self._connection = connection
        self._vin = vin
        # What was asked for in vain since the cloud was lost.
        self._lost = set[ResourceKey]()

    @property
    def denied(self) -> bool:
        """Whether all that was asked of the car last was denied."""
        return isinstance(self.failure, DeniedEverywhere)

    @property
    def rests_until(self) -> datetime | None:
        """Until when it is left alone after rounds in vain; None if it is not."""
        until = self._rests_until
        return None if until is None or until <= dt_util.utcnow() else until

    def probe(self, due: set[ResourceKey]) -> set[ResourceKey]:
        """Return what to ask for first: all, after rounds in vain one after another."""
        if self._in_vain < _CHANCE:
            return due
        return {sorted(due)[self._in_vain % len(due)]}

    def note(
        self,
        failure: NissanError | None,
        outcomes: Mapping[ResourceKey, Answer | NissanError],
    ) -> None:
        """Note how a round ended; in a partial outage once, not at each other round."""
        self.failure = failure
        if failure is None or isinstance(failure, ResourceError | DeniedEverywhere):
            self._rests.worked()
            self._rests_until, self._in_vain = None, 0
        else:
            self._in_vain += 1
            self._rests_until = dt_util.utcnow() + self._rests.failed()
        if failure is None:
            answered = {k for k, told in outcomes.items() if isinstance(told, Answer)}
            if not self._lost or answered & self._lost:
                self._lost.clear()
                self._connection.answered(self._vin)
        elif not isinstance(failure, ResourceError):
            self._lost.update(outcomes)
            self._connection.failed(self._vin, failure)
