"""How fast and how heavy the integration is, the cloud being 200 ms away.

`python -m benchmarks.integration`, from the repository's root, takes some four minutes
and prints one JSON object on its last line. The baseline of each refresh is the same
refresh with one request after the other, in the same run.

- `cars`: by number of cars, set-up and refresh in seconds and in round trips
- `loop_ms_per_car`: the event loop's own time for a car that is refreshed
- `own_bytes_per_car`: what is kept of a car, without Home Assistant's own objects
- `start`: Home Assistant's start without and with the integration, seconds
"""

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
import json
from math import ceil
import sys
import time
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.nissanconnect.api import transport
from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.coordinator import AccountCoordinator

from .cloud import ACCOUNT
from .home import home
from .starts import starts
from .weight import own_bytes

_CARS = (1,)
_LATENCY_S = 0.2
_REFRESHES = 3


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One account; `bound` is what a refresh is allowed, in round trips."""

    set_up_s: float
    requests: int
    refresh_s: float
    one_by_one_s: float
    round_trips: float
    bound: float
    loop_ms_per_car: float
    own_bytes_per_car: float


@asynccontextmanager
async def _cloud(cars: int, latency_s: float) -> AsyncIterator[str]:
    """Give the address of a cloud with one account."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.cloud",
        str(cars),
        str(latency_s),
        stdout=PIPE,
    )
    if process.stdout is None:
        raise RuntimeError("the cloud has no voice")
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _asked(session: ClientSession, url: str) -> int:
    """Return how much the cloud was asked so far."""
    async with session.get(f"{url}/console/api/requests") as answer:
        return len((await answer.json())["requests"])


async def _refresh(account: AccountCoordinator) -> None:
    await asyncio.gather(*(car.async_read_all() for car in account.vehicles.values()))


async def _timed(work: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Return the seconds that work took, and those of this thread."""
    began, worked = time.perf_counter(), time.thread_time()
    await work()
    return time.perf_counter() - began, time.thread_time() - worked


async def _set_up(hass: HomeAssistant, url: str) -> tuple[MockConfigEntry, float]:
    entry = MockConfigEntry(
        domain=DOMAIN, unique_id="bench", data={"server": url, **ACCOUNT._asdict()}
    )
    entry.add_to_hass(hass)

    async def work() -> None:
        await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()

    seconds, _ = await _timed(work)
    return entry, seconds


def _weight(account: AccountCoordinator) -> float:
    shared = [account.client, account.connection]
    cars = list(account.vehicles.values())
    return own_bytes(cars, but=shared) / len(cars)


@asynccontextmanager
async def _loaded(
    url: str, at_once: int
) -> AsyncIterator[tuple[AccountCoordinator, float]]:
    """Give a loaded account and the seconds its set-up took."""
    with patch.object(transport, "AT_ONCE", at_once):
        async with home() as hass:
            entry, seconds = await _set_up(hass, url)
            yield entry.runtime_data, seconds
            await hass.config_entries.async_unload(entry.entry_id)


async def _one_by_one(url: str) -> float:
    """Return the seconds of a refresh with one request after the other."""
    async with _loaded(url, 1) as (account, _):
        seconds, _ = await _timed(lambda: _refresh(account))
    return seconds


async def _measure(cars: int) -> Measured:
    async with _cloud(cars, _LATENCY_S) as url, ClientSession() as web:
        async with _loaded(url, transport.AT_ONCE) as (account, set_up_s):
            before = await _asked(web, url)
            taken = [await _timed(lambda: _refresh(account)) for _ in range(_REFRESHES)]
            requests = (await _asked(web, url) - before) // _REFRESHES
            weight = _weight(account)
        one_by_one_s = await _one_by_one(url)
    refresh_s, busy_s = min(taken)
    return Measured(
        set_up_s=set_up_s,
        requests=requests,
        refresh_s=refresh_s,
        one_by_one_s=one_by_one_s,
        round_trips=refresh_s / (one_by_one_s / requests),
        bound=ceil(requests / transport.AT_ONCE) + 0.5,
        loop_ms_per_car=busy_s / cars * 1000,
        own_bytes_per_car=weight,
    )


async def _run() -> dict[str, Any]:
    measured = {cars: await _measure(cars) for cars in _CARS}
    async with _cloud(1, 0) as url:
        start = await starts(url)
    most = measured[max(_CARS)]
    return {
        "latency_s": _LATENCY_S,
        "cars": {str(cars): _rounded(asdict(one)) for cars, one in measured.items()},
        "loop_ms_per_car": round(most.loop_ms_per_car, 2),
        "own_bytes_per_car": round(most.own_bytes_per_car),
        "start": start,
        "start_added_s": round(start["with_s"] - start["without_s"], 2),
    }


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    """Measure and print."""
    sys.stdout.write(f"{json.dumps(asyncio.run(_run()))}\n")


if __name__ == "__main__":
    main()
