"""Cars that are not in their zones in the night, which begins at half past one."""

from homeassistant.const import Platform

from emulator.tcu.deeds import Drive

from .house import HOUR, MINUTE, POLL, House

HOME = (13.78012, 100.54468)
ELSEWHERE = (13.9, 100.6)
NIGHT = {"begins": "13:30:00", "ends": "15:00:00"}


async def guard(
    house: House,
    place: tuple[float, float],
    *personas: str,
    seldom: bool = False,
    **night: str,
) -> None:
    """Let cars be at a place by night."""
    zone = await house.add_zone("Town", *place, 1000)
    await house.move_in(*personas, seldom=seldom)
    trackers = [
        house.world.entity_id(persona, Platform.DEVICE_TRACKER, "position")
        for persona in personas
    ]
    await house.automate(
        "away_at_night", trackers=trackers, zones=[zone], **(NIGHT | night)
    )


async def test_cars_that_are_elsewhere_are_named(house: House) -> None:
    """All in one, as the night begins; a car at its place is none of them."""
    await guard(house, HOME, "almera", "leaf_ze1", "kicks_e_power")
    await house.world.advance(29 * MINUTE)
    assert house.told == []
    await house.world.advance(HOUR)
    assert len(house.told) == 1
    assert sorted(house.told[0].partition(":")[0].split(", ")) == ["KICKS", "Leaf"]
    assert house.messages == ["Not in Town at 13:30."]


async def test_one_that_leaves_in_the_night_is_told_once(house: House) -> None:
    """By day it may."""
    await guard(house, HOME, "almera")
    await house.world.advance(HOUR)
    assert house.told == []
    house.world.emulator.do("almera", Drive("bangkok"))
    await house.world.advance(4 * POLL)
    assert house.told == ["Almera: not where it should be"]


async def test_one_that_leaves_by_day_is_not(house: House) -> None:
    """The night is over at three."""
    await guard(house, HOME, "almera")
    await house.world.advance(2.2 * HOUR)
    house.world.emulator.do("almera", Drive("bangkok"))
    await house.world.advance(4 * POLL)
    assert house.told == []


async def test_a_car_of_unknown_position_is_not_away(house: House) -> None:
    """The cloud has been gone for long."""
    await guard(
        house, ELSEWHERE, "almera", seldom=True, begins="21:30:00", ends="23:00:00"
    )
    house.world.front.fail("", 503)
    await house.world.advance(9 * HOUR)
    tracker = house.world.state("almera", Platform.DEVICE_TRACKER, "position")
    assert tracker.state == "unavailable"
    assert house.told == []
