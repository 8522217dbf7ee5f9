"""Conditions of our own, as an automation asks for them."""

from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.helpers.condition import (
    async_get_all_descriptions,
)
import pytest

from custom_components.nissanconnect.condition import _CONDITIONS
from custom_components.nissanconnect.const import DOMAIN
from emulator.tcu.deeds import LockWithKey, UnlockWithKey
from tests.keyfob import Keyfob

from .automations import holds, stand_in
from .test_news import POLL


async def test_is_locked_and_closed(car: Keyfob) -> None:
    """Each spoils it."""
    assert await holds(car, "is_locked_and_closed")
    car.do(UnlockWithKey())
    await car.world.advance(POLL)
    assert not await holds(car, "is_locked_and_closed")
    car.do(LockWithKey())
    await car.world.advance(POLL)
    assert await holds(car, "is_locked_and_closed")
    stand_in(car, Platform.BINARY_SENSOR, "hatch", STATE_ON)
    assert not await holds(car, "is_locked_and_closed")


@pytest.mark.parametrize(
    ("kind", "expected"), [("any", True), ("curfew", True), ("speed", False)]
)
async def test_M2_breach_going_on(car: Keyfob, kind: str, expected: bool) -> None:
    """Of the kind that is asked for."""
    stand_in(car, Platform.BINARY_SENSOR, "breach_speed", STATE_OFF)
    stand_in(car, Platform.BINARY_SENSOR, "breach_curfew", STATE_ON)
    assert await holds(car, "breach_going_on", kind=kind) is expected


async def test_data_is_fresh(car: Keyfob) -> None:
    """For a quarter of an hour, or as long as is wanted."""
    car.do(UnlockWithKey())
    await car.world.advance(POLL)
    assert await holds(car, "data_is_fresh")
    await car.world.advance(3600)
    assert not await holds(car, "data_is_fresh")
    assert await holds(car, "data_is_fresh", within={"hours": 2})


async def test_conditions_are_described(car: Keyfob) -> None:
    """Home Assistant finds and understands the file."""
    await holds(car, "data_is_fresh")
    described = await async_get_all_descriptions(car.world.hass)
    ours = {key for key in described if key.startswith(DOMAIN)}
    assert ours == {f"{DOMAIN}.{key}" for key in _CONDITIONS}
    assert all(described[key] for key in ours)
