"""The geofence by zones of Home Assistant, on the way to the airport."""

from homeassistant.const import Platform
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn

from .house import HOUR, POLL, House

HOME = (13.78012, 100.54468)
AIRPORT = (13.91260, 100.60680)


async def fence(
    house: House,
    rule: str,
    name: str,
    place: tuple[float, float],
    *,
    seldom: bool = False,
) -> None:
    """Guard the Almera with a zone of one kilometre."""
    zone = await house.add_zone(name, *place, 1000)
    await house.move_in("almera", seldom=seldom)
    tracker = house.world.entity_id("almera", Platform.DEVICE_TRACKER, "position")
    back = [{"action": "test.back", "data": {"title": "{{ title }}"}}]
    await house.automate(
        "geofence", trackers=[tracker], rule=rule, zones=[zone], back_actions=back
    )


async def test_leaving_the_allowed_zone_is_told_once(house: House) -> None:
    """And coming back is something else."""
    back = async_mock_service(house.hass, "test", "back")
    await fence(house, "allow", "Town", HOME)
    house.world.emulator.do("almera", IgnitionOn())
    await house.world.advance(POLL)
    assert house.told == []
    house.world.emulator.do("almera", Drive("bangkok"))
    await house.world.advance(3 * POLL)
    assert house.told == ["Almera is where it must not be"]
    assert house.messages == ["Almera has left Town."]
    house.world.emulator.do("almera", IgnitionOff())
    house.world.emulator.do("almera", Drive((house.world.place("almera"), HOME)))
    await house.world.advance(HOUR)
    assert [call.data["title"] for call in back] == ["Almera is back"]
    assert len(house.told) == 1


async def test_entering_the_restricted_zone_is_told_once(house: House) -> None:
    """Near it is not within it."""
    await fence(house, "restrict", "Airport", AIRPORT)
    house.world.emulator.do("almera", Drive("bangkok"))
    await house.world.advance(2 * POLL)
    assert house.told == []
    await house.world.advance(HOUR)
    assert house.told == ["Almera is where it must not be"]
    assert house.messages == ["Almera has entered Airport."]


@pytest.mark.parametrize("rule", ["allow", "restrict"])
async def test_a_position_that_is_unknown_is_no_place(house: House, rule: str) -> None:
    """The cloud is gone for long, and comes back."""
    await fence(house, rule, "Town", HOME, seldom=True)
    house.world.front.fail("", 503)
    await house.world.advance(9 * HOUR)
    tracker = house.world.state("almera", Platform.DEVICE_TRACKER, "position")
    assert tracker.state == "unavailable"
    house.world.front.heal()
    await house.world.advance(4 * HOUR)
    tracker = house.world.state("almera", Platform.DEVICE_TRACKER, "position")
    assert tracker.attributes["in_zones"] == ["zone.town"]
    assert house.told == []
