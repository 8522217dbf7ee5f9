"""Trip history in every form of asking, protocol 4.7, D1 to D3."""

from typing import Any

import pytest

from emulator.moments import parse
from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn, RadioChange
from emulator.testing import OWNER, Emulator

from .clients import Client

MINUTE = 60.0
HOUR = 3600.0


async def _history(owner: Client, path: str = "trip-history", **query: str) -> Any:
    vin = (await owner.cars())[0]["vin"]
    answer = await owner.get(f"/car-adapter/v1/cars/{vin}/{path}", **query)
    assert answer.status == 200, await answer.text()
    return (await answer.json())["data"]["attributes"]["summaries"]


async def _stand(emulator: Emulator, minutes: float) -> None:
    """Make a standing trip."""
    emulator.do("almera", IgnitionOn())
    await emulator.advance(minutes * MINUTE)
    emulator.do("almera", IgnitionOff())


async def _until(emulator: Emulator, owner: Client, moment: str) -> None:
    await emulator.advance(parse(moment) - emulator.world.clock.now)
    await owner.sign_in(*OWNER)


async def test_no_trips_are_an_empty_list(owner: Client) -> None:
    assert await _history(owner, type="0", start="2026-03-02", end="2026-03-02") == []


async def test_D1_a_drive_is_summed_up(emulator: Emulator, owner: Client) -> None:
    almera = emulator.car("almera")
    before = almera.truth(emulator.world.clock.now).cockpit.odometer_km
    emulator.do("almera", Drive("bangkok"))
    await emulator.advance(50 * MINUTE)
    emulator.do("almera", IgnitionOff())
    [day] = await _history(owner, type="0", start="2026-03-02", end="2026-03-02")
    driven = almera.truth(emulator.world.clock.now).cockpit.odometer_km - before
    assert driven > 5
    assert day["distance"] == pytest.approx(driven, rel=0.01)
    assert day["tripsNumber"] == 1
    assert day["duration"] == 50
    assert day["firstTripStart"] == "2026-03-02T06:00:00Z"
    assert day["lastTripEnd"] == "2026-03-02T06:50:00Z"
    assert day["consumedFuel"] > 0
    assert day["consumedElectricity"] == day["co2Saving"] == 0
    assert day["day"] == "20260302"


async def test_an_electric_drive_saves_co2(emulator: Emulator, owner: Client) -> None:
    emulator.do("leaf_ze1", Drive("paris"))
    await emulator.advance(50 * MINUTE)
    emulator.do("leaf_ze1", IgnitionOff())
    vin = (await owner.cars())[2]["vin"]
    answer = await owner.get(
        f"/car-adapter/v1/cars/{vin}/trip-history",
        type="0",
        start="2026-03-02",
        end="2026-03-02",
    )
    [day] = (await answer.json())["data"]["attributes"]["summaries"]
    assert day["consumedFuel"] == 0
    assert day["consumedElectricity"] > day["savedElectricity"] > 0
    assert day["co2Saving"] == pytest.approx(171.8 * day["distance"])


async def test_D1_days_add_up_to_months_and_years(
    emulator: Emulator, owner: Client
) -> None:
    for moment, minutes in (
        ("2026-03-03T05:00:00Z", 10),
        ("2026-03-03T06:00:00Z", 20),
        ("2026-03-31T06:00:00Z", 30),
        ("2026-04-01T06:00:00Z", 40),
        ("2027-01-01T06:00:00Z", 50),
    ):
        await _until(emulator, owner, moment)
        await _stand(emulator, minutes)
    days = await _history(owner, type="0", start="2026-03-01", end="2026-04-01")
    assert [(row["day"], row["tripsNumber"], row["duration"]) for row in days] == [
        ("20260303", 2, 30),
        ("20260331", 1, 30),
        ("20260401", 1, 40),
    ]
    months = await _history(owner, type="1", start="2026-03-01", end="2026-12-31")
    assert [(row["month"], row["tripsNumber"], row["duration"]) for row in months] == [
        ("202603", 3, 60),
        ("202604", 1, 40),
    ]
    years = await _history(owner, type="2", start="2026-01-01", end="2027-12-31")
    assert [(row["year"], row["tripsNumber"], row["duration"]) for row in years] == [
        ("2026", 4, 100),
        ("2027", 1, 50),
    ]
    assert {"day", "month", "year"} & years[0].keys() == {"year"}


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("0", "2026-03-02", "2026-03-02"),
        ("0", "20260302", "20260302"),
        ("day", "20260301", "20260331"),
        ("0", "202603", "202603"),
        ("1", "2026-03-01", "2026-03-02"),
        ("1", "2026-03-02", "2026-03-02"),
        ("1", "202603", "202603"),
        ("month", "202603", "202603"),
        ("2", "2026-06-01", "2026-06-01"),
        ("2", "2026", "2026"),
        ("year", "0001-01-01", "9999-12-31"),
    ],
)
async def test_every_form_of_asking_is_understood(
    emulator: Emulator, owner: Client, kind: str, start: str, end: str
) -> None:
    await _stand(emulator, 10)
    for path in ("trip-history", "trip-history/"):
        [row] = await _history(owner, path, type=kind, start=start, end=end)
        assert row["tripsNumber"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"type": "0"},
        {"type": "0", "start": "2026-03-02"},
        {"start": "2026-03-02", "end": "2026-03-02"},
        {"type": "3", "start": "2026-03-02", "end": "2026-03-02"},
        {"type": "0", "start": "2026-03-03", "end": "2026-03-02"},
        {"type": "0", "start": "2026-02-30", "end": "2026-03-02"},
        {"type": "0", "start": "0000-01-01", "end": "2026-03-02"},
        {"type": "0", "start": "yesterday", "end": "today"},
        {"type": "0", "start": "2026-13", "end": "2026-14"},
        {"type": "0", "start": "9" * 3_000, "end": "9" * 3_000},
        {"type": "0", "start": "٢٠٢٦", "end": "٢٠٢٦"},
    ],
    ids=range(12),
)
async def test_wrong_and_missing_parameters_are_400(
    owner: Client, query: dict[str, str]
) -> None:
    vin = (await owner.cars())[0]["vin"]
    answer = await owner.get(f"/car-adapter/v1/cars/{vin}/trip-history", **query)
    assert answer.status == 400
    assert (await answer.json())["errors"]


async def test_D2_a_trip_belongs_to_the_day_it_began_in_the_cars_zone(
    emulator: Emulator, owner: Client
) -> None:
    # 16:50 UTC is ten to midnight in Bangkok.
    await _until(emulator, owner, "2026-03-02T16:50:00Z")
    await _stand(emulator, 20)
    [row] = await _history(owner, type="0", start="2026-03-01", end="2026-03-04")
    assert (row["day"], row["duration"]) == ("20260302", 20)
    await _stand(emulator, 5)
    rows = await _history(owner, type="0", start="2026-03-01", end="2026-03-04")
    assert [row["day"] for row in rows] == ["20260302", "20260303"]


async def test_D2_trips_kept_without_coverage_count_to_their_own_day(
    emulator: Emulator, owner: Client
) -> None:
    emulator.do("almera", RadioChange(coverage=False))
    await _stand(emulator, 10)
    assert await _history(owner, type="2", start="2026", end="2026") == []
    await emulator.advance(48 * HOUR)
    await owner.renew()
    emulator.do("almera", RadioChange(coverage=True))
    [row] = await _history(owner, type="0", start="2026-03-01", end="2026-03-31")
    assert row["day"] == "20260302"


async def test_D3_the_day_of_enrolment_is_left_out(
    emulator: Emulator, owner: Client
) -> None:
    user_id = await owner.user_id()
    vin = (await owner.cars())[0]["vin"]
    accounts = emulator.world.cloud.accounts
    role = accounts.documents[user_id].cars[vin].role
    accounts.pair(user_id, vin, at=emulator.world.clock.now, role=role)
    await _stand(emulator, 10)
    for kind in ("0", "1", "2"):
        assert await _history(owner, type=kind, start="2026", end="2026") == []
    await _until(emulator, owner, "2026-03-02T17:00:00Z")
    await _stand(emulator, 10)
    for kind in ("0", "1", "2"):
        [row] = await _history(owner, type=kind, start="2026", end="2026")
        assert row["tripsNumber"] == 1
