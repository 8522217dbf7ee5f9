"""A day in the life of a car (scenario `day`), as Home Assistant tells it."""

from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.core import Event, EventStateChangedData, State, callback
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from .day import DAY_S, OFFENCES, TOLD
from .world import World


@pytest.mark.emulator(scenario="day", start=None)
async def test_a_day_in_the_life(world: World) -> None:
    """Each notification comes once and in order, what it tells of comes and goes."""
    await world.set_up(world.entry(options={"health_interval": 5}))
    told = _states(world, Platform.EVENT, "notification")
    alarm = _states(world, Platform.BINARY_SENSOR, "theft_alarm")
    tyres = _states(world, Platform.BINARY_SENSOR, "warning_tyre_pressure")
    breaches = {
        kind: _states(world, Platform.BINARY_SENSOR, f"breach_{kind}")
        for kind in ("speed", "curfew", "area")
    }
    await world.advance(DAY_S)
    for seen in breaches.values():
        assert [state.state for state in seen] == [STATE_ON, STATE_OFF]
    assert world.number("almera", "offences") == OFFENCES["total"]
    assert [state.attributes["key"] for state in told] == TOLD
    assert [state.state for state in alarm] == [STATE_ON, STATE_OFF]
    assert [state.state for state in tyres] == [STATE_ON, STATE_OFF]
    truth = world.emulator.car("almera").truth(world.now.timestamp())
    odometer = world.number("almera", "odometer")
    assert odometer == pytest.approx(truth.cockpit.odometer_km, abs=1)
    position = truth.position.latitude, truth.position.longitude
    assert world.place("almera") == pytest.approx(position, abs=1e-4)
    assert not any(request.woken for request in world.requests())
    assert world.emulator.world.judge.findings() == []


def _states(world: World, platform: str, key: str) -> list[State]:
    """Collect the states that an entity changes to."""
    seen: list[State] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        after, before = event.data["new_state"], event.data["old_state"]
        if after and before and after.state != before.state:
            seen.append(after)

    entity_id = world.entity_id("almera", platform, key)
    async_track_state_change_event(world.hass, entity_id, note)
    return seen
