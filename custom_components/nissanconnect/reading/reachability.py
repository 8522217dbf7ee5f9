"""Whether a car can be expected to answer: asleep is normal."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# A car that is awake reports every few minutes.
_AWAKE: Final = timedelta(minutes=15)


class Reachability(StrEnum):
    """What the last report and the last wake say."""

    AWAKE = "awake"
    ASLEEP = "asleep"
    UNREACHABLE = "unreachable"


def reachability(
    reported_at: datetime, now: datetime, *, wake_failed: bool
) -> Reachability:
    """Return it for a car that reported last at a time; `now` is the cloud's."""
    if wake_failed:
        return Reachability.UNREACHABLE
    silent = now - reported_at
    return Reachability.AWAKE if silent < _AWAKE else Reachability.ASLEEP
