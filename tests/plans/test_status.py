"""Deactivated, activating, activated (E8), as the list of cars tells it."""

from homeassistant.components.lock import LockState
from homeassistant.const import STATE_OFF, STATE_UNAVAILABLE, Platform
import pytest

from emulator.cloud.activation import ACTIVATING_S, Activation, ServiceStatus

from .subscriber import HOUR, PROBLEM, STATUS, Subscriber, set_plan

CONTROL = (Platform.SENSOR, "remote_control")
DOORS = (Platform.LOCK, "doors")


async def test_E8_deactivated_activating_activated(subscriber: Subscriber) -> None:
    """Commands wait and say why; what was told stays; an activation is soon seen."""
    world = subscriber.world
    activations = world.emulator.world.cloud.activations
    assert subscriber.shown(STATUS) == "activated"
    activations.deactivate(subscriber.vin)
    await subscriber.read_list()
    assert subscriber.shown(STATUS) == "deactivated"
    assert subscriber.shown(CONTROL) == "deactivated"
    assert subscriber.shown(DOORS) == STATE_UNAVAILABLE
    assert subscriber.shown(PROBLEM) == STATE_OFF
    assert world.number("kicks_e_power", "odometer") > 0
    press = subscriber.keyfob.begin(Platform.BUTTON, "flash_lights", "press")
    await subscriber.keyfob.end(press)
    assert not world.asked("horn-lights")

    activations.activate(subscriber.vin)
    await subscriber.keyfob.entry.runtime_data.async_refresh()
    assert subscriber.shown(STATUS) == "activating"
    assert subscriber.shown(CONTROL) == "activating"
    await world.advance(ACTIVATING_S[1] + 310)
    assert subscriber.shown(STATUS) == "activated"
    assert subscriber.shown(CONTROL) == "ready"
    assert subscriber.shown(DOORS) == LockState.LOCKED


async def test_E8_the_end_of_an_activation_is_not_looked_for_for_ever(
    subscriber: Subscriber,
) -> None:
    """For an hour the list is read every five minutes, then every hour again."""
    world = subscriber.world
    activations = world.emulator.world.cloud.activations
    activations.documents[subscriber.vin] = Activation(ServiceStatus.ACTIVATING)
    await subscriber.keyfob.entry.runtime_data.async_refresh()
    before = world.asked("/v5/users/")
    await world.advance(HOUR)
    within = world.asked("/v5/users/") - before
    assert within == pytest.approx(12, abs=1)
    await world.advance(3 * HOUR)
    after = world.asked("/v5/users/") - before - within
    assert after == pytest.approx(3, abs=1)
    assert subscriber.shown(STATUS) == "activating"


async def test_E8_deactivated_with_an_ended_plan_is_deactivated(
    subscriber: Subscriber,
) -> None:
    """The graver reason is told; the plan is a problem all the same."""
    world = subscriber.world
    set_plan(world, "remote", days=-1, renews=False)
    world.emulator.world.cloud.activations.deactivate(subscriber.vin)
    await subscriber.read_list()
    assert subscriber.shown(STATUS) == "deactivated"
    assert subscriber.shown(CONTROL) == "deactivated"
    assert subscriber.told(PROBLEM)["ended"] == ["remote"]
