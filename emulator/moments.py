"""World times at the edges: ISO 8601 in UTC outside, POSIX seconds inside."""

from datetime import UTC, datetime


def iso(moment: float) -> str:
    """Return e.g. `2026-03-02T06:00:00Z`, with milliseconds where there are any."""
    at = datetime.fromtimestamp(round(moment, 3), UTC)
    unit = "milliseconds" if at.microsecond else "seconds"
    return at.isoformat(timespec=unit).replace("+00:00", "Z")


def parse(text: str) -> float:
    """Read an ISO time; one without a zone is UTC; raises ValueError."""
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
