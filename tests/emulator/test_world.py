"""The world as a whole: the same run twice, quick, alive while real time stands."""

import asyncio
from pathlib import Path
import sqlite3
import time

from aiohttp import ClientSession
from freezegun import freeze_time
import pytest

from emulator.opening import Wish, open_world
from emulator.requests_log import RequestsLog
from emulator.storage import Storage, StorageError
from emulator.tcu.deeds import Drive, IgnitionOff, LockWithKey
from emulator.testing import OWNER, SECOND, Emulator, running
from tests.emulator.services.clients import Client, sign_in

pytestmark = pytest.mark.usefixtures("socket_enabled")

SIX_HOURS = 6 * 3_600
RESOURCES = (
    "/car-adapter/v1/cars/{vin}/cockpit",
    "/car-adapter/v1/cars/{vin}/location",
    "/car-adapter/v1/cars/{vin}/lock-status",
)


async def _six_hours(
    state: Path, *, seed: int, step: float = SIX_HOURS
) -> dict[tuple[str, str], bytes]:
    """Let the demo garage live for six hours with two drives; return what is kept."""
    async with running(seed=seed, state=state) as emulator:
        await emulator.advance(600)
        emulator.do("almera", Drive("bangkok"))
        emulator.do("leaf_ze1", Drive("paris"))
        await emulator.advance(2_700)
        for persona in ("almera", "leaf_ze1"):
            emulator.do(persona, IgnitionOff())
            emulator.do(persona, LockWithKey())
        for _ in range(int(SIX_HOURS / step)):
            await emulator.advance(step)
            emulator.car("qx60").truth(emulator.world.clock.now)
    with Storage(state) as storage:
        kept = storage.read()
    # What real time it was when the clock was saved is no matter of the world's.
    del kept["world", "pace"]
    return kept


async def test_six_hours_are_quick_and_the_same_in_two_runs(tmp_path: Path) -> None:
    began = time.perf_counter()
    one = await _six_hours(tmp_path / "one.sqlite", seed=3)
    took_s = time.perf_counter() - began
    two = await _six_hours(tmp_path / "two.sqlite", seed=3)
    assert one == two
    assert took_s < 10


async def test_how_often_somebody_looks_changes_nothing(tmp_path: Path) -> None:
    one = await _six_hours(tmp_path / "one.sqlite", seed=3)
    two = await _six_hours(tmp_path / "two.sqlite", seed=3, step=60)
    assert one == two


async def test_a_seed_decides_vins_and_users() -> None:
    async with running(seed=3) as one, running(seed=3) as two, running(seed=4) as three:
        assert list(one.world.cars) == list(two.world.cars)
        assert not set(one.world.cars) & set(three.world.cars)
        users = [
            list(each.world.cloud.accounts.documents) for each in (one, two, three)
        ]
        assert users[0] == users[1]
        assert users[0] != users[2]


async def test_parked_cars_cost_nothing(emulator: Emulator) -> None:
    assert emulator.world.clock.next_due() is None


async def test_both_accounts_sign_in_and_see_their_cars(
    emulator: Emulator, client: ClientSession
) -> None:
    for account, cars in ((OWNER, 6), (SECOND, 1)):
        client.cookie_jar.clear()
        someone = Client(client, (await sign_in(client, *account))["access_token"])
        answer = await someone.get("/user-adapter/v1/users/current")
        user = (await answer.json())["userId"]
        answer = await someone.get(f"/bff-web/v5/users/{user}/cars")
        assert len((await answer.json())["data"]) == cars


async def test_four_cars_at_least_answer_the_main_resources(
    emulator: Emulator, client: ClientSession
) -> None:
    owner = Client(client, (await sign_in(client, *OWNER))["access_token"])
    answering = 0
    for vin in list(emulator.world.cars)[:6]:
        statuses = {
            (await owner.get(path.format(vin=vin))).status for path in RESOURCES
        }
        answering += statuses == {200}
    assert answering >= 4


async def test_it_answers_while_real_time_is_frozen(tmp_path: Path) -> None:
    with freeze_time("2026-03-02T06:00:00Z"):
        async with (
            running(state=tmp_path / "garage.sqlite") as emulator,
            ClientSession(emulator.url) as client,
        ):
            for hour in ("06", "07", "08"):
                answer = await client.get("/console/api/clock")
                assert answer.headers["Date"] == f"Mon, 02 Mar 2026 {hour}:00:00 GMT"
                await emulator.advance(3_600)


async def test_an_answer_waits_for_a_commit_that_holds_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read beside a write must not show what a kill would take back."""
    under_way, go_on = asyncio.Event(), asyncio.Event()
    commit = Storage.commit

    async def slow(self: Storage, changes: dict[tuple[str, str], bytes | None]) -> None:
        under_way.set()
        await go_on.wait()
        await commit(self, changes)

    async with (
        running(state=tmp_path / "garage.sqlite") as emulator,
        ClientSession(emulator.url) as client,
    ):
        monkeypatch.setattr(Storage, "commit", slow)
        vin = emulator.car("almera").vin
        path = f"/console/api/vehicles/{vin}"
        write = asyncio.create_task(
            client.post(f"{path}/driver", json={"do": "ignition_on"})
        )
        await under_way.wait()
        read = asyncio.create_task(client.get(path))
        done, _ = await asyncio.wait([read, write], timeout=0.2)
        assert not done
        go_on.set()
        assert (await (await read).json())["ignition"]
        assert (await write).status == 200


async def test_a_state_that_cannot_be_written_is_told_and_kept_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "garage.sqlite"

    async def fail(self: Storage, changes: object) -> None:
        raise StorageError("disk full")

    async with running(state=file) as emulator, ClientSession(emulator.url) as client:
        vin = emulator.car("almera").vin
        deed = f"/console/api/vehicles/{vin}/driver"
        with monkeypatch.context() as broken:
            broken.setattr(Storage, "commit", fail)
            answer = await client.post(deed, json={"do": "ignition_on"})
            assert answer.status == 503
            assert (await answer.json())["error"]["code"] == "not_kept"
        answer = await client.post(deed, json={"do": "hazard_lights", "on": True})
        assert answer.status == 200
    async with running(state=file) as emulator:
        truth = emulator.car("almera").truth(emulator.world.clock.now)
        assert truth.ignition
        assert truth.hazard_lights


@pytest.mark.parametrize(
    "damage",
    [
        {("world", "founding"): None},
        {("world", "pace"): b"{}"},
        {("cloud/account", "x"): b"not JSON"},
        {("cloud/nothing", "x"): b"{}"},
    ],
)
async def test_a_file_whose_documents_make_no_world_is_refused(
    tmp_path: Path, damage: dict[tuple[str, str], bytes | None]
) -> None:
    file = tmp_path / "garage.sqlite"
    async with running(state=file):
        pass
    with Storage(file) as storage:
        await storage.commit(damage)
        before = storage.read()
    with pytest.raises(StorageError, match="damaged state file"):
        await open_world(Wish(), file)
    with Storage(file) as storage:
        assert storage.read() == before


async def test_what_nobody_foresaw_is_told_without_details(
    emulator: Emulator, client: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RequestsLog, "after", None)
    answer = await client.get("/console/api/requests")
    assert answer.status == 500
    error = (await answer.json())["error"]
    assert error == {"code": "internal", "message": "the emulator made a mistake"}


async def test_an_unknown_persona_is_no_car(emulator: Emulator) -> None:
    with pytest.raises(KeyError):
        emulator.car("micra")


async def test_unchanged_things_are_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "garage.sqlite"
    async with running(state=file) as emulator, ClientSession(emulator.url) as client:
        before = emulator.world._storage._connection.total_changes  # type: ignore[union-attr]
        for _ in range(5):
            await client.get("/console/api/vehicles")
        connection: sqlite3.Connection = emulator.world._storage._connection  # type: ignore[union-attr]
        assert connection.total_changes == before
        emulator.do("almera", LockWithKey())
        await emulator.advance(1)
        assert 0 < connection.total_changes - before <= 4
