"""Spoilt data: what a cloud says although it is not so (F50 to F69, F75)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from .effects import Shot

type Attributes = dict[str, Any]

_TIMES: Final = ("lastUpdateTime", "timestamp")
_FORM: Final = "%Y-%m-%dT%H:%M:%SZ"
_KM_BACK: Final = 4_000.0
_BETWEEN_S: Final = 1_200.0
_SENTINELS: Final[dict[str, Any]] = {
    "batteryLevel": 255,
    "batteryTemperature": -129,
    "chargingRemainingTime": 705,
    "externalTemperature": -129,
    "fuelLevel": 255,
    "internalTemperature": -129,
    "totalMileage": 1_048_575,
}


def loses_a_field(said: Attributes, shot: Shot) -> Attributes:
    """F50: one of the fields is not there, each time another one."""
    names = sorted(said)
    if not names:
        return said
    lost = names[int(shot.draw("field") * len(names))]
    return {name: value for name, value in said.items() if name != lost}


def nulls(said: Attributes, shot: Shot) -> Attributes:
    """F51: every field is null."""
    return dict.fromkeys(said)


def texts(said: Attributes, shot: Shot) -> Attributes:
    """F52: numbers are texts, and every other one is UNKNOWN."""
    numbers = [name for name, value in said.items() if _is_number(value)]
    unknown = set(numbers[1::2])
    return {
        name: ("UNKNOWN" if name in unknown else str(value))
        if _is_number(value)
        else value
        for name, value in said.items()
    }


def new_words(said: Attributes, shot: Shot) -> Attributes:
    """F53: words that nobody has seen, and times left as they are."""
    return {
        name: "wobbling" if isinstance(value, str) and name not in _TIMES else value
        for name, value in said.items()
    }


def sentinels(said: Attributes, shot: Shot) -> Attributes:
    """F55: 255 %, 705 minutes, -129 degrees."""
    return {name: _SENTINELS.get(name, value) for name, value in said.items()}


def zeros(said: Attributes, shot: Shot) -> Attributes:
    """F56: every number is 0."""
    return {name: 0 if _is_number(value) else value for name, value in said.items()}


def sets(**values: Any) -> Callable[[Attributes, Shot], Attributes]:
    """Say these values for the fields that there are (F57, F67)."""

    def spoil(said: Attributes, shot: Shot) -> Attributes:
        return {**said, **{name: values[name] for name in values.keys() & said.keys()}}

    return spoil


def two_months_ago(said: Attributes, shot: Shot) -> Attributes:
    """F58: all as it was 60 days and 4,000 km ago."""
    old = shifted(timedelta(days=-60))(said, shot)
    if _is_number(old.get("totalMileage")):
        old["totalMileage"] = max(old["totalMileage"] - _KM_BACK, 1.0)
    return old


def alternates(said: Attributes, shot: Shot) -> Attributes:
    """F59: every other answer is the one of two months ago."""
    return two_months_ago(said, shot) if shot.number % 2 else said


def shifted(by: timedelta) -> Callable[[Attributes, Shot], Attributes]:
    """Say another car time (F60, F61)."""

    def spoil(said: Attributes, shot: Shot) -> Attributes:
        times = {
            name: _shift(said[name], by)
            for name in _TIMES
            if isinstance(said.get(name), str)
        }
        return {**said, **times}

    return spoil


def wakes_by_itself(said: Attributes, shot: Shot) -> Attributes:
    """F74: a car that wakes by itself three times an hour, as its own answers tell."""
    woke = datetime.fromtimestamp(shot.clock.now // _BETWEEN_S * _BETWEEN_S, UTC)
    times: Attributes = {name: woke.strftime(_FORM) for name in _TIMES if name in said}
    return {**said, **times}


def summaries(
    change: Callable[[Attributes, Shot], Attributes],
) -> Callable[[Attributes, Shot], Attributes]:
    """Change each sum of a trip history (F62, F63)."""

    def spoil(said: Attributes, shot: Shot) -> Attributes:
        rows = said.get("summaries")
        if not isinstance(rows, list):
            return said
        return {**said, "summaries": [change(dict(row), shot) for row in rows]}

    return spoil


def in_seconds(row: Attributes, shot: Shot) -> Attributes:
    """F63: a duration of seconds where minutes are due."""
    return {**row, "duration": row.get("duration", 0) * 60}


def begins_at_four(row: Attributes, shot: Shot) -> Attributes:
    """F62: from 16:00 UTC on the day's counters are 0."""
    if datetime.fromtimestamp(shot.clock.now, UTC).hour < 16:  # noqa: PLR2004
        return row
    return {name: 0 if _is_number(value) else value for name, value in row.items()}


def swaps_sides(said: Attributes, shot: Shot) -> Attributes:
    """F64: left is right."""
    return {_other_side(name): value for name, value in said.items()}


def wrong_plug(said: Attributes, shot: Shot) -> Attributes:
    """F65: the plug says the contrary."""
    plugged = said.get("plugStatus")
    return said if plugged is None else {**said, "plugStatus": 0 if plugged else 1}


def other_scale(said: Attributes, shot: Shot) -> Attributes:
    """F66: pressures in kPa in place of mbar."""
    return {
        name: value / 10 if name.endswith("Pressure") and _is_number(value) else value
        for name, value in said.items()
    }


def nowhere(said: Attributes, shot: Shot) -> Attributes:
    """F75: 0/0, a place that drifts, no time: one after the other."""
    match shot.number % 3:
        case 0:
            return {**said, "gpsLatitude": 0.0, "gpsLongitude": 0.0}
        case 1:
            drift = 5 + 5 * shot.draw("drift")
            return {**said, "gpsLatitude": said.get("gpsLatitude", 0.0) + drift}
        case _:
            return {name: value for name, value in said.items() if name not in _TIMES}


def _shift(said: str, by: timedelta) -> str:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return said
    return (moment + by).astimezone(UTC).strftime(_FORM)


def _other_side(name: str) -> str:
    if name.startswith(("fl", "fr", "rl", "rr")):
        return name[0] + ("r" if name[1] == "l" else "l") + name[2:]
    if "Left" in name:
        return name.replace("Left", "Right")
    return name.replace("Right", "Left")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
