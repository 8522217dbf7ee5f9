"""Answers of a real car, kept as they came, and given again by another one."""

from datetime import UTC, datetime
import re
from typing import Any

from msgspec import Struct

_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?P<s>:\d\d)?(?P<f>\.\d+)?(Z|[+-]\d\d:\d\d)?"
)


class Recorded(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer: its attributes, and what the emulated car says of itself `then`.

    Each attribute is given as it came while the car has nothing else to say, then as
    the car has it, in the form in which it came; what the car knows nothing of stays.
    """

    payload: dict[str, Any]
    then: dict[str, Any] = {}

    def answer(self, now: dict[str, Any]) -> dict[str, Any]:
        """Return the attributes that this answer has, for a car that says `now`."""
        return _answer(self.payload, self.then, now)


def _answer(
    payload: dict[str, Any], then: dict[str, Any], now: dict[str, Any]
) -> dict[str, Any]:
    return {
        name: _value(told, then.get(name), now[name]) if name in now else told
        for name, told in payload.items()
    }


def _value(told: Any, then: Any, now: Any) -> Any:
    """Return one value; what was not measured then is not measured now (8.4)."""
    if isinstance(told, dict) and isinstance(now, dict):
        return _answer(told, then if isinstance(then, dict) else {}, now)
    if now == then or (not told and then and told != then):
        return told
    return _formed(told, now)


def _formed(told: Any, now: Any) -> Any:
    """Return a value in the form of another one."""
    match told:
        case str() if is_time(told) and isinstance(now, str) and is_time(now):
            return stamp_like(told, datetime.fromisoformat(now).timestamp())
        case str() if isinstance(now, int | float):
            return str(now)
        case bool() | str() | None:
            return now
        case float() if isinstance(now, int | float):
            return float(now)
        case int() if isinstance(now, int | float):
            return round(now)
        case _:
            return now


def is_time(text: str) -> bool:
    """Whether a text is a time of the wire."""
    if _TIME.fullmatch(text) is None:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def stamp_like(example: str, moment: float) -> str:
    """Return a moment (world time) in the form of an example: digits and zone."""
    told = datetime.fromisoformat(example)
    match = _TIME.fullmatch(example)
    seconds = "seconds" if match is None or match["s"] else "minutes"
    spec = "milliseconds" if match and match["f"] else seconds
    text = datetime.fromtimestamp(moment, told.tzinfo or UTC).isoformat(timespec=spec)
    if told.tzinfo is None:
        return text.removesuffix("+00:00")
    return text.replace("+00:00", "Z") if example.endswith("Z") else text
