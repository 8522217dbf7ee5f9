"""A cloud as far away as the maker's: an emulator that answers late.

`python -m benchmarks.cloud CARS LATENCY_S` prints its address and serves until it is
ended. A request is LATENCY_S longer under way: half of that there, half back.
"""

import asyncio
from contextlib import closing
import sys

from emulator import garage
from emulator.console.access import Access
from emulator.opening import Wish, open_world
from emulator.scenario import OwnedCar, Parked, Person, Scenario
from emulator.server import address, bind, served
from emulator.testing import SignIn

from .distance import far

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
    world = await open_world(Wish(scenario="no_cars", seed=1))
    garage.furnish(world, _garage(cars))
    with closing(bind(_HOST, 0)) as listener, closing(bind(_HOST, 0)) as entrance:
        async with (
            served(world, Access.bound_to(_HOST), listener),
            far(entrance, listener, latency_s / 2),
        ):
            sys.stdout.write(f"{address(entrance)}\n")
            sys.stdout.flush()
            await world.run()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
