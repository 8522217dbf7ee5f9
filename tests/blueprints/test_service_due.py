"""The next service, remembered in the evening (V1)."""

from homeassistant.const import Platform
import pytest

from tests.maintenance.owner import DAYS_LEFT, KM_LEFT, PERSONA, Owner, in_days

from .house import HOUR, House

DUE = ["Almera: service due"]


@pytest.fixture
async def owner(house: House) -> Owner:
    """Give an owner of the Almera."""
    return Owner(await house.move_in(PERSONA, seldom=True))


def left(house: House, of: tuple[Platform, str]) -> str:
    """Return the sensor of what is left."""
    return house.world.entity_id(PERSONA, *of)


async def test_V1_it_is_told_again_after_some_days(house: House, owner: Owner) -> None:
    """At six, from 30 days before; the pause lasts over restarts."""
    await owner.set_date(in_days(31))
    await house.automate("service_due", days_left=left(house, DAYS_LEFT), every=2)
    await house.world.advance(6 * HOUR)
    assert house.told == []
    await house.world.advance(24 * HOUR)
    assert house.told == DUE
    assert house.messages == ["30 days left until the next service."]
    await owner.reload()
    await house.world.advance(24 * HOUR)
    assert house.told == DUE
    await house.world.advance(24 * HOUR)
    assert house.told == DUE * 2
    assert house.messages[1] == "28 days left until the next service."


async def test_V1_distance_is_enough(house: House, owner: Owner) -> None:
    """Whichever comes first; after the service there is silence."""
    await owner.set_date(in_days(200))
    await owner.set_odometer(round(owner.odometer_km) + 400)
    await house.automate(
        "service_due",
        days_left=left(house, DAYS_LEFT),
        distance_left=left(house, KM_LEFT),
        every=1,
    )
    await house.world.advance(6 * HOUR)
    assert house.messages == ["400 km left until the next service."]
    await owner.set_odometer(round(owner.odometer_km) + 15_000)
    await house.world.advance(24 * HOUR)
    assert house.told == DUE


async def test_V1_a_day_that_is_unknown_is_not_due(house: House, owner: Owner) -> None:
    """The cloud is gone for long."""
    await owner.set_odometer(round(owner.odometer_km) + 400)
    distance_left = left(house, KM_LEFT)
    await house.automate("service_due", distance_left=distance_left, at="23:00:00")
    house.world.front.fail("", 503)
    await house.world.advance(11 * HOUR)
    assert house.hass.states.is_state(distance_left, "unavailable")
    assert house.told == []
