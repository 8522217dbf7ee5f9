"""The curfew by a schedule of Home Assistant, Monday from two to four."""

from homeassistant.const import Platform
from homeassistant.setup import async_setup_component
import pytest

from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn, StopDriving

from .house import HOUR, MINUTE, POLL, House

OUT = ["Almera is out past curfew"]
SIGNS = [
    ("engine", Platform.BINARY_SENSOR, "engine_running"),
    ("odometer", Platform.SENSOR, "odometer"),
    ("tracker", Platform.DEVICE_TRACKER, "position"),
]


@pytest.fixture
def expected_lingering_timers() -> bool:
    """The schedule does not let go of its timer when Home Assistant stops."""
    return True


@pytest.fixture
async def house(house: House) -> House:
    """Give a household with a schedule."""
    monday = [{"from": "14:00:00", "to": "16:00:00"}]
    schedule = {"curfew": {"name": "Curfew", "monday": monday}}
    assert await async_setup_component(house.hass, "schedule", {"schedule": schedule})
    return house


@pytest.mark.parametrize(("sign", "platform", "key"), SIGNS)
async def test_each_sign_of_driving_tells_it_once(
    house: House, sign: str, platform: Platform, key: str
) -> None:
    """However long the drive is; and not before the curfew begins."""
    car = await house.move_in("almera")
    entity_id = house.world.entity_id("almera", platform, key)
    await house.automate("curfew", schedule="schedule.curfew", **{sign: entity_id})
    await house.world.advance(1.2 * HOUR)
    assert house.told == []
    car.do(Drive("bangkok"))
    await house.world.advance(4 * POLL)
    assert house.told == OUT


async def test_a_drive_outside_of_it_is_nobodys_business(house: House) -> None:
    """By none of the signs, also when its end is heard of during the curfew."""
    car = await house.move_in("almera")
    await house.automate("curfew", schedule="schedule.curfew", **_all(house))
    car.do(Drive("bangkok"))
    await house.world.advance(POLL)
    house.world.front.fail("", 503)
    await house.world.advance(15 * MINUTE)
    car.do(StopDriving())
    car.do(IgnitionOff())
    await house.world.advance(HOUR)
    house.world.front.heal()
    await house.world.advance(HOUR / 2)
    assert house.hass.states.is_state("schedule.curfew", "on")
    assert house.world.number("almera", "odometer") > 31_876
    assert house.told == []


async def test_a_drive_into_it_is_told_as_it_begins(house: House) -> None:
    """The engine runs at two."""
    car = await house.move_in("almera")
    await house.automate("curfew", schedule="schedule.curfew", **_all(house))
    await house.world.advance(50 * MINUTE)
    car.do(Drive("bangkok"))
    await house.world.advance(9 * MINUTE)
    assert house.told == []
    await house.world.advance(2 * MINUTE)
    assert house.told == OUT
    assert house.messages == ["Almera was driven at 14:00, while Curfew is on."]


async def test_a_remote_start_is_no_drive_until_there_is_a_key(house: House) -> None:
    """Somebody cools the cabin, then takes the wheel."""
    car = await house.move_in("kicks_e_power")
    engine = house.world.entity_id(
        "kicks_e_power", Platform.BINARY_SENSOR, "engine_running"
    )
    await house.automate("curfew", schedule="schedule.curfew", engine=engine)
    await house.world.advance(1.1 * HOUR)
    await car.press("start_engine")
    assert car.shown(Platform.BINARY_SENSOR, "engine_running") == "on"
    assert house.told == []
    car.do(IgnitionOn())
    await house.world.advance(POLL)
    assert house.told == ["KICKS is out past curfew"]


async def test_a_restart_does_not_tell_it_again(house: House) -> None:
    """The car comes back as it was; the pause does not count."""
    car = await house.move_in("almera")
    await house.automate("curfew", schedule="schedule.curfew", pause=1, **_all(house))
    await house.world.advance(1.2 * HOUR)
    car.do(Drive("bangkok"))
    await house.world.advance(2 * POLL)
    car.do(StopDriving())
    await house.world.advance(2 * POLL)
    before = len(house.told)
    await house.reload(car)
    await house.world.advance(MINUTE)
    assert before
    assert len(house.told) == before


def _all(house: House) -> dict[str, str]:
    return {
        sign: house.world.entity_id("almera", platform, key)
        for sign, platform, key in SIGNS
    }
