"""The Almera alone, and what it tells."""

from collections.abc import Callable

from homeassistant.components.event import ATTR_EVENT_TYPE
from homeassistant.const import EVENT_STATE_CHANGED, STATE_UNAVAILABLE, Platform
from homeassistant.core import Event, EventStateChangedData, State, callback
import pytest

from emulator.cloud.inbox import Content, Priority
from tests.keyfob import Keyfob
from tests.world import World

type Write = Callable[..., None]


@pytest.fixture
async def car(world: World) -> Keyfob:
    """Give the Almera, its account set up, without its security."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    return Keyfob(world, entry, "almera")


@pytest.fixture
def told(world: World) -> list[State]:
    """Collect the notification events, as an automation sees them."""
    states: list[State] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        state, before = event.data["new_state"], event.data["old_state"]
        if (
            state is None
            or state.domain != Platform.EVENT
            or "key" not in state.attributes
        ):
            return
        if before is None or before.state in (state.state, STATE_UNAVAILABLE):
            return
        states.append(state)

    world.hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    return states


def kinds(states: list[State]) -> list[str]:
    """Return the types of events."""
    return [state.attributes[ATTR_EVENT_TYPE] for state in states]


@pytest.fixture
def write(world: World) -> Write:
    """Let the cloud tell something of the Almera, by default now."""

    def one(
        key: str,
        ago: float = 0,
        *,
        category: str = "geofencing",
        priority: Priority = 2,
        **data: str,
    ) -> None:
        emulated = world.emulator.world
        vin = world.emulator.car("almera").vin
        at = emulated.clock.now - ago
        emulated.cloud.inbox.add(vin, at, Content(category, key, priority, data))

    return one
