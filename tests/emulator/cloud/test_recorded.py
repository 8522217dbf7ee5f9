"""Recorded answers: given as they came, then as the car has it, in their form."""

from typing import Any

import pytest

from emulator.cloud.recorded import REDACTED, Recorded, is_time, stamp_like

MOMENT = 1_767_261_600.0  # 2026-01-01T10:00:00Z


@pytest.mark.parametrize(
    ("told", "then", "now", "given"),
    [
        (57, 57, 44.6, 45),
        (57.0, 57, 44, 44.0),
        ("57", 57, 44, "44"),
        ("locked", "locked", "unlocked", "unlocked"),
        (True, True, False, False),
        (None, 120, 130, None),
        (None, None, 3, 3),
        ({"a": 1, "b": 2}, {"a": 1}, {"a": 0, "c": 3}, {"a": 0, "b": 2}),
        ([1], [2], [3], [3]),
        (REDACTED, 48.1, 48.2, 48.2),
        (
            "2025-11-20T18:40+01:00",
            "2025-11-20T17:40:00Z",
            "2026-01-01T10:00:00Z",
            "2026-01-01T11:00+01:00",
        ),
    ],
)
def test_8_4_a_value_changes_in_the_form_that_it_had(
    told: Any, then: Any, now: Any, given: Any
) -> None:
    answer = Recorded({"x": told}, {"x": then}, at=1.0).answer({"x": now}, 2.0)
    assert answer == {"x": given}
    assert type(answer["x"]) is type(given)


def test_4_4_what_was_not_measured_is_not_measured_later() -> None:
    recorded = Recorded(
        {"batteryTemperature": 0, "plugStatus": 0},
        {"batteryTemperature": 12, "plugStatus": 1},
    )
    now = {"batteryTemperature": 14, "plugStatus": 1}
    assert recorded.answer(now, 2.0) == {"batteryTemperature": 0, "plugStatus": 1}


def test_it_is_given_as_it_came_until_the_car_tells_anew() -> None:
    told = {"level": 57, "flaps": "open"}
    recorded = Recorded(told, {"level": 50}, at=1.0)
    assert recorded.answer({"level": 50}, 1.0) == told
    assert recorded.answer({"level": 50}, 2.0) == {"level": 50, "flaps": "open"}


def test_what_was_redacted_is_the_new_cars_own() -> None:
    recorded = Recorded({"gpsLatitude": REDACTED, "who": REDACTED, "b": 1})
    begun = recorded.begun({"gpsLatitude": 48.8}, 1.0)
    assert begun.payload == {"gpsLatitude": 48.8, "b": 1}
    assert recorded.answer({"gpsLatitude": 48.9}, None) == {"gpsLatitude": 48.9, "b": 1}


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01T10:00:00Z",
        "2026-01-01T10:00Z",
        "2026-01-01T10:00:00.000Z",
        "2026-01-01T11:00:00+01:00",
        "2026-01-01T10:00:00",
    ],
)
def test_4_a_moment_is_written_in_every_form_of_the_wire(text: str) -> None:
    assert is_time(text)
    assert stamp_like(text, MOMENT) == text


@pytest.mark.parametrize("text", ["", "202601", "2026-13-01T10:00Z", "T15:15Z"])
def test_other_texts_are_no_times(text: str) -> None:
    assert not is_time(text)
