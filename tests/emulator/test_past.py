"""A year that a car has behind it: D1, D2, H4, M4."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from emulator import persona
from emulator.cloud import gates
from emulator.past import Life
from emulator.tcu.alerts import SpeedAlert
from emulator.tcu.report import Report
from emulator.testing import START, Emulator, running

DAY = 86_400.0


def _life(name: str = "almera", *, seed: int = 1, odometer_km: float = 30_000) -> Life:
    model = persona.load(name)
    vin = "MNTBAAN10R0000001"
    return Life(seed, vin, model.equipment, model.tzinfo, odometer_km, START)


def _year(life: Life) -> Report:
    return life.report(365, gates.ALERTS)


@pytest.mark.parametrize("name", persona.names())
def test_D2_trips_follow_one_another_within_the_year(name: str) -> None:
    trips = _year(_life(name)).trips
    assert 300 < len(trips) < 700
    assert trips[0].began_at >= START - 365 * DAY
    assert trips[-1].ended_at < START
    for before, after in pairwise(trips):
        assert before.began_at < before.ended_at <= after.began_at
    battery = persona.load(name).equipment.battery
    for trip in trips:
        assert (trip.fuel_l > 0) is (battery is None)
        assert (trip.energy_kwh > trip.regenerated_kwh > 0) is (battery is not None)


def test_D2_people_leave_by_the_cars_clock_also_in_summer() -> None:
    life = _life("leaf_ze1")
    for trip in _year(life).trips:
        began = datetime.fromtimestamp(trip.began_at, life.zone)
        evening = {20, 22, 23} if began.weekday() == 4 else set()
        assert began.hour in {*range(7, 19), *evening}


def test_the_same_seed_gives_the_same_past_and_another_one_another() -> None:
    assert _year(_life()) == _year(_life())
    assert _year(_life()) != _year(_life(seed=2))


def test_the_odometer_has_room_for_it() -> None:
    trips = _year(_life(odometer_km=500)).trips
    assert sum(trip.distance_km for trip in trips) == pytest.approx(450)


def test_H4_M4_a_warning_was_repaired_and_each_offence_has_ended() -> None:
    notices = _year(_life()).notices
    assert [one.at for one in notices] == sorted(one.at for one in notices)
    keys: list[str] = [one.key for one in notices]
    assert (keys.count("brake.alert"), keys.count("brake.recovery")) == (1, 1)
    assert keys.index("brake.alert") < keys.index("brake.recovery")
    for kind, most in (("speed", 30), ("curfew", 20), ("zone", 20)):
        offences = keys.count(f"{kind}.infringement")
        assert offences == keys.count(f"{kind}.recovery")
        assert 1 < offences < most
    quiet = _life().report(365, ()).notices
    assert [one.key for one in quiet] == ["brake.alert", "brake.recovery"]
    fast = {one.key for one in _life().report(365, [SpeedAlert]).notices}
    assert fast - set(keys) == set()
    assert "curfew.infringement" not in fast


def test_M7_a_curfew_was_breached_in_a_trip_late_on_a_friday() -> None:
    life = _life()
    past = _year(life)
    trips = {trip.began_at: trip for trip in past.trips}
    begun = [one.at for one in past.notices if one.key == "curfew.infringement"]
    ended = [one.at for one in past.notices if one.key == "curfew.recovery"]
    assert ended == [trips[at].ended_at for at in begun]
    for at in begun:
        began = datetime.fromtimestamp(at, life.zone)
        assert (began.weekday(), began.hour >= 22) == (4, True)


@pytest.mark.usefixtures("socket_enabled")
async def test_D1_a_lived_garage_has_a_history_and_an_inbox() -> None:
    async with running(scenario="lived") as emulator:
        for name in ("almera", "leaf_ze1"):
            _check_history(emulator, name)


def _check_history(emulator: Emulator, name: str) -> None:
    cloud, vin = emulator.world.cloud, emulator.car(name).vin
    vehicle = cloud.vehicles.documents[vin]
    today = datetime.fromtimestamp(START, vehicle.tzinfo).date()
    days = dict(cloud.trips.days(vin, today - timedelta(days=366), today))
    assert len(days) > 250
    keys = {one.content.key for one in cloud.inbox.of(vin)}
    assert keys >= {"brake.alert", "brake.recovery", "speed.infringement"}
    known = cloud.cache(vin)
    assert known.cockpit is not None
    assert known.heard_at == START - {"almera": 11.4, "leaf_ze1": 13.7}[name] * 3600
