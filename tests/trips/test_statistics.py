"""Past trips as long-term statistics: D1, D2, D3."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
import logging
from zoneinfo import ZoneInfo

from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.statistics import (
    list_statistic_ids,
    statistics_during_period,
)
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.nissanconnect.trips.statistics import Row, changes, hour_of
from emulator.cloud.trips import Sums
from emulator.tcu.report import Trip
from tests.world import World

pytestmark = pytest.mark.emulator(scenario="lived")

DAY = 86_400


@dataclass
class Archive:
    """A world whose Home Assistant records."""

    world: World

    async def settle(self) -> None:
        """Wait until what was imported is there to be read."""
        hass = self.world.hass
        for _ in range(3):
            await self.world.advance(1)
            await get_instance(hass).async_add_executor_job(lambda: None)
            await self.world.flight.settle()
            await async_wait_recording_done(hass)

    async def rows(self, persona: str, key: str) -> list[tuple[datetime, float, float]]:
        """Return the hour, amount and sum of each row."""
        await self.settle()
        name = self.statistic_id(persona, key)
        found = await get_instance(self.world.hass).async_add_executor_job(
            statistics_during_period,
            self.world.hass,
            dt_util.utc_from_timestamp(0),
            None,
            {name},
            "hour",
            None,
            {"state", "sum"},
        )
        return [
            (
                datetime.fromtimestamp(row["start"], UTC),
                row["state"] or 0,
                row["sum"] or 0,
            )
            for row in found.get(name, [])
        ]

    def statistic_id(self, persona: str, key: str) -> str:
        """Return the id of one of a car's statistics."""
        vin = self.world.emulator.car(persona).vin
        return f"nissanconnect:{vin.lower()}_{key}"

    def days(self, persona: str) -> dict[date, Sums]:
        """Return the days of a car as the emulator knows them."""
        vin = self.world.emulator.car(persona).vin
        trips = self.world.emulator.world.cloud.trips
        return dict(trips.days(vin, date(2020, 1, 1), date(2030, 1, 1)))

    def drive(self, persona: str, began: datetime, km: float) -> None:
        """Let the cloud count a trip."""
        trip = Trip(began.timestamp(), began.timestamp() + 600, km, 0.5, 0.0, 0.0)
        zone = began.tzinfo
        assert zone is not None
        trips = self.world.emulator.world.cloud.trips
        trips.add(self.world.emulator.car(persona).vin, [trip], zone)

    @contextmanager
    def asking(self) -> Iterator[list[str]]:
        """Collect the addresses of trips that are asked for meanwhile."""
        asked: list[str] = []
        before = len(self.world.requests())
        yield asked
        asked += [
            one.path
            for one in self.world.requests()[before:]
            if "trip-history" in one.path
        ]


@pytest.fixture
async def archive(recorder_mock: Recorder, world: World) -> Archive:
    """Give a world with a recorder, which has to be there first."""
    logging.getLogger("sqlalchemy.engine").setLevel(logging.ERROR)
    return Archive(world)


def _midnight(day: date, zone: str = "Asia/Bangkok") -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


async def test_D1_a_year_is_there_as_the_cloud_knows_it(archive: Archive) -> None:
    """Each day at its local midnight; sums rise by each day's amount; both cars."""
    await archive.world.set_up(archive.world.entry())
    for persona, used in {"almera": "fuel", "leaf_ze1": "energy"}.items():
        days = archive.days(persona)
        assert len(days) > 200
        told: dict[str, list[float]] = {
            "distance": [sums.distance_km for sums in days.values()],
            "driving_time": [round(sums.driving_s / 60) for sums in days.values()],
            used: [sums.fuel_l + sums.energy_kwh for sums in days.values()],
        }
        for key, amounts in told.items():
            rows = await archive.rows(persona, key)
            assert [start for start, _, _ in rows] == [*map(_midnight, days)]
            assert [amount for _, amount, _ in rows] == pytest.approx(amounts)
            sums = [total for _, _, total in rows]
            assert sums == pytest.approx(list(accumulate(amounts)), abs=1e-3)


async def test_D1_what_the_recorder_is_told_of_them(archive: Archive) -> None:
    """Names of the car, units with their classes, sums and no means; no more ids."""
    await archive.world.set_up(archive.world.entry())
    await archive.settle()
    listed = await get_instance(archive.world.hass).async_add_executor_job(
        list_statistic_ids, archive.world.hass
    )
    told = {
        one["statistic_id"]: (one["name"], one["statistics_unit_of_measurement"])
        for one in listed
        if one["source"] == "nissanconnect"
    }
    assert told == {
        archive.statistic_id("almera", "distance"): ("Almera distance", "km"),
        archive.statistic_id("almera", "driving_time"): ("Almera driving time", "min"),
        archive.statistic_id("almera", "fuel"): ("Almera fuel", "L"),
        archive.statistic_id("leaf_ze1", "distance"): ("Leaf distance", "km"),
        archive.statistic_id("leaf_ze1", "driving_time"): ("Leaf driving time", "min"),
        archive.statistic_id("leaf_ze1", "energy"): ("Leaf energy", "kWh"),
    }
    ours = [one for one in listed if one["source"] == "nissanconnect"]
    classes = {one["unit_class"] for one in ours}
    assert classes == {"distance", "duration", "energy", "volume"}
    assert all(one["has_sum"] for one in ours)


async def test_D1_a_start_does_not_wait_for_the_past(archive: Archive) -> None:
    """Neither cloud nor recorder is asked for it before Home Assistant has started."""
    hass = archive.world.hass
    hass.set_state(CoreState.starting)
    await archive.world.set_up(archive.world.entry())
    assert await archive.rows("almera", "distance") == []
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    assert len(await archive.rows("almera", "distance")) > 200


async def test_D1_again_after_a_restart_and_a_reinstall(archive: Archive) -> None:
    """Nothing doubles, nothing jumps; and only the last weeks are asked for again."""
    world = archive.world
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    before = await archive.rows("almera", "distance")
    with archive.asking() as asked:
        await world.hass.config_entries.async_reload(entry.entry_id)
        assert await archive.rows("almera", "distance") == before
    assert len(asked) <= 3 + 2
    await world.hass.config_entries.async_remove(entry.entry_id)
    await world.advance(40 * DAY)
    drive = world.now.astimezone(ZoneInfo("Asia/Bangkok")) - timedelta(days=39)
    archive.drive("almera", drive, 11)
    await world.set_up(world.entry())
    after = await archive.rows("almera", "distance")
    assert after[: len(before)] == before
    [(start, amount, total)] = after[len(before) :]
    assert (start, amount) == (_midnight(drive.date()), 11)
    assert total == pytest.approx(before[-1][2] + 11)


async def test_D2_a_finished_trip_and_one_that_was_told_late(archive: Archive) -> None:
    """The sums after a changed day are new, those before it are not."""
    world = archive.world
    world.keep("almera")
    await world.set_up(world.entry())
    before = await archive.rows("almera", "distance")
    late = datetime(2026, 2, 26, 12, tzinfo=ZoneInfo("Asia/Bangkok"))
    today = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Bangkok"))
    archive.drive("almera", late, 7)
    archive.drive("almera", today, 5)
    await world.advance(1_810)
    after = await archive.rows("almera", "distance")
    changed = _midnight(late.date())
    early = [row for row in before if row[0] < changed]
    assert after[: len(early)] == early
    amounts = {start: amount for start, amount, _ in before}
    amounts[changed] = amounts.get(changed, 0) + 7
    amounts[_midnight(today.date())] = amounts.get(_midnight(today.date()), 0) + 5
    assert {start: amount for start, amount, _ in after} == pytest.approx(amounts)
    assert after[-1][2] == pytest.approx(before[-1][2] + 12)


async def test_D1_an_outage_is_made_up_for(archive: Archive) -> None:
    """Within the hour after it; the poll does not fail for it."""
    world = archive.world
    world.keep("almera")
    entry = world.entry()
    world.front.fail("/trip-history", 503)
    await world.set_up(entry)
    assert await archive.rows("almera", "distance") == []
    world.front.heal()
    await world.advance(3_700)
    assert len(await archive.rows("almera", "distance")) == len(archive.days("almera"))


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("Asia/Bangkok", date(2026, 3, 2), "2026-03-01T17:00:00Z"),
        # Midnight is at 18:30 UTC, in an hour that begins on the day before.
        ("Asia/Kolkata", date(2026, 3, 2), "2026-03-01T19:00:00Z"),
        ("Asia/Kathmandu", date(2026, 3, 2), "2026-03-01T19:00:00Z"),
        ("Australia/Lord_Howe", date(2026, 1, 2), "2026-01-01T13:00:00Z"),
        # Both nights on which the clocks change.
        ("Europe/Paris", date(2026, 3, 29), "2026-03-28T23:00:00Z"),
        ("Europe/Paris", date(2026, 3, 30), "2026-03-29T22:00:00Z"),
        ("Europe/Paris", date(2026, 10, 25), "2026-10-24T22:00:00Z"),
        ("Europe/Paris", date(2026, 10, 26), "2026-10-25T23:00:00Z"),
    ],
)
async def test_D2_the_hour_of_a_day(
    hass: HomeAssistant, zone: str, day: date, hour: str
) -> None:
    """A full one in UTC, and one of that day in its zone."""
    await hass.config.async_set_time_zone(zone)
    found = hour_of(day)
    assert found == datetime.fromisoformat(hour)
    assert dt_util.as_local(found).date() == day


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Asia/Kolkata"])
async def test_D2_no_two_days_share_an_hour(hass: HomeAssistant, zone: str) -> None:
    """Nor does the order change, all year round."""
    await hass.config.async_set_time_zone(zone)
    hours = [hour_of(date(2026, 1, 1) + timedelta(days=n)) for n in range(366)]
    assert hours == sorted(set(hours))


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Europe/Paris"])
async def test_D2_the_recorder_takes_the_days_of_a_zone(
    archive: Archive, zone: str
) -> None:
    """Over a year with both changes of clocks; shown by day, they are the days."""
    world = archive.world
    world.keep("leaf_ze1")
    await world.hass.config.async_set_time_zone(zone)
    await world.set_up(world.entry())
    rows = await archive.rows("leaf_ze1", "energy")
    told = {
        start.astimezone(ZoneInfo(zone)).date(): amount for start, amount, _ in rows
    }
    days = archive.days("leaf_ze1")
    assert told == pytest.approx({day: sums.energy_kwh for day, sums in days.items()})


def _at(day: int) -> datetime:
    return datetime(2026, 3, day, tzinfo=UTC)


def _rows(*amounts: tuple[int, float]) -> list[Row]:
    totals = accumulate(amount for _, amount in amounts)
    return [
        Row(_at(day), amount, total)
        for (day, amount), total in zip(amounts, totals, strict=True)
    ]


@pytest.mark.parametrize(
    ("told", "changed"),
    [
        ({}, []),
        ({_at(1): 1, _at(2): 2}, []),
        # What the cloud has forgotten at the beginning stays.
        ({_at(2): 2}, []),
        ({_at(1): 1, _at(2): 5}, [(_at(2), 5, 6)]),
        ({_at(2): 2, _at(3): 4}, [(_at(3), 4, 7)]),
        # A day that is gone has nothing from now on.
        ({_at(1): 1, _at(3): 4}, [(_at(2), 0, 1), (_at(3), 4, 5)]),
    ],
)
def test_D1_rows_from_the_first_that_differs(
    told: dict[datetime, float], changed: list[tuple[datetime, float, float]]
) -> None:
    """And only those."""
    rows = changes(_rows((1, 1), (2, 2)), told)
    assert [(row["start"], row["state"], row["sum"]) for row in rows] == changed
