"""A cloud as far away as the maker's: an emulator that answers late.

`python -m benchmarks.cloud CARS LATENCY_S` prints its address and serves until it is
ended. Each request of the maker's services takes LATENCY_S more.
"""

import asyncio
from contextlib import closing
import sys

from aiohttp import web

from emulator import app, garage
from emulator.console.access import Access
from emulator.opening import Wish, open_world
from emulator.scenario import OwnedCar, Parked, Person, Scenario
from emulator.server import bind
from emulator.services import Handler
from emulator.testing import SignIn

ACCOUNT = SignIn("fleet@example.com", "Many-cars-1")
_HOST = "127.0.0.1"


def _garage(cars: int) -> Scenario:
    where = Parked(latitude=13.7, longitude=100.5, heading_deg=0, hours=9)
    owned = tuple(
        OwnedCar(
            persona="almera",
            parked=where,
            odometer_km=1000.0 + number,
            level_pct=50,
            delivered_days_ago=400,
            enrolled_days_ago=399,
            past_days=30,
            nickname=f"Almera {number}",
        )
        for number in range(cars)
    )
    person = Person(*ACCOUNT, "Mali", "Chan", "TH", owned)
    return Scenario(title="Many cars", accounts=(person,))


async def serve(cars: int, latency_s: float) -> None:
    """Serve until the process is ended."""

    @web.middleware
    async def late(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/console"):
            await asyncio.sleep(latency_s)
        return await handler(request)

    world = await open_world(Wish(scenario="no_cars", seed=1))
    garage.furnish(world, _garage(cars))
    application = app.create(world, Access.bound_to(_HOST))
    application.middlewares.insert(0, late)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    with closing(bind(_HOST, 0)) as listener:
        await web.SockSite(runner, listener).start()
        sys.stdout.write(f"http://{_HOST}:{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        await world.run()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
