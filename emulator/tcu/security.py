"""The security code of each user: setting it, challenging, proving it (S1-S3, R8)."""

from msgspec.structs import replace

from . import srp
from .machine import Machine
from .outcome import Awaiting, Challenged, Done, NotDone, Refusal
from .srp import BadValueError, Verifier
from .state import Challenge, CodeBeingSet, UserCode

STEPS_S = 10 * 60.0
MOST_WRONG = 3
BLOCK_S = 10 * 60.0
# Not public (protocol 9.7).
CHALLENGE_S = 120.0


def enrol(
    machine: Machine, now: float, user_id: str, salt: bytes, value: bytes
) -> Done | Awaiting | NotDone:
    """Set a code at once, or begin to wait for the ignition steps (S1)."""
    try:
        verifier = srp.verifier(user_id, salt, value)
    except BadValueError:
        return NotDone(Refusal.CHALLENGE_INVALID)
    match machine.equipment.security:
        case "none":
            return NotDone(Refusal.NOT_EQUIPPED)
        case "wire":
            _put_in_force(machine, verifier)
            return Done()
        case "ignition_cycle":
            return _await_steps(machine, now, verifier)


def enrolment(machine: Machine, now: float, user_id: str) -> Done | Awaiting | NotDone:
    """Return what has become of a user's last enrolment."""
    code = _known(machine, user_id)
    if code.being_set and now < code.being_set.until:
        return Awaiting(code.being_set.until)
    if code.being_set or code.missed:
        return NotDone(Refusal.IGNITION_STEPS_MISSED)
    return Done() if code.in_force else NotDone(Refusal.NOT_ENROLLED)


def forget(machine: Machine, user_id: str) -> None:
    """Drop a user's code, for he has the car no more (E9)."""
    codes = machine.state.codes
    machine.state.codes = {one: codes[one] for one in codes if one != user_id}


def ignition_off(machine: Machine) -> None:
    """Let codes that are being set take their first step."""
    for user_id, code in machine.state.codes.items():
        if code.being_set:
            done = replace(code.being_set, was_off=True)
            _keep(machine, user_id, replace(code, being_set=done))


def ignition_on(machine: Machine) -> None:
    """Put codes in force that were being set and have seen the ignition OFF."""
    for code in machine.state.codes.values():
        if code.being_set and code.being_set.was_off:
            _put_in_force(machine, code.being_set.verifier)


def give_up(machine: Machine, now: float) -> None:
    """Drop codes whose steps were not done in time; the old ones stay in force."""
    for user_id, code in machine.state.codes.items():
        if code.being_set and code.being_set.until <= now:
            _keep(machine, user_id, replace(code, being_set=None, missed=True))


def challenge(
    machine: Machine, now: float, user_id: str, public: bytes, secret: bytes
) -> Challenged | NotDone:
    """Begin a challenge; it ends the one before."""
    code = _code(machine, user_id)
    if blocked := _blocked(code, now):
        return blocked
    if code.verifier is None:
        return NotDone(Refusal.NOT_ENROLLED)
    try:
        exchange = srp.exchange(code.verifier, public, secret)
    except BadValueError:
        return NotDone(Refusal.CHALLENGE_INVALID)
    _keep(machine, user_id, replace(code, challenge=Challenge(exchange, now)))
    return Challenged(code.verifier.salt, exchange.public)


def check(
    machine: Machine, now: float, user_id: str, order: str, proof: str
) -> NotDone | None:
    """Return why a proof (empty: none) does not open the way for an order, or None.

    It spends the challenge if it has the form of one; only then a wrong one counts, a
    right one clears the count (R8).
    """
    code = _code(machine, user_id)
    if blocked := _blocked(code, now):
        return blocked
    if not proof:
        return NotDone(Refusal.CONTACT_SRC)
    if code.verifier is None:
        return NotDone(Refusal.NOT_ENROLLED)
    live = _live(code.challenge, now)
    if live is None or not srp.is_proof(proof):
        return NotDone(Refusal.CHALLENGE_INVALID)
    spent = replace(code, challenge=None)
    if srp.holds(code.verifier, live.exchange, order, proof):
        _keep(machine, user_id, replace(spent, wrong_tries=0))
        return None
    return _count(machine, now, user_id, spent)


def _await_steps(
    machine: Machine, now: float, verifier: Verifier
) -> Awaiting | NotDone:
    if not machine.state.ignition:
        return NotDone(Refusal.IGNITION_STEPS_MISSED)
    until = now + STEPS_S
    code = _known(machine, verifier.user_id)
    waiting = replace(code, being_set=CodeBeingSet(verifier, until), missed=False)
    _keep(machine, verifier.user_id, waiting)
    return Awaiting(until)


def _put_in_force(machine: Machine, verifier: Verifier) -> None:
    code = replace(
        _known(machine, verifier.user_id),
        verifier=verifier,
        given=None,
        being_set=None,
        missed=False,
        challenge=None,
    )
    _keep(machine, verifier.user_id, code)


def _count(machine: Machine, now: float, user_id: str, code: UserCode) -> NotDone:
    """Count a wrong proof; the third in a row blocks (R8)."""
    wrong = code.wrong_tries + 1
    left = MOST_WRONG - wrong
    until = None if left else now + BLOCK_S
    # After a block the count begins anew.
    tries = wrong if left else 0
    _keep(machine, user_id, replace(code, wrong_tries=tries, blocked_until=until))
    return NotDone(Refusal.WRONG_CODE, tries_left=left, blocked_until=until)


def _blocked(code: UserCode, now: float) -> NotDone | None:
    if code.blocked_until is None or now >= code.blocked_until:
        return None
    return NotDone(Refusal.BLOCKED, blocked_until=code.blocked_until)


def _live(challenge: Challenge | None, now: float) -> Challenge | None:
    if challenge is None or now >= challenge.began_at + CHALLENGE_S:
        return None
    return challenge


def _code(machine: Machine, user_id: str) -> UserCode:
    """Return a user's code, its verifier made if that was put off."""
    code = _known(machine, user_id)
    if code.given is None:
        return code
    return replace(code, verifier=code.given.verifier(), given=None)


def _known(machine: Machine, user_id: str) -> UserCode:
    return machine.state.codes.get(user_id, UserCode())


def _keep(machine: Machine, user_id: str, code: UserCode) -> None:
    machine.state.codes = machine.state.codes | {user_id: code}
