"""What was acknowledged outlives the process; time goes on as the pace says."""

from hashlib import sha256
from pathlib import Path
import signal
import sqlite3
import time
from typing import Any

import pytest

from emulator import moments
from emulator.storage import Storage
from tests.emulator.processes import Server, run, serving

pytestmark = pytest.mark.usefixtures("socket_enabled")

HELD = ("--held", "--start", "2026-03-02T06:00:00Z", "--seed", "5")


async def _almera(server: Server) -> str:
    vehicles = (await server.get("vehicles"))["vehicles"]
    return str(next(car["vin"] for car in vehicles if car["persona"] == "almera"))


async def _everything(server: Server) -> tuple[Any, Any, Any]:
    vin = await _almera(server)
    return (
        await server.get("clock"),
        await server.get("vehicles"),
        await server.get(f"vehicles/{vin}/cloud"),
    )


async def test_kill_9_in_a_drive_loses_nothing_acknowledged(tmp_path: Path) -> None:
    state = ("--state", str(tmp_path / "garage.sqlite"))
    async with serving(*state, *HELD) as server:
        vin = await _almera(server)
        drive = {"do": "drive", "route": "bangkok"}
        await server.post(f"vehicles/{vin}/driver", drive)
        await server.post("clock/advance", {"seconds": 421.5})
        await server.post(f"vehicles/{vin}/radio", {"gnss": False})
        known = await _everything(server)
        killed = await server.end(signal.SIGKILL)
    assert killed.code == -signal.SIGKILL
    assert known[1]["vehicles"][0]["driving"]
    async with serving(*state) as server:
        assert await _everything(server) == known
        await server.post("clock/advance", {"seconds": 3_600})
        [car] = [
            car
            for car in (await server.get("vehicles"))["vehicles"]
            if car["vin"] == vin
        ]
    assert car["driving"] is None
    assert car["trip"]["distance_km"] > 10


async def test_sigterm_ends_cleanly_and_keeps_the_state(tmp_path: Path) -> None:
    file = tmp_path / "garage.sqlite"
    async with serving("--state", str(file), *HELD) as server:
        await server.post("clock/advance", {"seconds": 60})
        async with server.client.get("/console/api/events") as stream:
            assert stream.status == 200
            ended = await server.end(signal.SIGTERM)
    assert ended.code == 0
    assert "Traceback" not in ended.err
    assert list(_digest(tmp_path)) == [file.name]
    async with serving("--state", str(file)) as server:
        assert (await server.get("clock"))["now"] == "2026-03-02T06:01:00Z"


async def test_a_held_or_scaled_world_goes_on_at_the_saved_time(
    tmp_path: Path,
) -> None:
    state = ("--state", str(tmp_path / "garage.sqlite"))
    async with serving(*state, *HELD[1:], "--speed", "60") as server:
        await server.post("clock/advance", {"seconds": 86_400})
        seen = moments.parse((await server.get("clock"))["now"])
        await server.end(signal.SIGKILL)
    async with serving(*state) as server:
        clock = await server.get("clock")
    assert clock["speed"] == 60
    assert not clock["held"]
    assert seen - 1 <= moments.parse(clock["now"]) < seen + 60 * 20


async def test_a_world_at_1x_jumps_to_now_and_what_fell_due_happens(
    tmp_path: Path,
) -> None:
    file = tmp_path / "garage.sqlite"
    async with serving("--state", str(file)) as server:
        vin = await _almera(server)
        drive = {"do": "drive", "route": "bangkok"}
        await server.post(f"vehicles/{vin}/driver", drive)
        await server.end(signal.SIGKILL)
    _age(file, seconds=2 * 3_600)
    async with serving("--state", str(file)) as server:
        now = moments.parse((await server.get("clock"))["now"])
        car = await server.get(f"vehicles/{vin}")
        heard = (await server.get(f"vehicles/{vin}/cloud"))["heard_at"]
    assert now == pytest.approx(time.time() + 2 * 3_600, abs=20)
    assert car["driving"] is None
    assert moments.parse(heard) > now - 300


def _age(file: Path, *, seconds: float) -> None:
    """Let the state file be as old as if the world had ended `seconds` ago."""
    with sqlite3.connect(file) as connection:
        connection.execute(
            "UPDATE documents SET data = CAST(json_set(CAST(data AS TEXT), '$.real',"
            " json_extract(CAST(data AS TEXT), '$.real') - ?) AS BLOB)"
            " WHERE kind = 'world' AND key = 'pace'",
            (seconds,),
        )
    connection.close()


async def test_another_world_than_the_kept_one_is_refused(tmp_path: Path) -> None:
    state = ("--state", str(tmp_path / "garage.sqlite"))
    async with serving(*state, *HELD) as server:
        await server.end(signal.SIGTERM)
    before = _digest(tmp_path)
    for option, kept, other in (
        ("seed", "5", "6"),
        ("start", "2026-03-02T06:00:00Z", "2026-03-02T07:00:00Z"),
        ("scenario", "demo", "other"),
    ):
        refused = await run("serve", "--port", "0", *state, f"--{option}", other)
        reason = f"emulator: the state file has {option} {kept}, not {other}\n"
        assert (refused.code, refused.err) == (2, reason)
    assert _digest(tmp_path) == before


async def test_the_same_world_asked_for_again_is_taken_up(tmp_path: Path) -> None:
    state = ("--state", str(tmp_path / "garage.sqlite"))
    async with serving(*state, *HELD) as server:
        await server.post("clock/advance", {"seconds": 60})
        await server.end(signal.SIGTERM)
    async with serving(*state, *HELD) as server:
        assert (await server.get("clock"))["now"] == "2026-03-02T06:01:00Z"


async def test_two_processes_with_one_seed_keep_the_same(tmp_path: Path) -> None:
    """Python draws the order of sets anew in each process; it must not show."""
    kept = []
    for number in ("1", "2"):
        file = tmp_path / number
        async with serving(
            "--state", str(file), *HELD, PYTHONHASHSEED=number
        ) as server:
            path = f"vehicles/{await _almera(server)}/driver"
            for door in ("hatch", "hood", "rear_left", "front_left"):
                await server.post(path, {"do": "open", "door": door})
            await server.post("clock/advance", {"seconds": 86_400})
            await server.end(signal.SIGTERM)
        with Storage(file) as storage:
            documents = storage.read()
        del documents["world", "pace"]
        kept.append(documents)
    assert kept[0] == kept[1]


def _digest(folder: Path) -> dict[str, str]:
    """Return what stands in a folder's files."""
    return {
        file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()
    }
