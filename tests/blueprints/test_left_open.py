"""Doors of a parked car, dry and in the rain."""

from homeassistant.const import Platform
import pytest

from emulator.tcu.deeds import Close, IgnitionOff, IgnitionOn, Open, UnlockWithKey
from emulator.tcu.report import Opening
from tests.keyfob import Keyfob

from .house import MINUTE, POLL, House

OPEN = ["Almera is open"]
WET = ["Almera is open, and it rains"]
RAIN = "weather.home"


@pytest.fixture
async def car(house: House) -> Keyfob:
    """Guard the doors of the Almera, on a sunny day."""
    car = await house.move_in("almera")
    world = house.world
    house.hass.states.async_set(RAIN, "sunny")
    await house.automate(
        "left_open",
        openings=[
            world.entity_id("almera", Platform.BINARY_SENSOR, key)
            for key in ("door_front_left", "hatch")
        ],
        engine=world.entity_id("almera", Platform.BINARY_SENSOR, "engine_running"),
        rain=RAIN,
    )
    return car


def open_up(car: Keyfob) -> None:
    """Open two doors."""
    car.do(UnlockWithKey())
    car.do(Open(Opening.FRONT_LEFT))
    car.do(Open(Opening.HATCH))


async def test_doors_left_open_are_told_together(house: House, car: Keyfob) -> None:
    """Ten minutes after Home Assistant has seen them; not again after a restart."""
    open_up(car)
    await house.world.advance(POLL + 9 * MINUTE - 30)
    assert house.told == []
    await house.world.advance(5 * MINUTE)
    assert house.told == OPEN
    assert house.messages == ["Almera Front left door, Almera Hatch"]
    await house.reload(car)
    await house.world.advance(20 * MINUTE)
    assert house.told == OPEN


async def test_doors_closed_in_time_are_not(house: House, car: Keyfob) -> None:
    """Shopping takes less."""
    open_up(car)
    await house.world.advance(POLL)
    car.do(Close(Opening.FRONT_LEFT))
    car.do(Close(Opening.HATCH))
    await house.world.advance(20 * MINUTE)
    assert house.told == []


async def test_rain_that_begins_is_told_at_once(house: House, car: Keyfob) -> None:
    """Worse rain not again, nor weather that was unknown."""
    open_up(car)
    await house.world.advance(POLL)
    house.hass.states.async_set(RAIN, "rainy")
    await house.world.advance(20)
    assert house.told == WET
    for weather in ("pouring", "unavailable", "rainy"):
        house.hass.states.async_set(RAIN, weather)
        await house.world.advance(20)
    assert house.told == WET


async def test_in_the_rain_a_minute_is_enough(house: House, car: Keyfob) -> None:
    """Of a car that is closed rain is no matter."""
    house.hass.states.async_set(RAIN, "pouring")
    await house.world.advance(MINUTE)
    assert house.told == []
    open_up(car)
    await house.world.advance(POLL + MINUTE)
    assert house.told == WET


async def test_while_somebody_sits_in_it_it_may_be_open(
    house: House, car: Keyfob
) -> None:
    """The time counts from the end of the drive."""
    open_up(car)
    car.do(IgnitionOn())
    await house.world.advance(30 * MINUTE)
    assert house.told == []
    car.do(IgnitionOff())
    await house.world.advance(POLL + 10 * MINUTE)
    assert house.told == OPEN
