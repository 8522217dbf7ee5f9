"""Driving along a route: place, speed, odometer, fuel, trips."""

import pytest

from emulator import drives, persona
from emulator.tcu.deeds import (
    Drive,
    IgnitionOff,
    IgnitionOn,
    Plug,
    RadioChange,
    Refuel,
    Refused,
    SetOdometer,
    StopDriving,
)
from emulator.tcu.report import EngineState
from emulator.tcu.route import distance_km
from tests.emulator.tcu.cars import HOME, ODOMETER_KM, START, yard

STRAIGHT = ((13.75, 100.5), (13.85, 100.5))
MODELS = [(model, name) for model in persona.names() for name in drives.names()]


async def test_drive_puts_the_car_on_the_first_point_without_counting_the_way() -> None:
    it = yard()
    it.do(Drive("paris"))
    first = drives.load("paris").points[0]
    now = it.look()
    assert (now.position.latitude, now.position.longitude) == first
    assert now.cockpit.odometer_km == ODOMETER_KM
    (report,) = it.told()
    assert report.location is not None
    assert (report.location.latitude, report.location.longitude) == first


async def test_at_the_end_of_a_drive_the_ignition_is_still_on() -> None:
    it = yard()
    it.do(Drive("bangkok"))
    there = await it.after(drives.load("bangkok").duration_s + 1)
    assert there.ignition
    assert there.engine is EngineState.KEY
    assert there.driving is None
    assert there.speed_kmh == 0
    last = drives.load("bangkok").points[-1]
    place = there.position.latitude, there.position.longitude
    assert place == pytest.approx(last, abs=1e-9)


@pytest.mark.parametrize(("model", "name"), MODELS)
async def test_odometer_energy_and_trip_agree_with_the_route(
    model: str, name: str
) -> None:
    it, route = yard(model), drives.load(name)
    before, store = it.energy, it.car.equipment.energy
    it.do(Drive(name))
    await it.after(route.duration_s)
    it.do(IgnitionOff())
    truth, (trip,) = it.look(), it.told()[-1].trips
    assert truth.cockpit.odometer_km - ODOMETER_KM == pytest.approx(route.length_km)
    assert trip.distance_km == pytest.approx(route.length_km)
    used = before - it.energy
    assert used == pytest.approx(route.length_km * store.per_km)
    assert trip.fuel_l + trip.energy_kwh == pytest.approx(used)
    assert (trip.began_at, trip.ended_at) == (START, START + route.duration_s)
    assert (trip.regenerated_kwh > 0) == (it.car.equipment.battery is not None)


async def test_place_and_speed_follow_the_route() -> None:
    it = yard()
    it.do(Drive(STRAIGHT, speed_kmh=60))
    half = await it.after(300)
    assert half.speed_kmh == pytest.approx(60)
    assert half.position.heading_deg == pytest.approx(0)
    place = half.position.latitude, half.position.longitude
    assert distance_km(STRAIGHT[0], place) == pytest.approx(5, rel=1e-3)
    assert half.driving is not None
    assert half.driving.driven_km == pytest.approx(5)
    assert half.driving.left_km == pytest.approx(distance_km(*STRAIGHT) - 5)
    assert half.driving.arrives_at > START + 300


async def test_points_without_speed_are_driven_at_50() -> None:
    it = yard()
    it.do(Drive(STRAIGHT))
    assert (await it.after(10)).speed_kmh == pytest.approx(50)


async def test_a_named_drive_can_have_another_speed() -> None:
    it = yard()
    it.do(Drive("nashville", speed_kmh=72))
    assert (await it.after(500)).speed_kmh == pytest.approx(72)


async def test_a_single_point_is_reached_at_once() -> None:
    it = yard()
    it.do(Drive(((13.9, 100.6),)))
    now = it.look()
    assert now.ignition
    assert now.driving is None
    assert (now.position.latitude, now.position.longitude) == (13.9, 100.6)
    assert now.position.heading_deg == HOME.heading_deg
    assert now.cockpit.odometer_km == ODOMETER_KM


async def test_ignition_off_in_mid_route_ends_the_drive_there() -> None:
    it = yard()
    it.do(Drive(STRAIGHT, speed_kmh=60))
    on_the_way = await it.after(120)
    it.do(IgnitionOff())
    later = await it.after(3600)
    assert later.driving is None
    assert later.position == on_the_way.position
    assert later.cockpit == on_the_way.cockpit
    assert it.told()[-1].trips[0].distance_km == pytest.approx(2)


async def test_stop_driving_leaves_the_ignition_on() -> None:
    it = yard()
    it.do(Drive(STRAIGHT, speed_kmh=60))
    await it.after(60)
    it.do(StopDriving())
    later = await it.after(600)
    assert later.ignition
    assert later.cockpit.odometer_km == pytest.approx(ODOMETER_KM + 1)


@pytest.mark.parametrize(
    ("model", "deeds", "code"),
    [
        ("almera", [Drive("bangkok"), Drive("bangkok")], "driving"),
        ("almera", [Drive("bangkok"), Refuel(5)], "driving"),
        ("almera", [StopDriving()], "not_driving"),
        ("almera", [Drive(())], "empty_route"),
        ("almera", [Drive("nowhere")], "unknown_route"),
        ("leaf_ze1", [Plug(), Drive("paris")], "plugged"),
        ("leaf_ze1", [Drive("paris"), Plug()], "driving"),
        ("leaf_ze1", [Refuel(5)], "no_tank"),
        ("almera", [Plug()], "no_socket"),
    ],
)
def test_what_cannot_be_driven_is_refused(
    model: str, deeds: list[Drive], code: str
) -> None:
    it = yard(model)
    for deed in deeds[:-1]:
        it.do(deed)
    with pytest.raises(Refused) as refusal:
        it.do(deeds[-1])
    assert refusal.value.code == code
    assert refusal.value.field in {"route", "do"}


@pytest.mark.parametrize("model", ["almera", "leaf_ze1"])
async def test_an_empty_store_stops_the_car_not_the_ignition(model: str) -> None:
    it = yard(model, level_pct=0.5)
    way = it.energy / it.car.equipment.energy.per_km
    it.do(Drive("nashville"))
    stranded = await it.after(2000)
    assert stranded.ignition
    assert stranded.engine is EngineState.OFF
    assert stranded.driving is None
    assert it.energy == 0
    assert stranded.cockpit.odometer_km == pytest.approx(ODOMETER_KM + way)
    with pytest.raises(Refused) as refusal:
        it.do(Drive("nashville"))
    assert refusal.value.code == "empty"


async def test_idling_burns_fuel_until_the_engine_stops() -> None:
    it = yard(level_pct=10)
    tank = it.car.equipment.tank
    assert tank is not None
    it.do(IgnitionOn())
    hour = await it.after(3600)
    assert hour.cockpit.fuel_l == pytest.approx(3.5 - tank.idle_l_per_h)
    dry = await it.after(9 * 3600)
    assert dry.cockpit.fuel_l == 0
    assert dry.ignition
    it.do(Refuel(10))
    assert it.look().engine is EngineState.KEY


async def test_the_pump_stops_when_the_tank_is_full() -> None:
    it = yard(level_pct=90)
    it.do(Refuel(30))
    assert it.look().cockpit.fuel_l == pytest.approx(35)
    assert it.look().cockpit.fuel_range_km == pytest.approx(35 / 5.2 * 100)


async def test_refuelling_and_a_written_odometer_are_no_part_of_the_trip() -> None:
    it = yard()
    it.do(Drive(STRAIGHT, speed_kmh=60))
    await it.after(60)
    it.do(SetOdometer(5))
    it.do(StopDriving())
    it.do(Refuel(10))
    assert it.look().cockpit.odometer_km == 5
    it.do(IgnitionOff())
    (trip,) = it.told()[-1].trips
    assert trip.distance_km == pytest.approx(1)
    assert trip.fuel_l == pytest.approx(0.052)


async def test_D2_a_trip_is_ignition_on_to_off_a_standing_one_too() -> None:
    it = yard()
    it.do(IgnitionOn())
    await it.after(90)
    assert it.look().trip is not None
    it.do(IgnitionOff())
    (trip,) = it.told()[-1].trips
    assert (trip.began_at, trip.ended_at) == (START, START + 90)
    assert trip.distance_km == 0
    assert it.look().trip is None


async def test_D2_one_trip_holds_all_drives_between_on_and_off() -> None:
    it = yard()
    it.do(IgnitionOn())
    await it.after(60)
    for _ in range(2):
        it.do(Drive(STRAIGHT, speed_kmh=100))
        await it.after(1000)
    it.do(IgnitionOff())
    trips = [trip for report in it.told() for trip in report.trips]
    assert len(trips) == 1
    assert trips[0].distance_km == pytest.approx(2 * distance_km(*STRAIGHT))


async def test_N2_trips_and_latest_state_are_kept_through_a_coverage_gap() -> None:
    it = yard()
    it.do(RadioChange(coverage=False))
    ends = []
    for _ in range(2):
        it.do(Drive(STRAIGHT, speed_kmh=100))
        await it.after(1000)
        it.do(IgnitionOff())
        ends.append(it.clock.now)
        await it.after(500)
    assert it.told() == []
    assert it.look().unsent
    it.do(RadioChange(coverage=True))
    (report,) = it.told()
    assert report.at == ends[1]
    assert [trip.ended_at for trip in report.trips] == ends
    assert report.cockpit == it.look().cockpit
    assert not it.look().unsent


async def test_driving_through_a_gap_goes_on_telling_behind_it() -> None:
    it = yard()
    it.do(Drive("bangkok"))
    it.told()
    it.do(RadioChange(coverage=False))
    await it.after(500)
    it.do(RadioChange(coverage=True))
    (kept,) = it.told()
    assert kept.at == START + 480
    await it.after(300)
    assert [report.at for report in it.told()] == [START + 600, START + 720]
