"""Answers of a real car, kept as they came, and given again by another one."""

from datetime import UTC, datetime
import re
from typing import Any, Final

from msgspec import Struct

_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?P<s>:\d\d)?(?P<f>\.\d+)?(Z|[+-]\d\d:\d\d)?"
)


# What diagnostics keep to themselves: the emulated car has its own.
REDACTED: Final = "**REDACTED**"

_MAY_BE_NOT_MEASURED: Final = frozenset(
    {"batteryTemperature", "batteryCapacity", "batteryAvailableEnergy"}
)


class Recorded(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer: its attributes, and what the emulated car said of itself `then`.

    It is given as it came while the car has told nothing since its time `at`; then as
    the car has it, in the form in which it came. What the car knows nothing of stays,
    and so do null and the 0 of what was not measured (4.4, 8.4).
    """

    payload: dict[str, Any]
    then: dict[str, Any] = {}
    at: float | None = None

    def answer(self, now: dict[str, Any], at: float | None) -> dict[str, Any]:
        """Return the attributes for a car that says `now`, told at `at`."""
        if at is not None and at == self.at:
            return self.payload
        return _answer(self.payload, self.then, now)

    def begun(self, then: dict[str, Any], at: float | None) -> Recorded:
        """Return it for a car that says `then`, told at `at`, when it begins."""
        own = {
            name: then[name] if told == REDACTED else told
            for name, told in self.payload.items()
            if name in then or told != REDACTED
        }
        return Recorded(own, then, at)


def _answer(
    payload: dict[str, Any], then: dict[str, Any], now: dict[str, Any]
) -> dict[str, Any]:
    return {
        name: _value(name, told, then, now[name]) if name in now else told
        for name, told in payload.items()
        if name in now or told != REDACTED
    }


def _value(name: str, told: Any, then: dict[str, Any], now: Any) -> Any:
    if told == REDACTED:
        return now
    known = then.get(name)
    if isinstance(told, dict) and isinstance(now, dict):
        return _answer(told, known if isinstance(known, dict) else {}, now)
    null = told is None or (told == 0 and name in _MAY_BE_NOT_MEASURED)
    return told if null and known is not None and told != known else _formed(told, now)


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
