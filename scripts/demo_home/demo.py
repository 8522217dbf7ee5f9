"""The order of things: two programs started, furnished, watched and ended."""

import asyncio
import contextlib
import importlib.util
import os
from pathlib import Path
import signal
import sys
import time
import webbrowser

from aiohttp import ClientError, ClientSession, ClientTimeout

from .child import Child
from .errors import DemoError
from .furnish import furnish
from .guide import guide
from .home_assistant import HomeAssistant
from .place import Place
from .play import Play
from .seed import OWNER, seed

_BEGAN = time.monotonic()
_REPOSITORY = Path(__file__).parents[2]
_STAND_INS = Path(__file__).parent / "stand_ins"
_EMULATOR_PATIENCE_S = 60
_HOME_ASSISTANT_PATIENCE_S = 180
_TIMEOUT = ClientTimeout(total=60)
# What Home Assistant ends with when somebody asks it, in its pages, to restart.
_RESTART = 100
# Packages that scripts/setup leaves out where there is no compiler.
_COMPILED = {"pymicro-vad": "pymicro_vad", "pyspeex-noise": "pyspeex_noise"}


async def run(place: Place, play: Play, *, fresh: bool) -> None:
    """Run the demo until a signal; DemoError if it cannot start or go on."""
    place.check_ports()
    if fresh:
        place.clear()
    place.take()
    _end_by_signals()
    try:
        async with (
            ClientSession(timeout=_TIMEOUT) as session,
            contextlib.AsyncExitStack() as running,
        ):
            await _Demo(place, play, session, running).run()
    except asyncio.CancelledError:
        _step("Stopped")


async def print_link(place: Place) -> None:
    """Print a link into the demo that runs in `place`."""
    password = place.password()
    async with ClientSession(timeout=_TIMEOUT) as session:
        home_assistant = HomeAssistant(session, place.url)
        if not await home_assistant.answers():
            raise DemoError(
                f"Nothing answers at {place.url}: ./scripts/demo starts it."
            )
        sys.stdout.write(f"{await home_assistant.link(OWNER, password)}\n")


class _Demo:
    """One run; what it starts is ended with `running`, the last first."""

    def __init__(
        self,
        place: Place,
        play: Play,
        session: ClientSession,
        running: contextlib.AsyncExitStack,
    ) -> None:
        self._place = place
        self._play = play
        self._session = session
        self._running = running
        self._home_assistant = HomeAssistant(session, place.url)

    async def run(self) -> None:
        _step("Starting the emulator")
        emulator = await self._start_emulator()
        if not self._place.config.exists():
            _step("Making Home Assistant's folder and its owner")
        await seed(self._place, _REPOSITORY / "custom_components")
        home_assistant = await self._start_home_assistant()
        await self._furnish()
        await self._invite()
        while await _wants_restart(home_assistant, emulator):
            home_assistant = await self._start_home_assistant()
            _step("Home Assistant is back")

    async def _start_emulator(self) -> Child:
        place = self._place
        command = [sys.executable, "-m", "emulator", "serve"]
        command += ["--port", str(place.emulator_port)]
        command += ["--state", str(place.emulator_state)]
        command += ["--scenario", place.scenario]
        if self._play.is_fast:
            # It begins, and goes on, once somebody can watch.
            command += ["--held"]
        start = self._play.start(time.time())
        if start is not None and not place.emulator_state.exists():
            command += ["--start", start]
        log = place.folder / "emulator.log"
        emulator = await Child.start("The emulator", command, log, _REPOSITORY)
        self._running.push_async_callback(emulator.stop)
        await emulator.until(self._emulator_answers, _EMULATOR_PATIENCE_S)
        return emulator

    async def _emulator_answers(self) -> bool:
        try:
            async with self._session.get(
                f"{self._place.emulator_url}/console/api/clock"
            ) as answer:
                return answer.ok
        except ClientError, TimeoutError:
            return False

    async def _start_home_assistant(self) -> Child:
        _step("Starting Home Assistant (ten seconds, the first time twenty)")
        place = self._place
        command = [sys.executable, "-m", "homeassistant", "--config", str(place.config)]
        command += ["--log-no-color"]
        environment = {}
        if left_out := _left_out():
            command += ["--skip-pip-packages", ",".join(left_out)]
            environment["PYTHONPATH"] = str(_STAND_INS)
        log = place.folder / "homeassistant.log"
        child = await Child.start(
            "Home Assistant", command, log, place.folder, environment
        )
        self._running.push_async_callback(child.stop)
        await child.until(self._home_assistant.answers, _HOME_ASSISTANT_PATIENCE_S)
        await self._home_assistant.sign_in(OWNER, place.password())
        await child.until(self._home_assistant.is_running, _HOME_ASSISTANT_PATIENCE_S)
        return child

    async def _furnish(self) -> None:
        _step("Seeing to the integration and its dashboard")
        await furnish(self._home_assistant, self._place.emulator_url, self._play)
        await self._home_assistant.sign_out()

    async def _invite(self) -> None:
        place = self._place
        link = await self._home_assistant.link(OWNER, place.password())
        sys.stdout.write(await guide(self._session, place, self._play, link))
        sys.stdout.flush()
        if self._play.is_fast:
            await self._let_time_pass()
        if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
            webbrowser.open(link)

    async def _let_time_pass(self) -> None:
        clock = f"{self._place.emulator_url}/console/api/clock"
        async with self._session.post(clock, json={"held": False}) as answer:
            answer.raise_for_status()


async def _wants_restart(home_assistant: Child, emulator: Child) -> bool:
    """Wait until one of them ends; DemoError unless it is to be started again."""
    ends = {
        asyncio.create_task(child.ended()): child
        for child in (home_assistant, emulator)
    }
    try:
        done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for end in ends:
            end.cancel()
    first = done.pop()
    if ends[first] is home_assistant and first.result() == _RESTART:
        return True
    raise ends[first].failure()


def _end_by_signals() -> None:
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    asked = False

    def end() -> None:
        nonlocal asked
        if task and not asked:
            asked = True
            task.cancel()
            _step("Stopping")

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, end)


def _left_out() -> list[str]:
    return [
        package
        for package, module in _COMPILED.items()
        if importlib.util.find_spec(module) is None
    ]


def _step(text: str) -> None:
    # A closed terminal is no reason to leave two programs behind.
    with contextlib.suppress(OSError):
        sys.stderr.write(f"[{time.monotonic() - _BEGAN:3.0f} s] {text}\n")
