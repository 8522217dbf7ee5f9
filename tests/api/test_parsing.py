"""Tolerant primitives (protocol 4 and 8.4)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.nissanconnect.api.parsing import (
    Unknown,
    Unusable,
    as_number,
    as_time,
    choice,
    flag,
    future,
    number,
    past,
    text,
    whole,
    words,
)

from .answers import NOON


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-11-22T07:15:30Z", (7, 15, 30, 0)),
        ("2026-11-22T07:15Z", (7, 15, 0, 0)),
        ("2026-11-22T07:15:30.000Z", (7, 15, 30, 0)),
        ("2026-11-22T07:15:30.1234567Z", (7, 15, 30, 123456)),
        ("2026-11-22T08:15:30+01:00", (7, 15, 30, 0)),
        ("2026-11-22T08:15:30+0100", (7, 15, 30, 0)),
        ("2026-11-22T01:15:30-06:00", (7, 15, 30, 0)),
        ("2026-11-22T07:15:30", (7, 15, 30, 0)),
        ("2026-11-22 07:15:30", (7, 15, 30, 0)),
        ("2026-11-22T7:5:3Z", (7, 5, 3, 0)),
        ("2026-11-22t07:15:30z", (7, 15, 30, 0)),
        ("  2026-11-22T07:15:30Z ", (7, 15, 30, 0)),
    ],
)
def test_a_time_in_any_form_is_utc(
    raw: str, expected: tuple[int, int, int, int]
) -> None:
    """Protocol 4 lists them; without a zone it is UTC."""
    hour, minute, second, microsecond = expected
    moment = datetime(2026, 11, 22, hour, minute, second, microsecond, UTC)
    assert as_time(raw) == moment


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-22T25:00:00Z",
        "2026-11-22",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-10:00",
        "1970-01-01T00:00:00Z",
        "2026-11-22T07:15:30+99:99",
        "٢٠٢٦-11-22T07:15:30Z",
        1763795730,
        True,
        ["2026-11-22T07:15:30Z"],
        {},
    ],
)
def test_what_is_no_time_is_none(raw: Any) -> None:
    """Never a guess, never an error; clocks that were never set do not count."""
    assert as_time(raw) is None


def test_F61_a_report_from_the_future_has_no_usable_time() -> None:
    """Local time marked as UTC east of Greenwich lies ahead of the server's clock."""
    assert past("2026-11-22T12:04:59Z", NOON) == NOON + timedelta(seconds=299)
    with pytest.raises(Unusable):
        past("2026-11-22T19:00:00Z", NOON)
    assert future("2026-11-22T19:00:00Z", NOON) == NOON + timedelta(hours=7)
    with pytest.raises(Unusable):
        future("soon", NOON)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (21, 21.0),
        (0.0, 0.0),
        ("21", 21.0),
        (" 21.5 ", 21.5),
        ("-1.1", -1.1),
        ("UNKNOWN", None),
        ("", None),
        ("nan", None),
        ("1e999", None),
        ("1_000", None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
        (True, None),
        (None, None),
        ([1], None),
        ({"value": 1}, None),
    ],
)
def test_F52_numbers_also_come_as_text(raw: Any, expected: float | None) -> None:
    """What is no finite number is none."""
    assert as_number(raw) == expected


@pytest.mark.parametrize("raw", [255, 101, -1, "UNKNOWN", None, 99])
def test_F55_sentinels_and_what_is_out_of_range_say_nothing(raw: Any) -> None:
    """Per field: a range, and values inside it that mean "not known"."""
    with pytest.raises(Unusable):
        number(0, 100, sentinels=(99,))(raw, NOON)


def test_F53_a_value_that_is_not_in_the_list_is_unknown() -> None:
    """Which is other than saying nothing: the last value does not stay."""
    read = choice({"1": "one", "-1.1": "minus", "open": "ajar"})
    assert read(1.0, NOON) == "one"
    assert read("1", NOON) == "one"
    assert read(True, NOON) == "one"
    assert read(-1.1, NOON) == "minus"
    assert read(" OPEN ", NOON) == "ajar"
    with pytest.raises(Unknown, match="half open"):
        read("half open", NOON)
    nothings: tuple[Any, ...] = ("UNKNOWN", [], {})
    for nothing in nothings:
        with pytest.raises(Unusable):
            read(nothing, NOON)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(0, False), (1, True), (True, True), ("false", False), ("on", True), ("0", False)],
)
def test_flags_come_as_bool_number_or_text(raw: Any, expected: bool) -> None:
    """Protocol 4.1, 4.5, 4.8."""
    assert flag(raw, NOON) is expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("12", "12"), (12, "12"), (" a ", "a"), ("", None), (True, None), (1.5, None)],
)
def test_text_also_comes_as_a_whole_number(raw: Any, expected: str | None) -> None:
    """Service ids and ccsGen are int or string."""
    assert text(raw) == expected


def test_words_want_a_text() -> None:
    """An empty one says nothing."""
    assert words("noError", NOON) == "noError"
    with pytest.raises(Unusable):
        words("  ", NOON)


@pytest.mark.parametrize(
    ("raw", "expected"), [(2025, 2025), ("2025", 2025), (2025.0, 2025), (1.5, None)]
)
def test_whole_numbers(raw: Any, expected: int | None) -> None:
    """Model years come as int or text."""
    assert whole(raw) == expected
