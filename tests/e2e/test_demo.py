"""The demo from start to end, and again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
import json
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession
import pytest

from scripts.demo_home.home_assistant import HomeAssistant
from scripts.demo_home.place import Place
from scripts.demo_home.seed import OWNER

from .demo import Demo, free_ports, running_demo

ODOMETER = "sensor.almera_odometer"


@asynccontextmanager
async def _owner(demo: Demo) -> AsyncIterator[HomeAssistant]:
    """Give Home Assistant, with its owner signed in."""
    async with ClientSession() as session:
        home_assistant = HomeAssistant(session, demo.url)
        place = Place(demo.folder, demo.port, demo.emulator_port)
        await home_assistant.sign_in(OWNER, place.password())
        yield home_assistant


async def _known_since(home_assistant: HomeAssistant) -> datetime:
    """Return the first moment that history knows of the Almera."""
    (rows,) = await home_assistant.get(f"history/period?filter_entity_id={ODOMETER}")
    return datetime.fromisoformat(rows[0]["last_changed"])


async def _wait_for(home_assistant: HomeAssistant, *, running: bool) -> None:
    # It is another process: there is nothing to wait for but its answers.
    while await _is_running(home_assistant) is not running:  # noqa: ASYNC110
        await asyncio.sleep(0.2)


async def _is_running(home_assistant: HomeAssistant) -> bool:
    try:
        return await home_assistant.is_running()
    except ClientError:
        return False


@pytest.mark.usefixtures("socket_enabled")
async def test_it_goes_on_where_it_ended(tmp_path: Path) -> None:
    ports = free_ports()
    with running_demo(tmp_path / "demo", *ports) as demo:
        assert demo.hang_up() == 0
    ended = datetime.now(UTC)
    with running_demo(tmp_path / "demo", *ports) as demo:
        async with _owner(demo) as home_assistant:
            assert await _known_since(home_assistant) < ended
            await home_assistant.post("services/homeassistant/restart", {})
            await _wait_for(home_assistant, running=False)
            await _wait_for(home_assistant, running=True)
        assert demo.stop() == 0
    Place(tmp_path, *ports).check_ports()


@pytest.mark.usefixtures("socket_enabled")
async def test_a_day_begins_when_somebody_can_watch(tmp_path: Path) -> None:
    """And is read as fast as it runs."""
    ports = free_ports()
    with running_demo(tmp_path / "demo", *ports, "day") as demo:
        async with ClientSession() as session:
            begun = await _clock(session, demo)
            # It takes a second, a minute of that world.
            await asyncio.to_thread(demo.link)
            now = await _clock(session, demo)
        assert begun["start"][11:] == "23:30:00Z"
        # Home Assistant's start took ten seconds, ten minutes of that world.
        assert _minutes(begun["start"], begun["now"]) < 5
        assert _minutes(begun["now"], now["now"]) > 0.1
        assert (now["held"], now["speed"]) == (False, 60)
        assert demo.stop() == 0
    entries = demo.folder / "homeassistant" / ".storage" / "core.config_entries"
    [entry] = [
        entry
        for entry in json.loads(entries.read_text("utf-8"))["data"]["entries"]
        if entry["domain"] == "nissanconnect"
    ]
    assert entry["options"]["status_interval"] == 0.1


async def _clock(session: ClientSession, demo: Demo) -> dict[str, Any]:
    async with session.get(f"{demo.control}/clock") as answer:
        clock: dict[str, Any] = await answer.json()
    return clock


def _minutes(since: str, until: str) -> float:
    """Return the minutes between two ISO times."""
    begin, end = map(datetime.fromisoformat, (since, until))
    return (end - begin).total_seconds() / 60
