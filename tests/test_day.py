"""A day in the life of a car (scenario `day`), as Home Assistant tells it."""

from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from .world import World

DAY = 26 * 3600.0


@pytest.mark.parametrize("emulator", ["day"], indirect=True)
async def test_a_day_in_the_life(world: World) -> None:
    """A warning comes and goes, the car is where it is, and nobody woke it."""
    await world.set_up(world.entry(options={"health_interval": 5}))
    health = _states(world, Platform.BINARY_SENSOR, "health")
    odometer = world.number("almera", "odometer")
    await world.advance(DAY)
    assert health == [STATE_ON, STATE_OFF]
    truth = world.emulator.car("almera").truth(world.now.timestamp())
    assert world.number("almera", "odometer") == pytest.approx(
        truth.cockpit.odometer_km, abs=1
    )
    assert world.number("almera", "odometer") > odometer + 150
    assert world.place("almera") == pytest.approx(
        (truth.position.latitude, truth.position.longitude), abs=1e-4
    )
    assert not any(request.woken for request in world.requests())
    assert world.emulator.world.judge.findings() == []


def _states(world: World, platform: str, key: str) -> list[str]:
    """Collect the states that an entity changes to."""
    seen: list[str] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        after, before = event.data["new_state"], event.data["old_state"]
        if after and before and after.state != before.state:
            seen.append(after.state)

    entity_id = world.entity_id("almera", platform, key)
    async_track_state_change_event(world.hass, entity_id, note)
    return seen
