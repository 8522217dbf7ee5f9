"""The security code: challenged, proved, blocked (S3, R8)."""

from dataclasses import replace

import pytest

from emulator.tcu import orders, state
from emulator.tcu.deeds import IgnitionOn
from emulator.tcu.orders import (
    Lock,
    Order,
    Signal,
    StartCharging,
    StartClimate,
    StartEngine,
    StopCharging,
    StopClimate,
    StopEngine,
    StopSignal,
    Unlock,
)
from emulator.tcu.outcome import Challenged, Done, NotDone, Refusal
from tests.emulator.services.second_client import N
from tests.emulator.tcu.cars import START
from tests.emulator.tcu.owners import SALT, A, B, Owner, owner, refusal

MINUTE = 60
WRONG = "0" * 64
CODED: list[Order] = [Lock(), Unlock(), StartEngine(), StopEngine()]


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


def test_S3_neither_state_nor_outcome_prints_a_secret() -> None:
    it = owner()
    challenged = it.challenge()
    assert isinstance(challenged, Challenged)
    shown = repr(challenged) + repr(it.it.car.state) + repr(it.it.look())
    for value in (SALT, B, challenged.public, bytes.fromhex(it.code.verifier)):
        assert repr(value) not in shown
        assert value.hex() not in shown


@pytest.mark.parametrize(
    ("order", "suffix"),
    [
        (Lock(), "RLU/Lock"),
        (Unlock("hatch"), "RLU/Unlock"),
        (StartEngine(), "RES/Start"),
        (StartEngine(double=True), "RES/DoubleStart"),
        (StopEngine(), "RES/Stop"),
        (Signal("horn", 5), "RHL/Start/HornOnly"),
        (Signal("lights", 5), "RHL/Start/LightOnly"),
        (Signal("horn_lights", 5), "RHL/Start/HornLight"),
        (StopSignal(), "RHL/Stop"),
        (StartClimate(20), "RPC_ICE/Start"),
        (StopClimate(), "RPC_ICE/Stop"),
        (StartCharging(), "RC/Start"),
        (StopCharging(), "RC/Stop"),
    ],
)
def test_a_proof_names_the_order(order: Order, suffix: str) -> None:
    assert orders.suffix(order) == suffix


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
