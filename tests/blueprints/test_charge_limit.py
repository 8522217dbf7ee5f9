"""The wall box is switched off at a limit."""

import re

from homeassistant.const import Platform
from homeassistant.setup import async_setup_component
import pytest

from emulator.tcu.deeds import Plug, Unplug

from .house import HOUR, House

BOX = "input_boolean.wall_box"
FULL = "input_boolean.charge_full"
MORE = 4


@pytest.fixture
async def limited(house: House) -> House:
    """Have a Leaf at a wall box that is on, limited a little above what it has."""
    helpers = {"wall_box": {"initial": True}, "charge_full": {"initial": False}}
    assert await async_setup_component(
        house.hass, "input_boolean", {"input_boolean": helpers}
    )
    assert await async_setup_component(house.hass, "homeassistant", {})
    await house.move_in("leaf_ze1")
    await house.automate(
        "charge_limit",
        level=house.world.entity_id("leaf_ze1", Platform.SENSOR, "battery_level"),
        plug=house.world.entity_id("leaf_ze1", Platform.BINARY_SENSOR, "plugged_in"),
        wake=house.world.entity_id("leaf_ze1", Platform.BUTTON, "wake"),
        wall_box=BOX,
        limit=house.world.number("leaf_ze1", "battery_level") + MORE,
        full=FULL,
    )
    return house


def _state(house: House, entity_id: str) -> str:
    state = house.hass.states.get(entity_id)
    assert state is not None
    return state.state


async def _turn_on(house: House, entity_id: str) -> None:
    await house.hass.services.async_call(
        "input_boolean", "turn_on", {"entity_id": entity_id}, blocking=True
    )
    await house.hass.async_block_till_done()


async def test_it_charges_to_the_limit_and_no_further(limited: House) -> None:
    """Then it is told once; switched on again, the box goes off again."""
    limited.world.emulator.do("leaf_ze1", Plug())
    await limited.world.advance(HOUR / 6)
    assert _state(limited, BOX) == "on"
    await limited.world.advance(3 * HOUR)
    assert _state(limited, BOX) == "off"
    assert len(limited.told) == 1
    level, limit = map(float, re.findall(r"([0-9.]+) %", limited.messages[0]))
    assert limit <= level < limit + 10
    assert limited.told[0].endswith("is charged")
    await _turn_on(limited, BOX)
    assert _state(limited, BOX) == "off"


async def test_the_helper_lets_it_charge_full_once(limited: House) -> None:
    """It goes off with the cable."""
    await _turn_on(limited, FULL)
    limited.world.emulator.do("leaf_ze1", Plug())
    await limited.world.advance(4 * HOUR)
    assert _state(limited, BOX) == "on"
    assert limited.told == []
    limited.world.emulator.do("leaf_ze1", Unplug())
    await limited.world.advance(HOUR)
    assert _state(limited, FULL) == "off"


async def test_another_car_at_the_box_is_left_to_charge(limited: House) -> None:
    """Without its cable a car has no say."""
    limited.world.emulator.do("leaf_ze1", Plug())
    await limited.world.advance(3 * HOUR)
    limited.world.emulator.do("leaf_ze1", Unplug())
    await limited.world.advance(HOUR)
    await _turn_on(limited, BOX)
    assert _state(limited, BOX) == "on"
