"""Trip history (protocol 4.7, D1)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.nissanconnect.api.models import TripSummary
from custom_components.nissanconnect.api.trips import (
    TripParser,
    trips_day,
    trips_month,
    trips_year,
)

from .answers import answer

OCTOBER = {
    "tripsNumber": 33,
    "distance": 83.880859375,
    "duration": 178,
    "firstTripStart": "2023-10-01T00:00:00Z",
    "lastTripEnd": "2023-10-07T10:20:03Z",
    "consumedFuel": 0,
    "consumedElectricity": 12.9500350952148,
    "savedElectricity": 0,
    "co2Saving": 14410.973609118764,
    "month": "202310",
}


def summary(parser: TripParser, end: str, *summaries: Any) -> TripSummary | None:
    """Return what a parser makes of summaries that were asked up to `end`."""
    parsed = parser(answer({"summaries": list(summaries)}, query={"end": end}))
    return None if parsed is None else parsed.value


def test_D1_the_real_october() -> None:
    """Protocol 10, item 6: kWh, km, minutes."""
    assert summary(trips_month, "2023-10-07", OCTOBER) == TripSummary(
        period="2023-10",
        trips=33,
        distance_km=83.880859375,
        duration_min=178,
        fuel_l=0,
        energy_kwh=12.9500350952148,
        regenerated_kwh=0,
        first_start=datetime(2023, 10, 1, tzinfo=UTC),
        last_end=datetime(2023, 10, 7, 10, 20, 3, tzinfo=UTC),
    )


@pytest.mark.parametrize("end", ["2023-10-07", "20231007", "202310"])
def test_the_period_is_found_in_any_form_of_date(end: str) -> None:
    """The query was asked in the form that the car's gateway takes."""
    other = {**OCTOBER, "month": "202309", "tripsNumber": 1}
    found = summary(trips_month, end, other, OCTOBER)
    assert found is not None
    assert (found.period, found.trips) == ("2023-10", 33)


@pytest.mark.parametrize(
    ("parser", "label", "period"),
    [
        (trips_day, {"day": "20231007"}, "2023-10-07"),
        (trips_month, {"month": 202310}, "2023-10"),
        (trips_year, {"year": "2023"}, "2023"),
        (trips_day, {}, "2023-10-07"),
    ],
)
def test_labels(parser: TripParser, label: dict[str, Any], period: str) -> None:
    """One of day, month, year; without any it is the one that was asked for."""
    found = summary(parser, "2023-10-07", {"tripsNumber": 2, **label})
    assert found == TripSummary(period=period, trips=2)


@pytest.mark.parametrize("summaries", [[], [{"day": "20231006", "tripsNumber": 9}]])
def test_F69_a_period_without_trips_has_zeros(summaries: list[Any]) -> None:
    """Also where only yesterday is told."""
    assert summary(trips_day, "2023-10-07", *summaries) == TripSummary(
        period="2023-10-07", trips=0, distance_km=0, duration_min=0
    )


@pytest.mark.parametrize(
    ("parser", "duration", "expected"),
    [(trips_day, 1400, 1400), (trips_day, 10680, None), (trips_month, 10680, 10680)],
)
def test_F63_seconds_in_place_of_minutes(
    parser: TripParser, duration: float, expected: float | None
) -> None:
    """More minutes than the period has are none."""
    found = summary(parser, "2023-10-07", {"tripsNumber": 2, "duration": duration})
    assert found is not None
    assert found.duration_min == expected


@pytest.mark.parametrize("summaries", [None, "none", {}])
def test_F24_no_list_is_no_news(summaries: Any) -> None:
    """An empty list is news, no list is not."""
    assert trips_day(answer({"summaries": summaries})) is None


def test_a_summary_of_nothing_is_no_news() -> None:
    """Nor is one whose every value is unusable."""
    assert summary(trips_day, "2023-10-07", {"tripsNumber": "UNKNOWN"}) is None
    unlabelled = [None, "x"]
    found = summary(trips_day, "2023-10-07", *unlabelled)
    assert found is not None
    assert found.trips == 0


def test_nothing_is_carried_from_one_day_to_the_next() -> None:
    """What today does not say is not what yesterday said."""
    parsed = trips_day(
        answer({"summaries": [{"tripsNumber": 1}]}, query={"end": "2023-10-07"})
    )
    assert parsed is not None
    assert parsed.missing == frozenset()
