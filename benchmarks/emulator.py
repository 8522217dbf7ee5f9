"""How fast and how large the emulator is, beside an aiohttp application that is bare.

`python -m benchmarks.emulator`, from the repository's root, prints a line as each part
is measured and one JSON object at last, after some minutes:

- `cached_read_ratio`: reads of a car a second, as a share of what the bare application
  answers with the same bytes, in turns with it; `cached_read_cpu_ratio` is that of
  requests per second of processor, which says more on a busy machine
- `fleet_cars` in one process: `fleet_start_s` until it answers, `fleet_rss_mb` at most
- `driving_cars` under way: `driving_speed`, world seconds that pass in one second
- one commuter with alerts on: `month_s` and `year_s` for 30 and 365 days of driving
"""

import asyncio
import json
from statistics import median
import sys
import time

from aiohttp import ClientSession, CookieJar

from emulator import fleet
from emulator.opening import Wish, open_world
from emulator.testing import OWNER, START
from tests.emulator.services.clients import sign_in

from .lives import commute, drive_on
from .load import load
from .served import Served, served

_HELD = ("emulator", "serve", "--port", "0", "--held")
_RESOURCE = "cockpit"
_PAIRS = 5
_ROUNDS = 9
_ROUND_S = 0.4
_FLEET_CARS = 10_000
_DRIVING_CARS = 1_000
_DRIVEN_S = 1_200.0

type Figures = dict[str, float]
# Requests per second of a round, and per second of the processor.
type Rate = tuple[float, float]


async def _cached_reads() -> Figures:
    """Compare reads of one car with the bare application, in several pairs of both.

    What a process was dealt, such as the places of its objects, is a twentieth or more.
    """
    ours, base = list[Rate](), list[Rate]()
    for _ in range(_PAIRS):
        one, other = await _pair()
        ours += one
        base += other
    return {
        "cached_reads_per_s": round(median(rate for rate, _ in ours)),
        "bare_reads_per_s": round(median(rate for rate, _ in base)),
        "cached_read_ratio": _ratio(ours, base, 0),
        "cached_read_cpu_ratio": _ratio(ours, base, 1),
    }


async def _pair() -> tuple[list[Rate], list[Rate]]:
    """Return the rounds of one emulator and one bare application."""
    async with served(*_HELD) as emulator:
        path, headers = await _signed_in(emulator)
        async with ClientSession(emulator.url) as http:
            answer = await http.get(path, headers=headers)
            media_type, body = answer.content_type, await answer.read()
        async with served("benchmarks.bare", media_type, given=body) as bare:
            return await _in_turns((emulator, bare), path, headers)


async def _signed_in(emulator: Served) -> tuple[str, dict[str, str]]:
    """Return the address of a car's resource and the headers to read it with."""
    jar = CookieJar(unsafe=True)
    async with ClientSession(emulator.url, cookie_jar=jar) as http:
        token = (await sign_in(http, *OWNER))["access_token"]
        vehicles = await (await http.get("/console/api/vehicles")).json()
    vin = vehicles["vehicles"][0]["vin"]
    headers = {"Authorization": f"Bearer {token}"}
    return f"/car-adapter/v1/cars/{vin}/{_RESOURCE}", headers


async def _in_turns(
    servers: tuple[Served, Served], path: str, headers: dict[str, str]
) -> tuple[list[Rate], list[Rate]]:
    """Return the rounds of both."""
    rounds: tuple[list[Rate], ...] = ([], [])
    for _ in range(_ROUNDS):
        for server, found in zip(servers, rounds, strict=True):
            async with load(server.url, path, headers) as asking:
                before = server.cpu_s
                rate = await asking.rate(_ROUND_S)
                found.append((rate, rate * _ROUND_S / (server.cpu_s - before)))
    return rounds[0], rounds[1]


def _ratio(ours: list[Rate], base: list[Rate], which: int) -> float:
    """Return the median of the rounds, each beside its neighbour."""
    pairs = zip(ours, base, strict=True)
    return round(median(one[which] / other[which] for one, other in pairs), 3)


async def _fleet() -> Figures:
    """Start a large fleet, and let an owner in."""
    cars = str(_FLEET_CARS)
    async with (
        served(*_HELD, "--scenario", "no_cars", "--fleet", cars) as emulator,
        ClientSession(emulator.url, cookie_jar=CookieJar(unsafe=True)) as http,
    ):
        await sign_in(http, *fleet.sign_in(0))
        return {
            "fleet_cars": _FLEET_CARS,
            "fleet_start_s": round(emulator.start_s, 2),
            "fleet_rss_mb": round(emulator.peak_mb, 1),
        }


async def _driving() -> Figures:
    """Let many cars drive at once."""
    wish = Wish(scenario="no_cars", fleet=_DRIVING_CARS, seed=1, start=START, held=True)
    world = await open_world(wish)
    took_s = await drive_on(world, _DRIVEN_S)
    await world.close()
    return {
        "driving_cars": _DRIVING_CARS,
        "driving_speed": round(_DRIVEN_S / took_s, 1),
    }


async def _lives() -> Figures:
    """Let one car drive to work and back for a month, and for a year."""
    figures = {}
    for name, days in (("month_s", 30), ("year_s", 365)):
        world = await open_world(Wish(seed=1, start=START, held=True))
        began = time.perf_counter()
        await commute(world, days)
        figures[name] = round(time.perf_counter() - began, 2)
        await world.close()
    return figures


async def _run() -> Figures:
    figures: Figures = {}
    for part in (_cached_reads, _fleet, _driving, _lives):
        found = await part()
        sys.stdout.write(f"{found}\n")
        sys.stdout.flush()
        figures |= found
    return figures


def main() -> None:
    """Measure and print."""
    sys.stdout.write(f"{json.dumps(asyncio.run(_run()))}\n")


if __name__ == "__main__":
    main()
