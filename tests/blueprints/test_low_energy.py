"""Fuel or battery below a limit."""

from homeassistant.const import Platform
import pytest

from emulator.tcu.deeds import Drive, IgnitionOff, Plug

from .house import HOUR, House

SENSOR = Platform.SENSOR


async def test_fuel_that_falls_below_is_told_once(house: House) -> None:
    """Though the drive goes on, after a restart, and though the evening comes."""
    car = await house.move_in("almera")
    fuel = house.world.number("almera", "fuel_volume")
    level = house.world.entity_id("almera", SENSOR, "fuel_volume")
    await house.automate(
        "low_energy", level=level, below=fuel - 0.5, evening="15:30:00"
    )
    await house.world.advance(HOUR)
    assert house.told == []
    car.do(Drive("bangkok"))
    await house.world.advance(1.2 * HOUR)
    assert house.told == ["Almera is low"]
    assert house.messages[0].startswith("Almera Fuel: ")
    assert house.messages[0].endswith(" L.")
    car.do(IgnitionOff())
    await house.reload(car)
    await house.world.advance(HOUR)
    assert len(house.told) == 1


@pytest.mark.parametrize(("plugged", "told"), [(False, 1), (True, 0)])
async def test_in_the_evening_the_cable_is_remembered(
    house: House, *, plugged: bool, told: int
) -> None:
    """Unless it is plugged in; once an evening."""
    car = await house.move_in("leaf_ze1")
    if plugged:
        car.do(Plug())
    world = house.world
    await house.automate(
        "low_energy",
        level=world.entity_id("leaf_ze1", SENSOR, "battery_level"),
        below=90,
        plug=world.entity_id("leaf_ze1", Platform.BINARY_SENSOR, "plugged_in"),
        evening="14:00:00",
    )
    await house.world.advance(0.9 * HOUR)
    assert house.told == []
    await house.world.advance(HOUR)
    assert len(house.told) == told


async def test_a_level_that_is_unknown_is_not_low(house: House) -> None:
    """The cloud is gone for long, and comes back."""
    await house.move_in("almera", seldom=True)
    fuel = house.world.number("almera", "fuel_volume")
    level = house.world.entity_id("almera", SENSOR, "fuel_volume")
    await house.automate("low_energy", level=level, below=fuel + 1, evening="21:30:00")
    house.world.front.fail("", 503)
    await house.world.advance(9 * HOUR)
    assert house.hass.states.is_state(level, "unavailable")
    house.world.front.heal()
    await house.world.advance(4 * HOUR)
    assert house.hass.states.is_state(level, str(fuel))
    assert house.told == []
