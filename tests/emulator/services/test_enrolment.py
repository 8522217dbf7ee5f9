"""Setting the security code over the wire and with the ignition: S1."""

from emulator.tcu.deeds import IgnitionOff, IgnitionOn, RadioChange
from emulator.testing import Emulator

from .clients import Client, error_of
from .commanding import CODE, is_locked, refused, registered
from .second_client import Commander, Final


async def test_S1_the_ignition_steps_put_a_code_in_force(
    emulator: Emulator, owner: Client
) -> None:
    commander = await registered(emulator, owner, "almera")
    emulator.do("almera", IgnitionOn())
    action_id = await commander.submit_enrolment(CODE)
    await emulator.advance(200)
    assert (await commander.look(action_id) or {})["status"] == "PENDING"
    emulator.do("almera", IgnitionOff())
    await emulator.advance(60)
    assert (await commander.look(action_id) or {})["status"] == "PENDING"
    emulator.do("almera", IgnitionOn())
    assert await commander.look(action_id) == {"status": "COMPLETED", "data": []}
    emulator.do("almera", IgnitionOff())
    assert (await commander.lock(CODE, "unlock"))["status"] == "COMPLETED"
    assert not is_locked(emulator, "almera")


async def test_S1_refused_while_the_ignition_is_off(
    emulator: Emulator, owner: Client
) -> None:
    commander = await registered(emulator, owner, "almera")
    final = await commander.enrol(CODE)
    assert refused(final) == ("REJECTED", "IGNITION_STEPS_MISSED", None)
    assert final["errorCode"] == "126"


async def _set_code(emulator: Emulator, commander: Commander, digits: str) -> Final:
    emulator.do("almera", IgnitionOn())
    action_id = await commander.submit_enrolment(digits)
    await emulator.advance(30)
    emulator.do("almera", IgnitionOff())
    emulator.do("almera", IgnitionOn())
    emulator.do("almera", IgnitionOff())
    return await commander.follow(action_id)


async def test_S1_missed_steps_leave_the_old_code_in_force(
    emulator: Emulator, owner: Client
) -> None:
    commander = await registered(emulator, owner, "almera")
    assert (await _set_code(emulator, commander, CODE))["status"] == "COMPLETED"
    emulator.do("almera", IgnitionOn())
    action_id = await commander.submit_enrolment("9999")
    await emulator.advance(30)
    emulator.do("almera", IgnitionOff())
    assert (await commander.lock(CODE, "unlock"))["status"] == "COMPLETED"
    await emulator.advance(600)
    final = await commander.follow(action_id)
    assert refused(final) == ("TIMEOUT", "IGNITION_STEPS_MISSED", None)
    assert (await commander.lock(CODE))["status"] == "COMPLETED"
    assert refused(await commander.lock("9999"))[1] == "WRONG_CODE"


async def test_S1_the_new_code_replaces_the_old_one(
    emulator: Emulator, owner: Client
) -> None:
    commander = await registered(emulator, owner, "almera")
    for digits in (CODE, "9999"):
        assert (await _set_code(emulator, commander, digits))["status"] == "COMPLETED"
    assert refused(await commander.lock(CODE))[1] == "WRONG_CODE"
    assert (await commander.lock("9999", "unlock"))["status"] == "COMPLETED"


async def test_S1_the_cloud_learns_of_it_when_the_car_is_back(
    emulator: Emulator, owner: Client
) -> None:
    commander = await registered(emulator, owner, "almera")
    emulator.do("almera", IgnitionOn())
    action_id = await commander.submit_enrolment(CODE)
    await emulator.advance(30)
    emulator.do("almera", RadioChange(coverage=False))
    emulator.do("almera", IgnitionOff())
    emulator.do("almera", IgnitionOn())
    await emulator.advance(30)
    assert (await commander.look(action_id) or {})["status"] == "PENDING"
    emulator.do("almera", RadioChange(coverage=True))
    assert (await commander.look(action_id) or {})["status"] == "COMPLETED"


async def test_S1_one_enrolment_at_a_time(emulator: Emulator, owner: Client) -> None:
    commander = await registered(emulator, owner, "almera")
    emulator.do("almera", IgnitionOn())
    await commander.submit_enrolment(CODE)
    await emulator.advance(300)
    body = {
        "data": {
            "type": "SrpInitiates",
            "attributes": {
                "s": "0" * 20,
                "i": commander.user_id,
                "v": "2".rjust(512, "0"),
            },
        }
    }
    answer = await owner.order(commander.vin, "srp-initiates", body)
    assert answer.status == 409
    assert error_of(await answer.text())[1] == "409001"


async def test_S1_twenty_orders_later_an_awaited_enrolment_is_still_there(
    emulator: Emulator, owner: Client
) -> None:
    commander = await registered(emulator, owner, "almera")
    emulator.do("almera", IgnitionOn())
    action_id = await commander.submit_enrolment(CODE)
    await emulator.advance(20)
    for _ in range(21):
        await commander.submit("refresh-location")
        await emulator.advance(20)
    assert (await commander.look(action_id) or {})["status"] == "PENDING"
