"""A parked car that stands unlocked, and the button that locks it."""

from homeassistant.const import Platform
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from emulator.tcu.deeds import IgnitionOff, IgnitionOn, LockWithKey, Open, UnlockWithKey
from emulator.tcu.report import Opening
from tests.keyfob import CODE, Keyfob

from .house import MINUTE, POLL, House

UNLOCKED = ["Almera is not locked"]


async def guard(house: House, **inputs: object) -> str:
    """Guard the Almera's lock; return its entity."""
    lock = house.world.entity_id("almera", Platform.LOCK, "doors")
    engine = house.world.entity_id("almera", Platform.BINARY_SENSOR, "engine_running")
    await house.automate("forgot_to_lock", lock=lock, engine=engine, **inputs)
    return lock


async def test_a_car_that_stays_unlocked_is_told_once(house: House) -> None:
    """Ten minutes after Home Assistant has seen it; a restart changes nothing."""
    car = await house.move_in("almera")
    await guard(house)
    car.do(UnlockWithKey())
    await house.world.advance(POLL + 9 * MINUTE - 30)
    assert house.told == []
    await house.world.advance(5 * MINUTE)
    assert house.told == UNLOCKED
    await house.reload(car)
    await house.world.advance(20 * MINUTE)
    assert house.told == UNLOCKED


async def test_one_that_is_locked_in_time_is_not(house: House) -> None:
    """Somebody fetched something."""
    car = await house.move_in("almera")
    await guard(house)
    car.do(UnlockWithKey())
    await house.world.advance(POLL)
    car.do(LockWithKey())
    await house.world.advance(20 * MINUTE)
    assert house.told == []


async def test_a_drive_counts_from_its_end(house: House) -> None:
    """Unlocked while somebody drives is how cars are driven."""
    car = await house.move_in("almera")
    await guard(house)
    car.do(UnlockWithKey())
    car.do(IgnitionOn())
    await house.world.advance(40 * MINUTE)
    assert house.told == []
    car.do(IgnitionOff())
    await house.world.advance(POLL + 10 * MINUTE)
    assert house.told == UNLOCKED


@pytest.mark.parametrize("restart", [False, True])
async def test_the_button_locks_the_car(
    house: House, almera: Keyfob, *, restart: bool
) -> None:
    """Also when Home Assistant was started anew meanwhile; nobody else's button."""
    phone = async_mock_service(house.hass, "notify", "mobile_app_my_phone")
    lock = await guard(house, phones=[_phone(house)], code=CODE)
    almera.do(UnlockWithKey())
    await house.world.advance(POLL + 12 * MINUTE)
    assert [call.data["title"] for call in phone] == UNLOCKED
    button = phone[0].data["data"]["actions"][0]
    assert button["title"] == "Lock now"
    if restart:
        await house.reload(almera)
    _press(house, "nissanconnect_lock_now_lock.other")
    await house.world.advance(MINUTE)
    assert not almera.truth().locked
    _press(house, button["action"])
    await house.world.advance(MINUTE)
    assert house.hass.states.is_state(lock, "locked")
    assert almera.truth().locked
    assert almera.last_result() == ("lock", "done", None)


async def test_R2_a_button_that_does_not_lock_is_told(
    house: House, almera: Keyfob
) -> None:
    """A door is open: the car refuses, and stays as it is."""
    await guard(house, code=CODE)
    almera.do(UnlockWithKey())
    almera.do(Open(Opening.FRONT_LEFT))
    await house.world.advance(POLL + 12 * MINUTE)
    assert house.told == UNLOCKED
    _press(house, "nissanconnect_lock_now_lock.almera_doors")
    await house.world.advance(MINUTE)
    assert house.told == [*UNLOCKED, "Almera could not be locked"]
    assert not almera.truth().locked


def _phone(house: House) -> str:
    entry = MockConfigEntry(domain="mobile_app")
    entry.add_to_hass(house.hass)
    device = dr.async_get(house.hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={("mobile_app", "1")},
        name="My phone",
    )
    return device.id


def _press(house: House, action: str) -> None:
    house.hass.bus.async_fire("mobile_app_notification_action", {"action": action})
