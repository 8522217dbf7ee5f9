"""Tolerant primitives: nothing raises, nothing is invented (protocol 8.4, F50 to F66).

A reader turns one raw value into ours. It raises `Unusable` when the value says nothing
(wrong type, sentinel, out of range): the last good one stays. It raises `Unknown` when
the value says something we do not know: the field becomes None (F53).
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import replace
from datetime import UTC, datetime, timedelta
import math
import re
from typing import Any, NamedTuple, cast

# A car's clock may run ahead of the server's by this much (protocol 4).
MAX_AHEAD = timedelta(seconds=300)


class Unusable(ValueError):  # noqa: N818 - a word, not a fault
    """The value says nothing."""


class Unknown(ValueError):  # noqa: N818 - a word, not a fault
    """The value is none of those we know."""


type Reader[T] = Callable[[Any, datetime], T]

# The car's own time says nothing about the car.
TIME_FIELD = "reported_at"


class Field(NamedTuple):
    """Where a field of a model comes from: the first usable of several keys.

    With `carried` the last good value stays while the payload has none (F50).
    """

    sources: Mapping[str, Reader[Any]]
    carried: bool = True


def take(read: Reader[Any], *keys: str, carried: bool = True) -> Field:
    """Return a field whose keys are all read alike."""
    return Field(dict.fromkeys(keys, read), carried)


class Parsed[T](NamedTuple):
    """A model, the fields the payload had no word on, and the keys that were odd."""

    value: T
    missing: frozenset[str] = frozenset()
    oddities: tuple[str, ...] = ()

    def without(self, name: str) -> Parsed[T]:
        """Return it as if the payload had no word on a field."""
        value = replace(cast("Any", self.value), **{name: None})
        return replace(self, value=value, missing=self.missing | {name})


def build[T](
    model: Callable[..., T],
    table: Mapping[str, Field],
    payload: Mapping[str, Any],
    at: datetime,
) -> Parsed[T] | None:
    """Read a model by its table; `at` is the server's time of the answer.

    None if the payload has no word on any field but the car's time.
    """
    values: dict[str, Any] = {}
    oddities: list[str] = []
    for name, field in table.items():
        with suppress(Unusable):
            values[name] = _first(field.sources, payload, at, oddities)
    if not values.keys() - {TIME_FIELD}:
        return None
    missing = {name for name, field in table.items() if field.carried} - values.keys()
    return Parsed(model(**values), frozenset(missing), tuple(oddities))


def _first(
    sources: Mapping[str, Reader[Any]],
    payload: Mapping[str, Any],
    at: datetime,
    oddities: list[str],
) -> Any:
    for key, read in sources.items():
        raw = payload.get(key)
        if raw is None:
            continue
        try:
            return read(raw, at)
        except Unusable:
            oddities.append(f"{key}: unusable")
        except Unknown as err:
            oddities.append(f"{key}: unknown {err}")
            return None
    raise Unusable


def number(
    low: float, high: float, *, sentinels: Sequence[float] = ()
) -> Reader[float]:
    """Return a reader of numbers from `low` to `high`."""

    def read(raw: Any, at: datetime) -> float:
        value = as_number(raw)
        if value is None or not low <= value <= high or value in sentinels:
            raise Unusable
        return value

    return read


def choice[T](values: Mapping[str, T]) -> Reader[T]:
    """Return a reader of `values`, whose keys are `1`, `-1.1` or lower-case text."""

    def read(raw: Any, at: datetime) -> T:
        known = _symbol(raw)
        if known == "unknown":
            raise Unusable
        if known not in values:
            raise Unknown(known[:40])
        return values[known]

    return read


def _symbol(raw: Any) -> str:
    value = as_number(raw)
    if value is not None:
        return f"{value:.10g}"
    if isinstance(raw, bool):
        return str(int(raw))
    if isinstance(raw, str):
        return raw.strip().lower()
    raise Unusable


flag = choice(
    {"0": False, "1": True, "false": False, "true": True, "off": False, "on": True}
)


def words(raw: Any, at: datetime) -> str:
    """Read a text."""
    known = text(raw)
    if known is None:
        raise Unusable
    return known


def past(raw: Any, at: datetime) -> datetime:
    """Read a moment that has been; one still to come has a wrong zone (F61)."""
    moment = future(raw, at)
    if moment > at + MAX_AHEAD:
        raise Unusable
    return moment


def future(raw: Any, at: datetime) -> datetime:
    """Read any moment."""
    moment = as_time(raw)
    if moment is None:
        raise Unusable
    return moment


def as_number(raw: Any) -> float | None:
    """Return a finite number, also from text; None if it is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    if isinstance(raw, str) and "_" in raw:
        return None
    try:
        value = float(raw)
    except ValueError, OverflowError:
        return None
    return value if math.isfinite(value) else None


def as_time(raw: Any) -> datetime | None:
    """Return a UTC time from any form of the wire (protocol 4); no zone means UTC."""
    if not isinstance(raw, str) or ":" not in raw:
        return None
    told = raw.strip().upper()
    moment = _utc(told) or _utc(_padded(told))
    # Clocks that were never set say 1970 or 0001.
    return moment if moment and moment.year >= 2010 else None  # noqa: PLR2004


def _utc(told: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except ValueError, OverflowError:
        return None


def _padded(told: str) -> str:
    """Return a time all of whose numbers have two digits, but for a fraction."""
    return re.sub(r"(?<![\d.])(\d)(?!\d)", r"0\1", told, flags=re.ASCII)


def found(words: str, told: str) -> re.Match[str] | None:
    """Find a pattern in what people are told; compiled when it is first wanted."""
    return re.search(words, told, re.IGNORECASE)


def text(raw: Any) -> str | None:
    """Return a text that is not empty, also from a whole number."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    return (raw.strip() or None) if isinstance(raw, str) else None


def whole(raw: Any) -> int | None:
    """Return a whole number, also from text."""
    value = as_number(raw)
    return int(value) if value is not None and value.is_integer() else None


# What the tables of all resources share: the car's own time, and the usual ranges.
REPORTED = take(past, "lastUpdateTime", "timestamp")
RANGE_KM = number(0, 3000)
PERCENT = number(0, 100)
CELSIUS = number(-60, 95)
