"""How long Home Assistant takes to start: alone, and with an account of one car.

Beside ours stands the least integration there is: what that adds, any adds.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
import json
from pathlib import Path
import re
import socket
from statistics import mean, median
import sys
from tempfile import TemporaryDirectory

from aiohttp import ClientSession

from scripts.demo_home.child import Child
from scripts.demo_home.home_assistant import HomeAssistant
from scripts.demo_home.place import Place
from scripts.demo_home.seed import OWNER, seed

from .cloud import ACCOUNT

_INTEGRATIONS = Path(__file__).parents[1] / "custom_components"
_ROUNDS = 30
# A full collection of garbage takes nearly 0.2 s and comes after eleven younger ones.
# Where in that turn a home stands when its start begins is luck: each point is taken,
# beside the one where this home stands by itself.
_TURN = [*range(12)] * 2
_LEAST = {"domain": "least", "name": "Least", "version": "1.0.0", "codeowners": []}
# So many objects bring about three of the youngest collections.
_LEAST_MODULE = """
KEPT = [[number] for number in range(6_000)]


async def async_setup(hass, config):
    return True
"""
_PATIENCE_S = 120
_FLOWS = "config/config_entries/flow"
# As in an owner's house: httpx loads these where it finds them, and only our checks
# bring them.
_START = """
import gc, runpy, sys
for _ in range({phase}):
    gc.collect(1)
sys.modules.update(dict.fromkeys(("click", "pygments", "rich")))
runpy.run_module("homeassistant", run_name="__main__", alter_sys=True)
"""
_TOLD = re.compile(r"Home Assistant initialized in ([\d.]+)s")


async def starts(cloud: str) -> dict[str, dict[str, float]]:
    """Return what starts take without and with an integration, in turns: seconds.

    `plain` is this home as it is, `least` the same with the least integration in place
    of ours; `turn` is ours at each point of the collector's turn.
    """
    with TemporaryDirectory() as folder:
        bare, full, least = [
            _place(Path(folder, name)) for name in ("bare", "full", "least")
        ]
        for place in (bare, full):
            await _prepare(place, _INTEGRATIONS)
        await _prepare_least(least)
        async with _running(full) as home:
            await _add_integration(home, cloud)
        for place in (bare, least):
            await _start(place, 0)
        rounds = [
            [await _start(place, 0) for place in (bare, full, least)]
            for _ in range(_ROUNDS)
        ]
        turn = [
            [await _start(place, phase) for place in (bare, full)] for phase in _TURN
        ]
    alone, with_it, with_least = zip(*rounds, strict=True)
    return {
        "plain": _figures(alone, with_it),
        "least": _figures(alone, with_least),
        "turn": _figures(*zip(*turn, strict=True)),
    }


def _figures(alone: Sequence[float], with_it: Sequence[float]) -> dict[str, float]:
    without_s, with_s = median(alone), median(with_it)
    return {
        "without_s": without_s,
        "with_s": with_s,
        "added_s": with_s - without_s,
        "mean_added_s": mean(with_it) - mean(alone),
    }


def _place(folder: Path) -> Place:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Place(folder, probe.getsockname()[1], 0)


async def _prepare(place: Place, integrations: Path) -> None:
    place.take()
    await seed(place, integrations)
    written = place.config / "configuration.yaml"
    told = "  logs:\n    homeassistant.bootstrap: info\n"
    written.write_text(written.read_text("utf-8").replace("  logs:\n", told), "utf-8")


async def _prepare_least(place: Place) -> None:
    least = place.folder.with_name("integrations") / "least"
    least.mkdir(parents=True)
    (least / "manifest.json").write_text(json.dumps(_LEAST), "utf-8")
    (least / "__init__.py").write_text(_LEAST_MODULE, "utf-8")
    await _prepare(place, least.parent)
    with (place.config / "configuration.yaml").open("a", encoding="utf-8") as written:
        written.write("least:\n")


@asynccontextmanager
async def _running(place: Place, phase: int = 0) -> AsyncIterator[HomeAssistant]:
    start = _START.format(phase=phase)
    command = [sys.executable, "-c", start, "--skip-pip", "--log-no-color"]
    command += ["--config", str(place.config)]
    log = _log(place)
    # A home keeps what it has compiled, whatever this shell is told to do.
    compiled = {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(place.folder.parent / "compiled"),
    }
    child = await Child.start("Home Assistant", command, log, place.folder, compiled)
    try:
        async with ClientSession() as session:
            home = HomeAssistant(session, place.url)
            # To ask it, or to let it check a password, would slow what is measured.
            await child.until(partial(_initialized, log), _PATIENCE_S)
            await home.sign_in(OWNER, place.password())
            await child.until(home.is_running, _PATIENCE_S)
            yield home
    finally:
        await child.stop()


async def _add_integration(home: HomeAssistant, cloud: str) -> None:
    menu = await home.post(_FLOWS, {"handler": "nissanconnect"})
    flow = f"{_FLOWS}/{menu['flow_id']}"
    await home.post(flow, {"next_step_id": "address"})
    await home.post(flow, {"url": cloud, **ACCOUNT._asdict()})


async def _start(place: Place, phase: int) -> float:
    """Start once and return the seconds that Home Assistant says it took."""
    async with _running(place, phase):
        seconds = _told(_log(place))
    if seconds is None:
        raise RuntimeError("Home Assistant did not say how long it took")
    return seconds


async def _initialized(log: Path) -> bool:
    return _told(log) is not None


def _told(log: Path) -> float | None:
    """Return the seconds that a start took, if Home Assistant has said so yet."""
    found = _TOLD.search(log.read_text("utf-8"))
    return None if found is None else float(found[1])


def _log(place: Place) -> Path:
    return place.folder / "homeassistant.log"
