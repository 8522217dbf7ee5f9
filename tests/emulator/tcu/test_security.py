"""The security code: set, challenged, proved, blocked (S1-S3, R8)."""

from dataclasses import replace

import pytest

from emulator.tcu import state
from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn
from emulator.tcu.orders import (
    Lock,
    Order,
    Signal,
    StartEngine,
    StopEngine,
    StopSignal,
    Unlock,
)
from emulator.tcu.outcome import Awaiting, Challenged, Done, NotDone, Refusal
from tests.emulator.services.second_client import N
from tests.emulator.tcu.cars import START, yard
from tests.emulator.tcu.owners import SALT, A, B, Owner, owner

MINUTE = 60
WRONG = "0" * 64
CODED: list[Order] = [Lock(), Unlock(), StartEngine(), StopEngine()]


def refusal(outcome: object) -> Refusal:
    """Return why something was not done."""
    assert isinstance(outcome, NotDone)
    return outcome.refusal


def guess(who: Owner) -> Done | NotDone:
    """Try a wrong code."""
    return replace(who, digits="9999").order(StopSignal())


@pytest.mark.parametrize("order", CODED)
def test_R1_R4_locks_and_engine_want_a_proof(order: Order) -> None:
    it = owner()
    assert it.send(order, None) == NotDone(Refusal.CONTACT_SRC)
    assert it.send(order, "") == NotDone(Refusal.CONTACT_SRC)
    assert it.it.told() == []


def test_R3_horn_and_lights_want_none_but_a_given_one_is_checked() -> None:
    it = owner()
    assert it.send(Signal("lights", 5), None) == Done()
    assert it.send(StopSignal(), WRONG) == NotDone(Refusal.CHALLENGE_INVALID)
    assert it.order(StopSignal()) == Done()
    assert refusal(guess(it)) is Refusal.WRONG_CODE


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


def test_S3_neither_state_nor_outcome_prints_a_secret() -> None:
    it = owner()
    challenged = it.challenge()
    assert isinstance(challenged, Challenged)
    shown = repr(challenged) + repr(it.it.car.state) + repr(it.it.look())
    for value in (SALT, B, challenged.public, bytes.fromhex(it.code.verifier)):
        assert repr(value) not in shown
        assert value.hex() not in shown


def test_a_challenge_is_good_once() -> None:
    it = owner()
    proof = it.prove(Unlock())
    assert it.send(Unlock(), proof) == Done()
    assert it.send(Unlock(), proof) == NotDone(Refusal.CHALLENGE_INVALID)
    it.challenge()
    # The same a and b would make the same proof: with real draws it is another one.
    assert it.it.look().codes[0].wrong_tries == 0


async def test_a_challenge_is_good_for_two_minutes() -> None:
    it = owner()
    proof = it.prove(Unlock())
    await it.it.after(119)
    assert it.send(Unlock(), proof) == Done()
    proof = it.prove(Lock())
    await it.it.after(120)
    assert it.send(Lock(), proof) == NotDone(Refusal.CHALLENGE_INVALID)


def test_a_newer_challenge_ends_the_one_before() -> None:
    it = owner()
    proof = it.prove(Unlock())
    newer = bytes(reversed(B))
    public = pow(2, int.from_bytes(A), N).to_bytes(256)
    assert isinstance(it.it.car.challenge(START, it.user_id, public, newer), Challenged)
    assert refusal(it.send(Unlock(), proof)) is Refusal.WRONG_CODE


def test_a_challenge_for_a_of_zero_mod_n_is_refused() -> None:
    it = owner()
    for value in (0, N):
        outcome = it.it.car.challenge(START, it.user_id, value.to_bytes(256), B)
        assert outcome == NotDone(Refusal.CHALLENGE_INVALID)


def test_R8_a_right_code_clears_the_count() -> None:
    it = owner()
    for _ in range(3):
        assert guess(it) == NotDone(Refusal.WRONG_CODE, tries_left=2)
        assert guess(it) == NotDone(Refusal.WRONG_CODE, tries_left=1)
        assert it.order(StopSignal()) == Done()


async def test_R8_three_wrong_ones_block_every_coded_command_for_ten_minutes() -> None:
    it = owner()
    until = block(it)
    assert until == START + 10 * MINUTE
    await it.it.after(10 * MINUTE - 1)
    blocked = NotDone(Refusal.BLOCKED, blocked_until=until)
    assert it.challenge() == blocked
    for order in CODED:
        assert it.send(order, WRONG) == blocked
        assert it.send(order, None) == blocked
    assert it.send(StopSignal(), None) == Done()
    await it.it.after(1)
    assert it.order(Unlock()) == Done()


async def test_R8_after_a_block_the_count_begins_anew() -> None:
    it = owner()
    block(it)
    await it.it.after(10 * MINUTE)
    assert guess(it) == NotDone(Refusal.WRONG_CODE, tries_left=2)


def test_R8_the_block_is_the_users_own() -> None:
    one = owner()
    two = replace(one, user_id="second-user")
    two.enrol()
    block(one)
    assert two.order(Unlock()) == Done()


def test_R8_neither_a_new_code_nor_a_restart_lifts_the_block() -> None:
    it = owner()
    until = block(it)
    it.enrol()
    kept = state.load(state.dump(it.it.car.state))
    assert kept.codes[it.user_id].blocked_until == until
    assert it.challenge() == NotDone(Refusal.BLOCKED, blocked_until=until)


@pytest.mark.parametrize("proof", ["nonsense", WRONG[:-1], WRONG + "0", "é" * 64])
def test_R8_a_malformed_proof_is_refused_uncounted_and_spends_nothing(
    proof: str,
) -> None:
    it = owner()
    good = it.prove(Unlock())
    assert it.send(Unlock(), proof) == NotDone(Refusal.CHALLENGE_INVALID)
    assert it.it.look().codes[0].wrong_tries == 0
    assert it.send(Unlock(), good) == Done()


async def test_R8_missing_replayed_and_expired_ones_are_refused_uncounted() -> None:
    it = owner()
    guess(it)
    invalid = NotDone(Refusal.CHALLENGE_INVALID)
    assert it.send(Unlock(), None) == NotDone(Refusal.CONTACT_SRC)
    assert it.send(Unlock(), WRONG) == invalid
    proof = it.prove(Unlock())
    await it.it.after(121)
    assert it.send(Unlock(), proof) == invalid
    assert it.it.look().codes[0].wrong_tries == 1


def test_R8_a_wrong_proof_spends_the_challenge() -> None:
    it = owner()
    proof = it.prove(Unlock())
    assert refusal(it.send(Unlock(), WRONG)) is Refusal.WRONG_CODE
    assert it.send(Unlock(), proof) == NotDone(Refusal.CHALLENGE_INVALID)
    assert it.it.look().locked


def test_R8_a_proof_is_for_one_order_of_one_car() -> None:
    it = owner()
    assert refusal(it.send(Unlock(), it.prove(Lock()))) is Refusal.WRONG_CODE
    foreign = it.prove(Unlock(), vin="SJNFAAZE1U0000001")
    assert refusal(it.send(Unlock(), foreign)) is Refusal.WRONG_CODE
    assert it.it.look().locked


def test_R8_a_proof_is_of_one_user() -> None:
    one = owner()
    two = replace(one, user_id="second-user")
    two.enrol()
    proof = one.prove(Unlock())
    assert two.send(Unlock(), proof) == NotDone(Refusal.CHALLENGE_INVALID)
    two.challenge()
    assert refusal(two.send(Unlock(), proof)) is Refusal.WRONG_CODE
    assert one.it.look().locked


def test_R8_a_right_code_counts_also_if_the_car_refuses_the_order() -> None:
    it = owner()
    guess(it)
    it.it.do(IgnitionOn())
    assert it.order(Lock()) == NotDone(Refusal.IGNITION_ON)
    assert it.it.look().codes[0].wrong_tries == 0


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


def block(it: Owner) -> float:
    """Guess three times; return the end of the block."""
    guess(it)
    guess(it)
    third = guess(it)
    assert isinstance(third, NotDone)
    assert third.refusal is Refusal.WRONG_CODE
    assert third.tries_left == 0
    assert third.blocked_until
    return third.blocked_until
