"""The Almera alone, and the trips that it tells of."""

from collections.abc import Callable
from datetime import datetime

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, State, callback
import pytest

from emulator.tcu.report import Trip
from tests.keyfob import Keyfob
from tests.world import World

type Report = Callable[..., None]


@pytest.fixture
async def car(world: World) -> Keyfob:
    """Give the Almera, its account set up, without its security."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    await world.advance(1)
    return Keyfob(world, entry, "almera")


@pytest.fixture
def told(world: World) -> list[State]:
    """Collect the trip events, as an automation sees them."""
    states: list[State] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new is None or event.data["entity_id"] != "event.almera_trip":
            return
        seen = {state.state for state in states}
        if "distance_km" in new.attributes and new.state not in seen:
            states.append(new)

    world.hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    return states


@pytest.fixture
def report(world: World) -> Report:
    """Let the cloud count a trip of the Almera."""

    def one(
        began: str, minutes: float = 10, *, km: float = 5, fuel: float = 0.5
    ) -> None:
        car = world.emulator.car("almera")
        at = datetime.fromisoformat(began).timestamp()
        trip = Trip(at, at + minutes * 60, km, fuel, 0.0, 0.0)
        zone = datetime.fromisoformat(began).tzinfo
        assert zone is not None
        world.emulator.world.cloud.trips.add(car.vin, [trip], zone)

    return one
