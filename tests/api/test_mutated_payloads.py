"""Real payload shapes, one leaf of each spoilt: nothing raises, nothing is invented."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Final

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.nissanconnect.api import parsers
from custom_components.nissanconnect.api.answer import Answer
from custom_components.nissanconnect.api.battery import battery_status
from custom_components.nissanconnect.api.parsing import Parsed

from .answers import answer
from .test_whatever_comes import sane

type Parser = Callable[[Answer], Parsed[Any] | None]

_TIME: Final = "2026-11-22T07:15:30Z"
_DOORS: Final = ("FrontLeft", "FrontRight", "RearLeft", "RearRight")
# Protocol 10, as observed.
SHAPES: Final[dict[str, tuple[Parser, dict[str, Any]]]] = {
    "battery": (
        battery_status,
        {
            "timestamp": _TIME,
            "batteryLevel": 44,
            "batteryAutonomy": 251,
            "batteryCapacity": 87,
            "batteryAvailableEnergy": 37,
            "plugStatus": 1,
            "chargingStatus": 1.0,
            "chargingRemainingTime": 427,
        },
    ),
    "cockpit": (
        parsers.cockpit,
        {"fuelQuantity": 31.0, "fuelAutonomy": 478.0, "totalMileage": 12345.0},
    ),
    "location": (
        parsers.location,
        {
            "gpsLatitude": 13.7563,
            "gpsLongitude": 100.5018,
            "gpsDirection": 270,
            "lastUpdateTime": _TIME,
        },
    ),
    "locks": (
        parsers.lock_status,
        {
            "lockStatus": "locked",
            **{f"doorStatus{place}": "closed" for place in _DOORS},
            "engineHoodStatus": "closed",
            "hatchStatus": "closed",
            "lastUpdateTime": _TIME,
        },
    ),
    "hvac": (
        parsers.hvac_status,
        {"lastUpdateTime": _TIME, "internalTemperature": 20, "hvacStatus": "off"},
    ),
    "pressure": (
        parsers.pressure,
        {
            **{f"{wheel}Pressure": 2460 for wheel in ("fl", "fr", "rl", "rr")},
            **{f"{wheel}Status": 0 for wheel in ("fl", "fr", "rl", "rr")},
        },
    ),
    "engine": (parsers.res_state, {"code": "42", "details": "Running"}),
    "health": (
        parsers.health_status,
        {
            "malfunctionIndicatorLamps": {"absWarning": 0, "globalStopWarning": 0},
            "lastUpdateTime": _TIME,
        },
    ),
}
_GONE: Final = object()
_SPOILT = st.sampled_from(
    [_GONE, None, [], {}, [1], {"value": 1}, "", "UNKNOWN", "🚗", 10**400, float("inf")]
) | st.text(st.characters(categories=["So", "Lo"]), min_size=1, max_size=9)
_CALM = settings(derandomize=True, max_examples=60, deadline=None)
_EACH = pytest.mark.parametrize("shape", SHAPES)


def _spoil(payload: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    spoilt = {name: held for name, held in payload.items() if name != key}
    return spoilt if value is _GONE else {**spoilt, key: value}


def _invented(before: Any, after: Any) -> Iterator[str]:
    """Yield the fields that say something else now, and not that they know nothing."""
    for name, was in before._asdict().items():
        now = getattr(after, name)
        nothing = now in (None, (), {}) or (isinstance(now, Enum) and now != was)
        if now != was and not nothing:
            yield f"{name}: {was!r} became {now!r}"


@_EACH
@_CALM
@given(value=_SPOILT, draw=st.integers(0, 99))
def test_a_spoilt_leaf_invents_nothing(shape: str, value: Any, draw: int) -> None:
    """Gone, null, another type, huge or strange: unknown, and the rest as it was."""
    parse, payload = SHAPES[shape]
    whole = parse(answer(payload))
    assert whole is not None
    key = sorted(payload)[draw % len(payload)]
    parsed = parse(answer(_spoil(payload, key, value)))
    if parsed is not None:
        assert sane(parsed.value)
        assert list(_invented(whole.value, parsed.value)) == []


@_EACH
def test_numbers_as_text_are_numbers(shape: str) -> None:
    """Some clouds write them so (F52)."""
    parse, payload = SHAPES[shape]
    told = {
        key: str(value) if isinstance(value, int | float) else value
        for key, value in payload.items()
    }
    as_text, as_numbers = parse(answer(told)), parse(answer(payload))
    assert as_text is not None
    assert as_numbers is not None
    assert as_text.value == as_numbers.value


@_EACH
def test_a_time_without_zone_is_never_later_than_the_server_says(shape: str) -> None:
    """What zone it is in is not known: better no time than one to come (F61)."""
    parse, payload = SHAPES[shape]
    told = {
        key: "2026-11-22T18:00:00" if value == _TIME else value
        for key, value in payload.items()
    }
    given_answer = answer(told)
    parsed = parse(given_answer)
    if parsed is not None and parsed.value.reported_at is not None:
        late = parsed.value.reported_at - given_answer.server_at
        assert late.total_seconds() <= 300
