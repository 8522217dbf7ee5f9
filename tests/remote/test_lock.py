"""The lock: shown while it moves and after, and why it did not (R1, R2, R8)."""

from homeassistant.components.lock import LockState
from homeassistant.const import STATE_UNAVAILABLE, Platform
from homeassistant.exceptions import ServiceValidationError
import pytest

from emulator.tcu.deeds import KeyInside, Open, RadioChange, UnlockWithKey
from emulator.tcu.report import Opening
from tests.keyfob import CODE, WRONG, Keyfob
from tests.world import World

LOCK = Platform.LOCK
HOUR = 3600.0


async def test_R1_unlocking_and_locking_are_shown_and_then_what_the_car_told(
    almera: Keyfob,
) -> None:
    """Under way, then done: car, lock and event agree."""
    assert almera.shown(LOCK, "doors") == LockState.LOCKED
    unlocking = almera.begin(LOCK, "doors", "unlock", code=CODE)
    await almera.world.advance(2)
    assert almera.shown(LOCK, "doors") == LockState.UNLOCKING
    assert almera.truth().locked
    await almera.end(unlocking)
    assert not almera.truth().locked
    assert almera.shown(LOCK, "doors") == LockState.UNLOCKED
    assert almera.last_result() == ("unlock", "done", None)

    locking = almera.begin(LOCK, "doors", "lock", code=CODE)
    await almera.world.advance(2)
    assert almera.shown(LOCK, "doors") == LockState.LOCKING
    await almera.end(locking)
    assert almera.truth().locked
    assert almera.shown(LOCK, "doors") == LockState.LOCKED
    assert almera.last_result() == ("lock", "done", None)


async def test_R8_a_wrong_code_moves_nothing(almera: Keyfob) -> None:
    """How many tries are left is said; a right code then does it."""
    almera.do(UnlockWithKey())
    refused = await almera.refused(almera.begin(LOCK, "doors", "lock", code=WRONG))
    assert isinstance(refused, ServiceValidationError)
    assert refused.translation_key == "wrong_code_tries_left"
    assert refused.translation_placeholders == {"tries": "2"}
    assert almera.last_result() == ("lock", "wrong_code", None)
    assert not almera.truth().locked
    await almera.lock()
    assert almera.truth().locked
    assert almera.shown(LOCK, "doors") == LockState.LOCKED


async def test_R2_the_key_inside(almera: Keyfob) -> None:
    """The reason is told, and the state is the car's."""
    almera.do(UnlockWithKey())
    almera.do(KeyInside(inside=True))
    refused = await almera.refused(almera.begin(LOCK, "doors", "lock", code=CODE))
    assert refused.translation_key == "refused_key_inside"
    assert almera.last_result() == ("lock", "refused", "key_inside")
    await almera.world.advance(310)
    assert almera.shown(LOCK, "doors") == LockState.UNLOCKED


async def test_R2_an_open_door_is_named(almera: Keyfob) -> None:
    """So that somebody can go and close it."""
    almera.do(UnlockWithKey())
    almera.do(Open(door=Opening.REAR_LEFT))
    refused = await almera.refused(almera.begin(LOCK, "doors", "lock", code=CODE))
    assert refused.translation_key == "refused_doors_open"
    assert refused.translation_placeholders == {"doors": "rear left"}
    assert almera.last_result() == ("lock", "refused", "door_open")


async def test_R7_without_coverage_nothing_is_done_or_shown_as_done(
    almera: Keyfob,
) -> None:
    """It ends, says so, and is not sent again when the radio is back."""
    almera.do(UnlockWithKey())
    await almera.world.advance(310)
    almera.do(RadioChange(coverage=False))
    refused = await almera.refused(almera.begin(LOCK, "doors", "lock", code=CODE))
    assert refused.translation_key == "command_not_reachable"
    assert almera.last_result() == ("lock", "not_reachable", None)
    assert almera.shown(LOCK, "doors") == LockState.UNLOCKED
    almera.do(RadioChange(coverage=True))
    await almera.world.advance(HOUR)
    assert not almera.truth().locked
    assert almera.shown(LOCK, "doors") == LockState.UNLOCKED


async def test_R8_our_stop_after_two_wrong_codes(almera: Keyfob) -> None:
    """The third is not sent; the car is left one try."""
    await almera.refused(almera.begin(LOCK, "doors", "unlock", code=WRONG))
    refused = await almera.refused(almera.begin(LOCK, "doors", "unlock", code=WRONG))
    assert refused.translation_key == "wrong_code_stopped"
    asked = almera.world.asked("/actions/")
    refused = await almera.refused(almera.begin(LOCK, "doors", "unlock", code=CODE))
    assert refused.translation_key == "remote_stopped"
    assert almera.world.asked("/actions/") == asked
    assert almera.shown(Platform.SENSOR, "remote_control") == "stopped"
    assert almera.shown(LOCK, "doors") == LockState.LOCKED


async def test_R8_the_third_from_another_client_is_the_cars_block(
    almera: Keyfob,
) -> None:
    """The lock is unavailable until it ends, and the reason is shown."""
    async with almera.second_client() as other:
        for _ in range(3):
            await other.lock(WRONG)
    refused = await almera.refused(almera.begin(LOCK, "doors", "lock", code=CODE))
    assert refused.translation_key == "code_blocked"
    assert almera.last_result() == ("lock", "blocked", None)
    assert almera.shown(LOCK, "doors") == STATE_UNAVAILABLE
    assert almera.shown(Platform.BUTTON, "start_engine") == STATE_UNAVAILABLE
    assert almera.shown(Platform.BUTTON, "flash_lights") != STATE_UNAVAILABLE
    assert almera.shown(Platform.SENSOR, "remote_control") == "blocked"
    told = almera.told(Platform.SENSOR, "remote_control")
    assert "lock" in told["unavailable"]
    assert told["blocked_until"] > almera.world.now
    await almera.world.advance(601)
    assert almera.shown(LOCK, "doors") == LockState.LOCKED
    assert almera.shown(Platform.SENSOR, "remote_control") == "ready"
    await almera.unlock()
    assert almera.shown(LOCK, "doors") == LockState.UNLOCKED


async def test_unlocking_is_off_until_the_owner_allows_it(world: World) -> None:
    """Locking is not."""
    world.keep("kicks_e_power")
    entry = world.entry()
    await world.set_up(entry)
    kicks = Keyfob(world, entry, "kicks_e_power")
    refused = await kicks.refused(kicks.begin(LOCK, "doors", "unlock"))
    assert isinstance(refused, ServiceValidationError)
    assert refused.translation_key == "unlocking_not_allowed"
    assert kicks.truth().locked
    kicks.do(UnlockWithKey())
    await kicks.lock(None)
    assert kicks.truth().locked


async def test_the_code_is_asked_for_where_it_is_needed_and_not_kept(
    world: World,
) -> None:
    """Four digits; none where it is kept; none where the car has none (S2)."""
    world.keep("qx60", "kicks_e_power")
    entry = world.entry()
    await world.set_up(entry)
    qx60 = Keyfob(world, entry, "qx60")
    kicks = Keyfob(world, entry, "kicks_e_power")
    assert "code_format" not in kicks.told(LOCK, "doors")
    assert qx60.told(LOCK, "doors")["code_format"] == r"^\d{4}$"
    assert qx60.shown(Platform.SENSOR, "remote_control") == "not_set_up"
    assert kicks.shown(Platform.SENSOR, "remote_control") == "ready"
    early = await qx60.refused(qx60.begin(LOCK, "doors", "lock", code=CODE))
    assert early.translation_key == "remote_not_set_up"
    await qx60.register(keep=True)
    assert "code_format" not in qx60.told(LOCK, "doors")
    qx60.do(UnlockWithKey())
    await qx60.lock(None)
    assert qx60.truth().locked


@pytest.mark.parametrize("code", ["12", "12345", "abcd"])
async def test_a_code_of_another_form_is_not_sent(almera: Keyfob, code: str) -> None:
    """Home Assistant itself asks for four digits."""
    asked = almera.world.asked("/actions/")
    refused = await almera.refused(almera.begin(LOCK, "doors", "lock", code=code))
    assert refused.translation_key == "add_default_code"
    assert almera.world.asked("/actions/") == asked
