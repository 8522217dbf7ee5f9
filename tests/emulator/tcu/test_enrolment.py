"""Setting the security code (S1, S2)."""

from dataclasses import replace

import pytest

from emulator.tcu import state
from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn
from emulator.tcu.orders import (
    Lock,
    Order,
    StartEngine,
    StopEngine,
    StopSignal,
    Unlock,
)
from emulator.tcu.outcome import Awaiting, Done, NotDone, Refusal
from tests.emulator.tcu.cars import START, yard
from tests.emulator.tcu.owners import SALT, Owner, owner, refusal

MINUTE = 60
WRONG = "0" * 64


@pytest.mark.parametrize("model", ["qx60", "leaf_ze1", "qashqai_e_power"])
def test_S1_a_european_car_takes_the_code_over_at_once(model: str) -> None:
    it = Owner(yard(model))
    assert it.enrolment() == NotDone(Refusal.NOT_ENROLLED)
    assert it.enrol() == Done()
    assert it.enrolment() == Done()
    assert it.order(Unlock()) == Done()


async def test_S1_ignition_off_then_on_puts_the_new_code_in_force() -> None:
    it = Owner(yard("almera"))
    it.it.do(IgnitionOn())
    until = START + 10 * MINUTE
    assert it.enrol() == Awaiting(until)
    (code,) = it.it.look().codes
    assert (code.in_force, code.awaits) == (False, "ignition_off")
    await it.it.after(120)
    it.it.do(IgnitionOff())
    assert it.enrolment() == Awaiting(until)
    assert it.it.look().codes[0].awaits == "ignition_on"
    await it.it.after(479)
    it.it.do(IgnitionOn())
    assert it.enrolment() == Done()
    (code,) = it.it.look().codes
    assert (code.in_force, code.awaits) == (True, None)
    it.it.do(IgnitionOff())
    assert it.order(Unlock()) == Done()


def test_S1_the_ignition_must_be_on_when_the_code_comes() -> None:
    it = Owner(yard("almera"))
    assert it.enrol() == NotDone(Refusal.IGNITION_STEPS_MISSED)
    it.it.do(IgnitionOn())
    assert it.enrolment() == NotDone(Refusal.NOT_ENROLLED)
    assert it.it.look().codes == ()


async def test_S1_the_steps_must_be_done_in_ten_minutes() -> None:
    it = Owner(yard("almera"))
    it.it.do(IgnitionOn())
    it.enrol()
    it.it.do(IgnitionOff())
    await it.it.after(10 * MINUTE)
    assert it.enrolment() == NotDone(Refusal.IGNITION_STEPS_MISSED)
    it.it.do(IgnitionOn())
    assert it.enrolment() == NotDone(Refusal.IGNITION_STEPS_MISSED)
    assert it.challenge() == NotDone(Refusal.NOT_ENROLLED)


def test_S1_a_look_at_the_time_is_enough_to_know_that_it_is_too_late() -> None:
    it = Owner(yard("almera"))
    it.it.do(IgnitionOn())
    it.enrol()
    late = it.it.car.enrolment(START + 10 * MINUTE, it.user_id)
    assert late == NotDone(Refusal.IGNITION_STEPS_MISSED)
    assert it.enrolment() == Awaiting(START + 10 * MINUTE)


async def test_S1_the_old_code_stays_in_force_until_the_new_one_is_saved() -> None:
    old = enrolled_almera()
    new = replace(old, digits="5678")
    old.it.do(IgnitionOn())
    new.enrol()
    old.it.do(IgnitionOff())
    assert old.order(StopSignal()) == Done()
    assert refusal(new.order(StopSignal())) is Refusal.WRONG_CODE
    await old.it.after(10 * MINUTE)
    assert new.enrolment() == NotDone(Refusal.IGNITION_STEPS_MISSED)
    assert old.order(StopSignal()) == Done()


def test_S1_a_changed_code_ends_the_old_one_and_its_challenge() -> None:
    old = owner()
    proof = old.prove(Unlock())
    new = replace(old, digits="5678")
    new.enrol()
    assert old.send(Unlock(), proof) == NotDone(Refusal.CHALLENGE_INVALID)
    assert refusal(old.order(Unlock())) is Refusal.WRONG_CODE
    assert new.order(Unlock()) == Done()


def test_S1_a_remote_start_is_no_ignition() -> None:
    it = enrolled_almera()
    it.it.do(IgnitionOn())
    new = replace(it, digits="5678")
    new.enrol()
    it.it.do(IgnitionOff())
    assert it.order(StartEngine()) == Done()
    assert isinstance(new.enrolment(), Awaiting)
    it.it.do(IgnitionOn())
    assert new.enrolment() == Done()


def test_S1_each_user_of_a_car_has_an_own_code() -> None:
    one = owner()
    two = replace(one, user_id="second-user", digits="5678")
    assert two.challenge() == NotDone(Refusal.NOT_ENROLLED)
    assert two.send(Lock(), WRONG) == NotDone(Refusal.NOT_ENROLLED)
    two.enrol()
    assert two.order(Lock()) == Done()
    assert one.order(Lock()) == Done()


def test_S1_values_that_no_honest_client_sends_set_no_code() -> None:
    it = Owner(yard("qx60"))
    outcome = it.it.car.enrol(START, it.user_id, SALT, bytes(256))
    assert outcome == NotDone(Refusal.CHALLENGE_INVALID)
    assert it.enrolment() == NotDone(Refusal.NOT_ENROLLED)


@pytest.mark.parametrize("order", [Unlock(), Lock(), StartEngine(), StopEngine()])
def test_S2_the_kicks_asks_for_no_code(order: Order) -> None:
    it = Owner(yard("kicks_e_power"))
    if isinstance(order, StopEngine):
        it.send(StartEngine(), None)
    assert it.send(order, None) == Done()


def test_S2_the_kicks_offers_no_code() -> None:
    it = Owner(yard("kicks_e_power"))
    assert it.enrol() == NotDone(Refusal.NOT_EQUIPPED)
    assert it.challenge() == NotDone(Refusal.NOT_ENROLLED)
    assert it.it.look().codes == ()


async def test_a_challenge_and_a_code_being_set_survive_a_restart() -> None:
    it = Owner(yard("almera"))
    it.it.do(Drive("bangkok"))
    it.enrol()
    kept = state.load(state.dump(it.it.car.state))
    assert kept == it.it.car.state
    challenged = owner()
    challenged.challenge()
    kept = state.load(state.dump(challenged.it.car.state))
    assert kept == challenged.it.car.state


def enrolled_almera() -> Owner:
    """Return the owner of an Almera, the code in force, the ignition OFF."""
    it = Owner(yard("almera"))
    it.it.do(IgnitionOn())
    it.enrol()
    it.it.do(IgnitionOff())
    it.it.do(IgnitionOn())
    it.it.do(IgnitionOff())
    assert it.enrolment() == Done()
    return it
