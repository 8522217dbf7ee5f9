"""Asking for the trips of a span of time, as an automation does: D1."""

from typing import Any

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from tests.actions import act
from tests.keyfob import Keyfob

from .conftest import Report


async def get(car: Keyfob, **wanted: Any) -> list[dict[str, Any]]:
    """Return what the action lists."""
    response = await act(car, "get_trips", **wanted)
    assert response is not None
    listed: Any = response["periods"]
    return list(listed)


@pytest.mark.parametrize(
    ("period", "start", "sums"),
    [
        ("day", "2026-01-31", {"2026-01-31": 2, "2026-03-01": 3}),
        ("month", "2026-01-31", {"2026-01": 3, "2026-03": 3}),
        ("year", "2026-01-31", {"2026": 6}),
        ("year", "2025-06-01", {"2025": 4, "2026": 6}),
    ],
)
async def test_D1_by_day_month_and_year(
    car: Keyfob, report: Report, period: str, start: str, sums: dict[str, float]
) -> None:
    """Only periods with trips, the oldest first; months and years are whole."""
    for day, km in {"2025-05-01": 4, "2026-01-30": 1, "2026-01-31": 2}.items():
        report(f"{day}T12:00:00+07:00", km=km)
    report("2026-03-01T12:00:00+07:00", 30, km=3, fuel=0.25)
    listed = await get(car, period=period, start=start)
    assert {one["period"]: one["distance_km"] for one in listed} == sums
    if period == "day":
        assert listed[-1] == {
            "period": "2026-03-01",
            "trips": 1,
            "distance_km": 3,
            "duration_min": 30,
            "fuel_l": 0.25,
            "energy_kwh": 0,
            "regenerated_kwh": 0,
            "first_start": "2026-03-01T05:00:00+00:00",
            "last_end": "2026-03-01T05:30:00+00:00",
        }


async def test_D1_the_end_is_the_last_day(car: Keyfob, report: Report) -> None:
    """Nothing from after it."""
    for day in ("2026-02-01", "2026-02-02", "2026-02-03"):
        report(f"{day}T12:00:00+07:00")
    listed = await get(car, start="2026-02-01", end="2026-02-02")
    assert [one["period"] for one in listed] == ["2026-02-01", "2026-02-02"]


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ({"start": "2026-02-02", "end": "2026-02-01"}, "trips_start_after_end"),
        ({"start": "2025-01-01", "end": "2026-02-05"}, "trips_span_too_long"),
        ({"start": "2014-01-01", "period": "month"}, "trips_span_too_long"),
    ],
)
async def test_D1_a_wrong_span_is_refused_before_it_is_sent(
    car: Keyfob, wanted: dict[str, str], key: str
) -> None:
    """With what is wrong."""
    before = car.world.asked("trip-history")
    with pytest.raises(ServiceValidationError) as refused:
        await act(car, "get_trips", **wanted)
    assert refused.value.translation_key == key
    assert car.world.asked("trip-history") == before


async def test_D1_an_outage_is_told(car: Keyfob) -> None:
    """As for other actions."""
    await car.world.front.close()
    with pytest.raises(HomeAssistantError) as failed:
        await act(car, "get_trips", start="2026-02-02")
    assert failed.value.translation_key == "cloud_unavailable"
