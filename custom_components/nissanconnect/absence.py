"""Why an entity of a car is missing: a table for the diagnostics (need 9)."""

from enum import StrEnum
from typing import Any, Final

from .api.errors import AccessDenied, NissanError, NoData, NotSupported, PrivacyMode
from .api.snapshot import Reading


class Absence(StrEnum):
    """What stands against an entity."""

    NOT_THIS_CAR = "not_this_car"  # neither for its kind nor as it is set up here
    NOT_READ = "not_read"
    NOT_TOLD = "not_told"  # the cloud answers, without this value
    NOT_SUPPORTED = "not_supported"
    ACCESS_DENIED = "access_denied"
    PRIVACY_MODE = "privacy_mode"
    NO_DATA = "no_data"
    NO_ANSWER = "no_answer"


_BY_ERROR: Final[dict[type[NissanError], Absence]] = {
    NotSupported: Absence.NOT_SUPPORTED,
    AccessDenied: Absence.ACCESS_DENIED,
    PrivacyMode: Absence.PRIVACY_MODE,
    NoData: Absence.NO_DATA,
}


def absence_of(reading: Reading[Any]) -> Absence:
    """Return why a reading has not told a value."""
    if reading.error is not None:
        return _BY_ERROR.get(type(reading.error), Absence.NO_ANSWER)
    return Absence.NOT_READ if reading.asked_at is None else Absence.NOT_TOLD
