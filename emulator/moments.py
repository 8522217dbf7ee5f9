"""World times at the edges: ISO 8601 in UTC outside, POSIX seconds inside."""

from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from msgspec import Meta

type Duration = Annotated[str, Meta(pattern=r"^[0-9]{1,4}(:[0-5][0-9]){1,2}\Z")]

_UNITS_S: Final = (3_600, 60, 1)

# A world's years: cars with a modem until calendars and JSON get into trouble.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp()


def iso(moment: float) -> str:
    """Return e.g. `2026-03-02T06:00:00Z`, with milliseconds where there are any."""
    at = datetime.fromtimestamp(round(moment, 3), UTC)
    unit = "milliseconds" if at.microsecond else "seconds"
    return at.isoformat(timespec=unit).replace("+00:00", "Z")


@lru_cache(1)
def http_date(second: int) -> str:
    """Return a time as HTTP headers have it."""
    return formatdate(second, usegmt=True)


def parse(text: str) -> float:
    """Read an ISO time from 1990 to 2200, UTC if it has no zone; raises ValueError."""
    return of(datetime.fromisoformat(text))


def of(at: datetime, zone: ZoneInfo | None = None) -> float:
    """Return a time from 1990 to 2200; raises ValueError.

    Without an offset it is by the clock of `zone` (UTC), the first of two if it comes
    twice; an offset must be that of `zone`, if there is one.
    """
    moment = (at if at.tzinfo else at.replace(tzinfo=zone or UTC)).timestamp()
    if not EARLIEST <= moment <= LATEST:
        raise ValueError("not within the years 1990 to 2200")
    if zone is not None:
        _refuse_contradiction(at, datetime.fromtimestamp(moment, zone))
    return moment


def _refuse_contradiction(at: datetime, there: datetime) -> None:
    if at.tzinfo is None and there.replace(tzinfo=None) != at:
        raise ValueError(f"the clocks of {there.tzinfo} leap over it")
    if at.tzinfo is not None and there.utcoffset() != at.utcoffset():
        raise ValueError(f"{there.tzinfo} has the offset {there:%:z} then")


def zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; raises ValueError."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as err:
        raise ValueError(f"no time zone {name!r}") from err


def seconds(duration: str) -> float:
    """Return the seconds of hours, minutes and seconds (`7:40`, `26:05:30`)."""
    parts = map(int, duration.split(":"))
    return sum(part * unit for part, unit in zip(parts, _UNITS_S, strict=False))
