"""Another world in place of this one: scenarios loaded, snapshots kept and restored."""

from contextlib import closing
from pathlib import Path
import sqlite3
from typing import Any

from aiohttp import ClientSession
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
import pytest

from emulator import scenario
from emulator.console.api import PREFIX
from emulator.opening import Wish, open_world
from emulator.storage import Documents
from emulator.tcu.deeds import Drive, IgnitionOn
from emulator.testing import OWNER, Emulator, running
from tests.emulator.services.clients import Client

LOST = """\
title: A car that is not where it should be
start: "2026-05-01T00:00:00Z"
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
timeline:
  - {after: "1:00", car: Almera, driver: {do: plug}}
  - after: "2:00"
    car: Almera
    assert: {truth: {ignition: true, cockpit.odometer_km: {below: 30000}}}
  - {after: "3:00", car: Almera, driver: {do: tow}, refused: driving}
asserts:
  - {car: Almera, truth: {locked: true}, note: It is locked}
"""


async def _post(client: ClientSession, path: str, body: dict[str, Any]) -> Any:
    async with client.post(PREFIX + path, json=body) as response:
        return {"status": response.status, **await response.json()}


async def _get(client: ClientSession, path: str) -> Any:
    async with client.get(PREFIX + path) as response:
        return await response.json()


async def test_a_scenario_takes_the_place_of_the_world(
    emulator: Emulator, client: ClientSession
) -> None:
    owner = Client(client)
    await owner.sign_in(*OWNER)
    told = await _post(client, "scenarios", {"name": "sold_car"})
    assert (told["status"], told["scenario"]) == (200, "sold_car")
    cars = (await _get(client, "vehicles"))["vehicles"]
    assert [car["persona"] for car in cars] == ["leaf_ze1", "almera"]
    assert (await owner.get("/user-adapter/v1/users/current")).status == 401
    await owner.sign_in(*OWNER)
    assert (await owner.get("/user-adapter/v1/users/current")).status == 200
    assert emulator.world.clock.held


@pytest.mark.emulator(seed=7)
async def test_a_scenario_has_its_seed_or_the_one_that_is_said_or_the_worlds(
    client: ClientSession,
) -> None:
    for body, seed in (
        ({"yaml": LOST}, 7),
        ({"yaml": f"{LOST}seed: 11\n"}, 11),
        ({"yaml": f"{LOST}seed: 11\n", "seed": 12}, 12),
    ):
        assert (await _post(client, "scenarios", body))["status"] == 200
        assert (await _get(client, "world"))["seed"] == seed


async def test_what_went_wrong_is_told_with_file_and_line(
    emulator: Emulator, client: ClientSession
) -> None:
    assert (await _post(client, "scenarios", {"yaml": LOST}))["left"] == 4
    await emulator.advance(2.5 * 3_600)
    told = await _get(client, "scenarios/current")
    assert [row["result"] for row in told["asserts"]] == ["failed", "to come"]
    assert (told["done"], told["left"], told["ends_at"][11:16]) == (2, 2, "03:00")
    at_two = "FAILED given.yaml:19 after 2:00: Almera: truth"
    assert told["failures"] == [
        "FAILED given.yaml:18 after 1:00: Almera: the car has no charging socket",
        f"{at_two} ignition: expected True, found False",
        f"{at_two} cockpit.odometer_km: expected below 30000, found 31874.6",
    ]
    await emulator.advance(3_600)
    told = await _get(client, "scenarios/current")
    assert [row["result"] for row in told["asserts"]] == ["failed", "good"]
    assert told["failures"][-1].endswith("expected driving, was done")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "../scenarios/day"}, "name"),
        ({"name": "emulator/scenarios/day.yaml"}, "name"),
        ({"yaml": LOST.replace("persona: almera", "persona: car")}, "yaml"),
        ({"yaml": "&a [*a]"}, "yaml"),
        ({"yaml": "x" * 300_000}, "yaml"),
        ({"name": "day", "start": "soon"}, "start"),
        ({"name": "day", "yaml": LOST}, None),
        ({}, None),
    ],
    ids=str,
)
async def test_a_failed_load_leaves_all_as_it_was(
    emulator: Emulator, client: ClientSession, body: dict[str, Any], field: str | None
) -> None:
    before = emulator.world.documents()
    told = await _post(client, "scenarios", body)
    assert (told["status"], told["error"].get("field")) == (400, field)
    assert _but_pace(emulator.world.documents()) == _but_pace(before)


async def test_a_snapshot_brings_the_whole_world_back(
    emulator: Emulator, client: ClientSession
) -> None:
    world, vin = emulator.world, emulator.car("almera").vin
    owner = Client(client)
    await owner.sign_in(*OWNER)
    await _post(client, "faults", {"fault": "F33", "vin": vin})
    emulator.do("almera", Drive("bangkok"))
    await emulator.advance(600)
    before, now = world.documents(), world.clock.now
    kept = await _post(client, "snapshots", {"name": "on-the-way"})
    assert (kept["status"], kept["documents"]) == (200, len(before))
    await client.delete(f"{PREFIX}faults")
    await emulator.advance(86_400)
    assert world.cars[vin].state.motion is None
    told = await _post(client, "snapshots/on-the-way/restore", {})
    assert (told["status"], world.clock.now) == (200, now)
    assert _but_pace(world.documents()) == _but_pace(before)
    assert world.cars[vin].state.motion is not None
    assert [one.fault for one in world.faults.switches] == ["F33"]
    assert world.judge.calls() == []
    assert (await owner.get("/user-adapter/v1/users/current")).status == 200


async def test_snapshots_are_named_listed_and_removed(client: ClientSession) -> None:
    for name in ("", "../x", "a/b", "a" * 41, "a b", "x.sqlite"):
        assert (await _post(client, "snapshots", {"name": name}))["status"] == 400
    for name in ("b", "a", "b"):
        assert (await _post(client, "snapshots", {"name": name}))["status"] == 200
    rows = (await _get(client, "snapshots"))["snapshots"]
    assert [row["name"] for row in rows] == ["a", "b"]
    json_alone = {"Content-Type": "application/json"}
    bodiless = await client.post(f"{PREFIX}snapshots/a/restore", headers=json_alone)
    assert bodiless.status == 200
    assert (await client.delete(f"{PREFIX}snapshots/a")).status == 200
    assert (await client.delete(f"{PREFIX}snapshots/a")).status == 404
    assert (await _post(client, "snapshots/a/restore", {}))["status"] == 404


@pytest.mark.usefixtures("socket_enabled")
async def test_snapshots_and_what_was_restored_are_in_the_state_file(
    tmp_path: Path,
) -> None:
    state = tmp_path / "garage.sqlite"
    wish = Wish(scenario="day", held=True)
    world = await open_world(wish, state)
    await world.keep_snapshot("morning")
    await world.advance(4 * 3_600)
    await world.become(world.snapshots["morning"].documents)
    before = world.documents()
    await world.close()
    again = await open_world(Wish(), state)
    assert _but_pace(again.documents()) == _but_pace(before)
    assert list(again.snapshots) == ["morning"]
    await again.drop_snapshot("morning")
    await again.close()
    with closing(sqlite3.connect(state)) as connection:
        kinds = connection.execute("SELECT DISTINCT kind FROM documents").fetchall()
    assert ("snapshot",) not in kinds


@settings(
    max_examples=5,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 26 * 3_600), st.integers(1, 6 * 3_600))
async def test_two_worlds_of_one_snapshot_agree_to_the_last_digit(
    until: int, more: int
) -> None:
    world = await open_world(Wish(scenario="day", held=True))
    await world.advance(until)
    taken = await world.keep_snapshot("here")
    ends: list[Documents] = []
    for _ in range(2):
        await world.become(taken.documents)
        await world.advance(more)
        ends.append(_but_pace(world.documents()))
    assert ends[0] == ends[1]
    # Also the world that was never put away would have come to the same.
    other = await open_world(Wish(scenario="day", held=True))
    await other.advance(until)
    await other.advance(more)
    assert _but_pace(other.documents()) == ends[0]


@pytest.mark.usefixtures("socket_enabled")
async def test_a_step_of_the_clock_holds_a_running_world(tmp_path: Path) -> None:
    text = LOST.partition("timeline:")[0] + (
        "timeline:\n"
        "  - {after: '1:00', clock: {speed: 7, held: true}}\n"
        "  - {after: '2:00', car: Almera, driver: {do: ignition_on}}\n"
    )
    file = tmp_path / "held.yaml"
    file.write_text(text)
    async with running(scenario=str(file), start=None) as emulator:
        clock = emulator.world.clock
        clock.set_pace(speed=60, held=False)
        await emulator.advance(3_600)
        assert (clock.speed, clock.held) == (7, True)
        emulator.do("almera", IgnitionOn())


async def test_the_shipped_scenarios_are_told_with_titles(
    client: ClientSession,
) -> None:
    rows = (await _get(client, "scenarios"))["scenarios"]
    assert [row["name"] for row in rows] == scenario.names()
    assert all(row["title"] for row in rows)


def _but_pace(documents: Documents) -> Documents:
    """Return documents without the real time at which they were taken."""
    return {key: data for key, data in documents.items() if key != ("world", "pace")}
