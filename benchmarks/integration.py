"""How fast and how heavy the integration is, the cloud being 200 ms away.

`python -m benchmarks.integration`, from the root, takes some twenty minutes and
prints one JSON object on its last line. The baseline of each refresh is the same
refresh with one request after the other, in the same run.

- `accounts`: by number of cars; a `poll` reads what changes by the minute, `whole`
  everything; `bound` is what it may take, in round trips of the cloud
- `loop_ms_per_car`: what the event loop spends on a car in the best of fifteen polls,
  `median_loop_ms_per_car` in the eighth best
- `http_ms_per_car`: the same of a bare client that asks as often and as many at once,
  in turns with the polls; `loop_ratio` is the median of a poll by the bare client's
- `own_bytes_per_car`: what is kept of a car, without Home Assistant's own objects
- `start`: Home Assistant's start without and with the integration, seconds: medians,
  their difference (`start_added_s`) and the means'; `least` is the same with the least
  integration there is, `turn` ours at each point of the garbage collector's turn
"""

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from functools import partial
import json
from math import ceil
from statistics import median
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
from custom_components.nissanconnect.options import (
    CONF_INBOX_INTERVAL,
    CONF_STATUS_INTERVAL,
    LEAST_MINUTES,
)

from .cloud import ACCOUNT
from .home import home
from .starts import starts
from .weight import own_bytes

_CARS = (1, 5, 20)
_LATENCY_S = 0.2
_POLLS = 15
_READS = 3

type Work = Callable[[], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Refresh:
    """One refresh of all cars of an account."""

    requests: int
    seconds: float
    one_by_one_s: float
    round_trips: float
    bound: float
    loop_ms_per_car: float
    median_loop_ms_per_car: float


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One account."""

    set_up_s: float
    poll: Refresh
    whole: Refresh
    http_ms_per_car: float
    median_http_ms_per_car: float
    loop_ratio: float
    own_bytes_per_car: float


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Some work, the best of some times: `busy_s` is the event loop's own time."""

    seconds: float
    busy_s: float
    median_busy_s: float


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


async def _poll(account: AccountCoordinator) -> None:
    await asyncio.gather(*(car.async_refresh() for car in account.vehicles.values()))


async def _read(account: AccountCoordinator) -> None:
    await asyncio.gather(*(car.async_read_all() for car in account.vehicles.values()))


async def _timed(work: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Return the seconds that work took, and those of this thread."""
    began, worked = time.perf_counter(), time.thread_time()
    await work()
    return time.perf_counter() - began, time.thread_time() - worked


async def _set_up(hass: HomeAssistant, url: str) -> tuple[MockConfigEntry, float]:
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={"server": url, **ACCOUNT._asdict()},
        # What changes by the minute is due whenever it is asked for.
        options={
            CONF_STATUS_INTERVAL: LEAST_MINUTES,
            CONF_INBOX_INTERVAL: LEAST_MINUTES,
        },
    )
    entry.add_to_hass(hass)

    async def work() -> None:
        await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()

    seconds, _ = await _timed(work)
    return entry, seconds


@asynccontextmanager
async def _loaded(
    url: str, at_once: int
) -> AsyncIterator[tuple[AccountCoordinator, float]]:
    """Give a loaded account and the seconds its set-up took."""
    with patch.object(transport, "AT_ONCE", at_once):
        async with home() as hass:
            entry, seconds = await _set_up(hass, url)
            account = entry.runtime_data
            for car in account.vehicles.values():
                # Read by hand alone: a slow reading had polls of the clock beside it.
                car.update_interval = None
            yield account, seconds
            await hass.config_entries.async_unload(entry.entry_id)


async def _counted(web: ClientSession, url: str, work: Work) -> int:
    """Return how many requests some work makes."""
    before = await _asked(web, url)
    await work()
    return await _asked(web, url) - before


async def _taken(times: int, *works: Work) -> list[Taken]:
    """Return what each work takes, some times in turns."""
    turns = [[await _timed(work) for work in works] for _ in range(times)]
    return [_best(taken) for taken in zip(*turns, strict=True)]


def _best(taken: Sequence[tuple[float, float]]) -> Taken:
    return Taken(
        seconds=min(seconds for seconds, _ in taken),
        busy_s=min(busy for _, busy in taken),
        median_busy_s=median(busy for _, busy in taken),
    )


async def _bare(web: ClientSession, url: str, requests: int) -> None:
    """Ask so often by a bare client."""
    slots = asyncio.Semaphore(transport.AT_ONCE)

    async def ask() -> None:
        path = f"{url}/bff-web/v1/emulator/conventions"
        async with slots, web.get(path) as answer:
            await answer.json()

    await asyncio.gather(*(ask() for _ in range(requests)))


def _refresh(cars: int, requests: int, taken: Taken, one_by_one: Taken) -> Refresh:
    return Refresh(
        requests=requests,
        seconds=taken.seconds,
        one_by_one_s=one_by_one.seconds,
        round_trips=taken.seconds / one_by_one.seconds * requests,
        bound=ceil(requests / transport.AT_ONCE) + 0.5,
        loop_ms_per_car=taken.busy_s / cars * 1000,
        median_loop_ms_per_car=taken.median_busy_s / cars * 1000,
    )


async def _measure(cars: int) -> Measured:
    async with _cloud(cars, _LATENCY_S) as url, ClientSession() as web:
        async with _loaded(url, transport.AT_ONCE) as (account, set_up_s):
            poll, read = partial(_poll, account), partial(_read, account)
            few, many = [await _counted(web, url, work) for work in (poll, read)]
            polled, asked = await _taken(_POLLS, poll, partial(_bare, web, url, few))
            (whole,) = await _taken(_READS, read)
            weights = [own_bytes(car) for car in account.vehicles.values()]
        async with _loaded(url, 1) as (account, _):
            works = partial(_poll, account), partial(_read, account)
            slow_poll, slow_read = await _taken(1, *works)
    return Measured(
        set_up_s=set_up_s,
        poll=_refresh(cars, few, polled, slow_poll),
        whole=_refresh(cars, many, whole, slow_read),
        http_ms_per_car=asked.busy_s / cars * 1000,
        median_http_ms_per_car=asked.median_busy_s / cars * 1000,
        loop_ratio=polled.median_busy_s / asked.median_busy_s,
        own_bytes_per_car=sum(weights) / cars,
    )


async def _run() -> dict[str, Any]:
    measured = {cars: await _measure(cars) for cars in _CARS}
    async with _cloud(1, _LATENCY_S) as url:
        start = await starts(url)
    most = measured[max(_CARS)]
    return {
        "latency_s": _LATENCY_S,
        "accounts": {cars: asdict(one) for cars, one in measured.items()},
        "loop_ms_per_car": most.poll.loop_ms_per_car,
        "median_loop_ms_per_car": most.poll.median_loop_ms_per_car,
        "http_ms_per_car": most.http_ms_per_car,
        "loop_ratio": most.loop_ratio,
        "own_bytes_per_car": most.own_bytes_per_car,
        "start": start,
        "start_added_s": start["plain"]["added_s"],
        "start_least_added_s": start["least"]["added_s"],
        "start_turn_added_s": start["turn"]["mean_added_s"],
    }


def _rounded(figures: Any) -> Any:
    if isinstance(figures, dict):
        return {name: _rounded(value) for name, value in figures.items()}
    return round(figures, 3) if isinstance(figures, float) else figures


def main() -> None:
    """Measure and print."""
    sys.stdout.write(f"{json.dumps(_rounded(asyncio.run(_run())))}\n")


if __name__ == "__main__":
    main()
