"""How long Home Assistant takes to show a command, beside what the car itself takes.

`python -m benchmarks.remote`, from the repository's root, runs an emulator and a Home
Assistant in real time, gives commands to several cars at once, and prints one JSON
object, after some two minutes. Seconds:

- `total_s`: from the call to the state that shows its effect
- `car_s`: the baseline, what cloud and car took, from each order's arrival to its end
- `ours_s`: the rest, of a challenge and its command together; one poll step at most
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
import json
import sys
from typing import override

from homeassistant.const import Platform
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event

from custom_components.nissanconnect.api.ordering import LOOK_EVERY_S
from custom_components.nissanconnect.options import CONF_ALLOW_UNLOCKING
from emulator.cloud.orders import Order
from emulator.opening import Wish, open_world
from emulator.testing import Emulator
from tests.front import Front
from tests.keyfob import CODE, Keyfob
from tests.world import Flight, World

from .home import home

_NO_CODE = "kicks_e_power"
_WITH_CODE = ("almera", "qx60")
_COMMANDS = (("unlock", "unlocked"), ("lock", "locked"))


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One command from its call to the state that shows it; `orders` it took."""

    car: str
    command: str
    orders: int
    total_s: float
    car_s: float

    @property
    def ours_s(self) -> float:
        """What is not the car's."""
        return self.total_s - self.car_s


class RealTime(World):
    """A world whose time passes by itself."""

    def __init__(
        self, hass: HomeAssistant, emulator: Emulator, front: Front, flight: Flight
    ) -> None:
        """Need nothing that freezes time."""
        self.hass = hass
        self.emulator = emulator
        self.front = front
        self.flight = flight

    @override
    async def advance(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


@asynccontextmanager
async def _opened() -> AsyncIterator[RealTime]:
    """Give an emulator and a Home Assistant that read it."""
    emulated = await open_world(Wish(seed=1))
    running = asyncio.create_task(emulated.run())
    flight = Flight()
    try:
        async with Front(emulated).opened() as front, home() as hass:
            emulator = Emulator(emulated, front.url)
            with flight.watched():
                yield RealTime(hass, emulator, front, flight)
    finally:
        running.cancel()
        await emulated.close()


@contextmanager
def _noted_ends(world: World) -> Iterator[dict[str, list[float]]]:
    """Note how long each order took, by VIN."""
    book = world.emulator.world.cloud.orders
    tell, took = book.on_end, dict[str, list[float]]()

    def note(vin: str, order: Order) -> None:
        now = world.emulator.world.clock.now
        took.setdefault(vin, []).append(now - order.ordered_at)
        tell(vin, order)

    book.on_end = note
    try:
        yield took
    finally:
        book.on_end = tell


async def _measure(
    keyfob: Keyfob, command: str, state: str, took: dict[str, list[float]]
) -> Measured:
    """Give a command and wait until its effect is shown."""
    loop = asyncio.get_running_loop()
    shown = loop.create_future()
    vin = keyfob.world.emulator.car(keyfob.persona).vin
    entity_id = keyfob.world.entity_of(vin, Platform.LOCK, "doors")

    @callback
    def look(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new is not None and new.state == state and not shown.done():
            shown.set_result(loop.time())

    stop = async_track_state_change_event(keyfob.world.hass, entity_id, look)
    took[vin] = []
    began = loop.time()
    await keyfob.begin(Platform.LOCK, "doors", command, code=CODE)
    total_s = await shown - began
    stop()
    return Measured(
        car=keyfob.persona,
        command=command,
        orders=len(took[vin]),
        total_s=total_s,
        car_s=sum(took[vin]),
    )


async def _rounds(keyfob: Keyfob, took: dict[str, list[float]]) -> list[Measured]:
    return [
        await _measure(keyfob, command, state, took) for command, state in _COMMANDS
    ]


async def _run() -> list[Measured]:
    async with _opened() as world:
        entry = world.entry(options={CONF_ALLOW_UNLOCKING: True})
        await world.set_up(entry)
        keyfobs = [Keyfob(world, entry, car) for car in (_NO_CODE, *_WITH_CODE)]
        for keyfob in keyfobs[1:]:
            await keyfob.register()
        with _noted_ends(world) as took:
            rounds = await asyncio.gather(*(_rounds(one, took) for one in keyfobs))
        await world.hass.config_entries.async_unload(entry.entry_id)
    return [measured for of_one in rounds for measured in of_one]


def main() -> None:
    """Measure and print."""
    measured = asyncio.run(_run())
    ours = [one.ours_s for one in measured]
    report = {
        "poll_step_s": LOOK_EVERY_S,
        "ours_s": {
            "mean": round(sum(ours) / len(ours), 2),
            "worst": round(max(ours), 2),
        },
        "commands": [
            {
                name: round(value, 2) if isinstance(value, float) else value
                for name, value in {**asdict(one), "ours_s": one.ours_s}.items()
            }
            for one in measured
        ],
    }
    sys.stdout.write(f"{json.dumps(report, indent=2)}\n")


if __name__ == "__main__":
    main()
