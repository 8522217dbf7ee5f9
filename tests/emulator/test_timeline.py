"""Steps of a scenario: what a file may say, and when it happens."""

from pathlib import Path

import pytest

from emulator import moments, scenario
from emulator.datafile import DataError
from emulator.opening import Wish, open_world
from emulator.scenario import Scenario
from emulator.testing import running
from emulator.world import World

START = "2026-06-01T08:00:00+02:00"
WORLD = """\
title: One car
accounts:
  - email: demo@example.com
    password: Emulator-1
    first_name: Dao
    last_name: Martin
    country: TH
    cars:
      - persona: almera
        nickname: Almera
        delivered_days_ago: 3
        enrolled_days_ago: 2
        odometer_km: 31874.6
        level_pct: 71
        parked: {latitude: 13.78, longitude: 100.54, heading_deg: 352, hours: 11}
"""
CAR = "        "
_ONE_HOUR = "  - {after: '1:00', car: Almera, radio: {}}"
STEPS = "timeline:\n  - {after: '0:10', car: Almera, driver: {do: ignition_on}}\n"


def _file(folder: Path, more: str, *, car: str = "") -> Path:
    file = folder / "mine.yaml"
    file.write_text(WORLD + car + more, "utf-8")
    return file


def _read(folder: Path, more: str, *, car: str = "") -> Scenario:
    return scenario.read(_file(folder, more, car=car))


async def _open(folder: Path, more: str, *, car: str = "") -> World:
    file = _file(folder, more, car=car)
    return await open_world(Wish(scenario=str(file), held=True))


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        ("  - {after: '0:5', car: Almera, radio: {}}", "17: timeline[0].after"),
        ("  - {after: 1:30, car: Almera, radio: {}}", "17: timeline[0].after"),
        ("  - {after: '0:05', radio: {}}", "17: timeline[0]: a car must be named"),
        ("  - {after: '0:05', car: Almera}", "17: timeline[0]: a step has one of"),
        (
            "  - {after: '0:05', car: Almera, radio: {}, driver: {do: tow}}",
            "17: timeline[0]: a step has one of",
        ),
        ("  - {after: '0:05', car: Leaf, radio: {}}", "17: timeline[0].car: no car"),
        (
            "  - {after: '0:05', car: Almera, driver: {do: fly}}",
            "17: timeline[0].driver.do: Invalid value 'fly'",
        ),
        (
            "  - after: '0:05'\n    car: Almera\n    driver: {do: drive, route: moon}",
            "19: timeline[0].driver.route: no route 'moon'",
        ),
        (
            f"{_ONE_HOUR}\n{_ONE_HOUR.replace('1:00', '0:59:59')}",
            "18: timeline[1].after: earlier than the step before",
        ),
        (
            "  - {after: '0:05', car: Almera, service: {due_km: 4}}",
            "17: timeline[0].service: Object missing required field `due_in_days`",
        ),
    ],
)
def test_a_wrong_step_is_named_by_file_line_and_key(
    tmp_path: Path, steps: str, error: str
) -> None:
    with pytest.raises(DataError) as told:
        _read(tmp_path, f"timeline:\n{steps}\n")
    assert str(told.value).startswith(f"mine.yaml:{error}")


def test_two_cars_of_one_name_cannot_be_told_apart(tmp_path: Path) -> None:
    twin = WORLD.partition("    cars:\n")[2]
    with pytest.raises(DataError, match="more than one car with the nickname"):
        _read(tmp_path, twin + STEPS)


@pytest.mark.parametrize(
    ("car", "error"),
    [
        ("alerts: [{kind: speed, limit: 93}]", "mine.yaml:16:"),
        (
            "alerts: [{kind: area, type: allow_within, place: Oz, radius: 1}]",
            "no place",
        ),
        (f"alerts: [{', '.join(['{kind: speed, limit: 90}'] * 4)}]", "too many alerts"),
        ("service: {due_in_days: -1, due_km: 4}", "mine.yaml:16:"),
    ],
)
def test_M1_wishes_that_cannot_be_are_refused(
    tmp_path: Path, car: str, error: str
) -> None:
    with pytest.raises(DataError, match=error):
        _read(tmp_path, "", car=f"{CAR}{car}\n")


def test_M1_a_car_without_the_service_cannot_be_wanted_to_watch(tmp_path: Path) -> None:
    file = _file(tmp_path, "", car=f"{CAR}alerts: [{{kind: speed, limit: 90}}]\n")
    file.write_text(file.read_text().replace("persona: almera", "persona: ariya"))
    with pytest.raises(DataError, match="'ariya' does not watch that"):
        scenario.read(file)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("start: 1889-01-01T00:00:00Z\n", "mine.yaml:16: start: not within the years"),
        ("start: soon\n", "mine.yaml:16: start: "),
        ("speed: 0\n", "mine.yaml:16: speed: "),
        (
            "start: 2026-06-01T08:00:00\nzone: Europe/Oz\n",
            "mine.yaml:17: zone: no time zone 'Europe/Oz'",
        ),
        (
            "start: 2026-06-01T08:00:00\nzone: ../UTC\n",
            r"mine.yaml:17: zone: no time zone '\.\./UTC'",
        ),
        ("zone: Europe/Paris\n", "mine.yaml:16: zone: of no use without a start"),
        (
            "start: 2026-06-01T08:00:00+01:00\nzone: Europe/Paris\n",
            r"mine.yaml:16: start: Europe/Paris has the offset \+02:00 then",
        ),
        (
            "start: 2026-06-01T08:00:00Z\nzone: Europe/Paris\n",
            r"mine.yaml:16: start: Europe/Paris has the offset \+02:00 then",
        ),
        (
            "start: 2026-03-29T02:30:00\nzone: Europe/Paris\n",
            "mine.yaml:16: start: the clocks of Europe/Paris leap over it",
        ),
        (
            "start: 0001-01-01T00:00:00\nzone: Asia/Bangkok\n",
            "mine.yaml:16: start: not within the years",
        ),
        ("seed: -1\n", "mine.yaml:16: seed: "),
        ("seed: one\n", "mine.yaml:16: seed: "),
    ],
)
def test_a_begin_that_cannot_be_is_named(tmp_path: Path, more: str, error: str) -> None:
    with pytest.raises(DataError, match=error):
        _read(tmp_path, more)


async def test_start_and_speed_are_the_scenarios_unless_somebody_says_otherwise(
    tmp_path: Path,
) -> None:
    file = str(_file(tmp_path, f'start: "{START}"\nspeed: 60\n'))
    world = await open_world(Wish(scenario=file))
    assert (world.founding.start, world.clock.speed) == (moments.parse(START), 60)
    world = await open_world(Wish(scenario=file, start=2e9, speed=5))
    assert (world.founding.start, world.clock.speed) == (2e9, 5)


@pytest.mark.parametrize(
    ("start", "zone", "utc"),
    [
        ("2026-06-01T08:00:00", "Asia/Bangkok", "2026-06-01T01:00:00Z"),
        ("2026-06-01T08:00:00", "Europe/Paris", "2026-06-01T06:00:00Z"),
        ("2026-01-01T08:00:00", "Europe/Paris", "2026-01-01T07:00:00Z"),
        ("2026-06-01T08:00:00+02:00", "Europe/Paris", "2026-06-01T06:00:00Z"),
        # The hour that comes twice: the first, unless an offset says the second.
        ("2026-10-25T02:30:00", "Europe/Paris", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30:00+01:00", "Europe/Paris", "2026-10-25T01:30:00Z"),
        # As UTC it is out of the world's years, where it is told it is not.
        ("1989-12-31T20:00:00", "America/New_York", "1990-01-01T01:00:00Z"),
    ],
)
@pytest.mark.parametrize("quote", ['"', ""])
def test_a_start_is_by_the_clock_of_the_zone(
    tmp_path: Path, start: str, zone: str, utc: str, quote: str
) -> None:
    told = _read(tmp_path, f"start: {quote}{start}{quote}\nzone: {zone}\n")
    assert told.start_at == moments.parse(utc)


async def test_the_seed_is_the_scenarios_unless_somebody_says_otherwise(
    tmp_path: Path,
) -> None:
    file = str(_file(tmp_path, "seed: 11\n"))
    seeded, same, other = [
        await open_world(Wish(scenario=file, seed=seed)) for seed in (None, 11, 12)
    ]
    assert [world.founding.seed for world in (seeded, same, other)] == [11, 11, 12]
    assert list(seeded.cars) == list(same.cars) != list(other.cars)
    unseeded = await open_world(Wish(scenario=str(_file(tmp_path, ""))))
    assert unseeded.founding.seed == 1


async def test_a_step_happens_at_its_moment_after_the_begin(tmp_path: Path) -> None:
    world = await _open(tmp_path, STEPS)
    [car] = world.cars.values()
    await world.advance(599)
    assert not car.state.ignition
    await world.advance(1)
    assert car.state.ignition_at == world.founding.start + 600


async def test_steps_of_one_moment_happen_as_they_are_written(tmp_path: Path) -> None:
    again = "  - {after: '0:10', car: Almera, driver: {do: ignition_off}}\n"
    world = await _open(tmp_path, STEPS + again)
    await world.advance(600)
    [car] = world.cars.values()
    assert (car.state.ignition, car.state.ignition_at) == (False, world.clock.now)


async def test_a_refused_step_is_told_and_the_next_one_happens(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    steps = "timeline:\n  - {after: '0:05', car: Almera, driver: {do: plug}}\n"
    world = await _open(tmp_path, steps + STEPS.partition("\n")[2])
    await world.advance(600)
    [car] = world.cars.values()
    assert car.state.ignition
    told = [one.getMessage() for one in caplog.records if one.levelname == "WARNING"]
    assert told == ["step at 0:05, Almera: the car has no charging socket"]


async def test_V1_the_next_service_is_counted_from_the_start_and_from_a_step(
    tmp_path: Path,
) -> None:
    step = (
        "timeline:\n"
        "  - {after: '48:00', car: Almera, service: {due_in_days: 7, due_km: 40000}}\n"
    )
    car = f"{CAR}service: {{due_in_days: 90, due_km: 35000}}\n"
    world = await _open(tmp_path, f"start: {START}\n{step}", car=car)
    [vin] = world.cars
    known = world.cloud.service.documents
    assert (known[vin].due_on, known[vin].due_km) == ("2026-08-30", 35_000)
    await world.advance(48 * 3_600)
    assert (known[vin].due_on, known[vin].due_km) == ("2026-06-10", 40_000)


@pytest.mark.usefixtures("socket_enabled")
async def test_a_world_without_a_timeline_keeps_none(tmp_path: Path) -> None:
    state = tmp_path / "garage.sqlite"
    async with running(state=state):
        pass
    async with running(state=state) as emulator:
        assert emulator.world.timeline.next_due() is None
