"""The security code: nothing goes out that the car gave no challenge for (S3, R8)."""

from datetime import UTC, datetime
import json
import logging
from typing import Any

from aiohttp import web
import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.commands import Lock, StopSignal, Unlock
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    Outage,
    QuotaExceeded,
)
from custom_components.nissanconnect.api.outcomes import (
    CommandResult,
    Outcome,
    Progress,
    Reason,
)
from custom_components.nissanconnect.api.srp import Handshake, ShortSecret

from .conftest import Owner
from .meddler import Handler, reset
from .remote import NO_RECORD, Remote, refusal, status

CODE = "4711"
CHALLENGE = "srp-sets"
ENROL = "srp-initiates"
LOCK = "lock-unlock"
SALT, PUBLIC = "00010203040506070809", "01" * 256


@pytest.fixture
async def remote(owner: Owner, client: NissanClient) -> Remote:
    """Give the Leaf's remote control; the meddler speaks for its cloud."""
    vehicle = await owner.vehicle(client, "leaf_ze1")
    owner.meddler.forget()
    return Remote(owner, client, vehicle)


def challenged(salt: str = SALT, public: str = PUBLIC) -> Any:
    """Return the end of a challenge."""
    return status("COMPLETED", srpLoginS=salt, srpLoginB=public)


async def test_a_command_carries_a_proof_of_its_own_order(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    prove = Handshake.prove

    def noted(handshake: Handshake, code: str, **values: str) -> str:
        asked.append(values["order"])
        return prove(handshake, code, **values)

    monkeypatch.setattr(Handshake, "prove", noted)
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, status("PENDING"), times=2)
    remote.say(CHALLENGE, challenged())
    remote.take(LOCK)
    remote.say(LOCK, status("COMPLETED"))
    result = await remote.queue.send(
        Lock(), code=CODE, device_id="a-device", on_progress=remote.progress.append
    )
    assert result.outcome is Outcome.DONE
    (_, challenge), (_, lock) = remote.bodies
    account = await remote.client.account()
    assert challenge["i"] == account.user_id
    assert len(challenge["a"]) == 512
    assert (len(lock["srp"]), lock["deviceId"]) == (64, "a-device")
    assert asked == [f"{remote.vehicle.vin}/RLU/Lock"]
    assert remote.progress == [
        *(Progress.BEGUN, Progress.PROVING, Progress.SENT, Progress.VERIFYING)
    ]


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        (refusal("NOT_ENROLLED", 124), Outcome.REFUSED, Reason.NOT_ENROLLED),
        (refusal("BLOCKED", 122), Outcome.BLOCKED, None),
        (status("CANCELLED", "12", status="KO"), Outcome.REFUSED, Reason.UNKNOWN),
        (status("TIMEOUT"), Outcome.NOT_REACHABLE, None),
        (status("PENDING"), Outcome.EXPIRED, None),
        (challenged("", ""), Outcome.REFUSED, Reason.CHALLENGE_INVALID),
        (challenged(SALT, "00" * 256), Outcome.REFUSED, Reason.CHALLENGE_INVALID),
        (challenged("00", PUBLIC), Outcome.REFUSED, Reason.CHALLENGE_INVALID),
    ],
)
async def test_without_a_challenge_nothing_is_sent(
    remote: Remote, said: Any, outcome: Outcome, reason: Reason | None
) -> None:
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, said)
    remote.take(LOCK)
    result = await remote.queue.send(Unlock(), code=CODE)
    assert (result.outcome, result.reason, result.sent) == (outcome, reason, False)
    assert (remote.posts(CHALLENGE), remote.posts(LOCK)) == (1, 0)


async def test_F70_a_lost_challenge_has_expired(remote: Remote) -> None:
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, NO_RECORD, http=404)
    result = await remote.queue.send(Unlock(), code=CODE)
    assert result == CommandResult(outcome=Outcome.EXPIRED, sent=False)
    assert remote.posts(LOCK) == 0


async def test_R8_a_block_is_told_with_its_end(remote: Remote) -> None:
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, refusal("BLOCKED", 122, blockedUntil="2026-03-02T06:10:00Z"))
    result = await remote.queue.send(Unlock(), code=CODE)
    assert result.blocked_until == datetime(2026, 3, 2, 6, 10, tzinfo=UTC)


async def test_F14_a_wrong_code_is_tried_once(remote: Remote) -> None:
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, challenged())
    remote.take(LOCK)
    remote.say(LOCK, refusal("WRONG_CODE", 121, triesLeft="2"))
    result = await remote.queue.send(Unlock(), code=CODE)
    assert (result.outcome, result.tries_left) == (Outcome.WRONG_CODE, 2)
    assert (remote.posts(CHALLENGE), remote.posts(LOCK)) == (1, 1)


async def test_another_challenge_is_under_way(remote: Remote) -> None:
    """Of another client of the same user."""
    remote.owner.meddler.say(
        f"POST .*/{CHALLENGE}", 409, {"errors": [{"code": "409001"}]}
    )
    result = await remote.queue.send(Unlock(), code=CODE)
    assert result == CommandResult(
        outcome=Outcome.REFUSED, reason=Reason.IN_PROGRESS, sent=False
    )


async def test_a_challenge_that_fails_in_the_line_sent_no_command(
    remote: Remote,
) -> None:
    remote.owner.meddler.do(f"POST .*/{CHALLENGE}", reset)
    with pytest.raises(Outage) as outage:
        await remote.queue.send(Unlock(), code=CODE)
    assert not outage.value.taken
    assert (remote.posts(CHALLENGE), remote.posts(LOCK)) == (1, 0)


async def test_a_quota_while_waiting_for_the_challenge(remote: Remote) -> None:
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, {}, http=429)
    with pytest.raises(QuotaExceeded):
        await remote.queue.send(Unlock(), code=CODE)
    assert remote.posts(LOCK) == 0


async def test_a_short_secret_wants_another_challenge(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does nothing to the car (protocol 6, client advice)."""
    tried: list[str] = []

    def prove(handshake: Handshake, code: str, **values: str) -> str:
        tried.append(handshake.public)
        if len(tried) == 1:
            raise ShortSecret
        return "ab" * 32

    monkeypatch.setattr(Handshake, "prove", prove)
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, challenged())
    remote.take(LOCK)
    remote.say(LOCK, status("COMPLETED"))
    result = await remote.queue.send(Lock(), code=CODE)
    assert result.outcome is Outcome.DONE
    assert tried[0] != tried[1]
    assert (remote.posts(CHALLENGE), remote.posts(LOCK)) == (2, 1)


async def test_secrets_that_stay_short_end_it(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prove(handshake: Handshake, code: str, **values: str) -> str:
        raise ShortSecret

    monkeypatch.setattr(Handshake, "prove", prove)
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, challenged())
    result = await remote.queue.send(Lock(), code=CODE)
    assert (result.reason, result.sent) == (Reason.CHALLENGE_INVALID, False)
    assert (remote.posts(CHALLENGE), remote.posts(LOCK)) == (3, 0)


class TestEnrolment:
    """Setting a code, with the steps of S1 in the car."""

    async def test_S1_it_is_typed_and_followed(self, remote: Remote) -> None:
        remote.take(ENROL)
        remote.say(ENROL, status("PENDING"), times=60)
        remote.say(ENROL, status("COMPLETED"))
        code = remote.client.security(remote.vehicle)
        action_id = await code.begin_enrolment(CODE)
        [(_, sent)] = remote.bodies
        account = await remote.client.account()
        assert sent["i"] == account.user_id
        assert (len(sent["s"]), len(sent["v"])) == (20, 512)
        result = await code.follow_enrolment(action_id)
        assert result.outcome is Outcome.DONE

    async def test_S1_the_steps_have_ten_minutes(self, remote: Remote) -> None:
        """We wait longer than the car."""
        remote.say(ENROL, status("PENDING"))
        began = remote.owner.now()
        code = remote.client.security(remote.vehicle)
        result = await code.follow_enrolment(ENROL)
        assert result.outcome is Outcome.EXPIRED
        assert (remote.owner.now() - began).total_seconds() > 600

    async def test_S1_missed_steps_are_named(self, remote: Remote) -> None:
        missed = status("TIMEOUT", "126", reason="IGNITION_STEPS_MISSED", status="KO")
        remote.say(ENROL, missed)
        code = remote.client.security(remote.vehicle)
        result = await code.follow_enrolment(ENROL)
        assert result.reason is Reason.IGNITION_STEPS_MISSED

    async def test_a_refused_enrolment(self, remote: Remote) -> None:
        denied = {"errors": [{"code": "403", "title": "security.access"}]}
        remote.owner.meddler.say(f"POST .*/{ENROL}", 403, denied)
        with pytest.raises(AccessDenied):
            await remote.client.security(remote.vehicle).begin_enrolment(CODE)

    async def test_what_is_no_code_is_not_sent(self, remote: Remote) -> None:
        await remote.client.account()
        remote.owner.meddler.forget()
        with pytest.raises(ValueError, match="4 digits"):
            await remote.client.security(remote.vehicle).begin_enrolment("12")
        assert remote.owner.meddler.passed == []


async def test_a_code_is_tried_by_ending_a_signal(remote: Remote) -> None:
    """Without effect on the car."""
    remote.take(CHALLENGE)
    remote.say(CHALLENGE, challenged())
    remote.take("horn-lights")
    remote.say("horn-lights", status("COMPLETED"))
    result = await remote.queue.send(StopSignal(), code=CODE)
    assert result.outcome is Outcome.DONE
    _, (action, sent) = remote.bodies
    assert (action, sent["action"], len(sent["srp"])) == ("horn-lights", "stop", 64)


async def test_S3_the_code_leaves_by_no_door(
    remote: Remote, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in bodies, addresses, results; and what proves it not in logs."""
    caplog.set_level(logging.DEBUG)
    bodies: list[str] = []

    async def listen(request: web.Request, handler: Handler) -> web.StreamResponse:
        bodies.append(await request.text())
        return await handler(request)

    remote.take(CHALLENGE)
    remote.say(CHALLENGE, challenged())
    remote.owner.meddler.do("POST .*/lock-unlock", listen)
    result = await remote.queue.send(Unlock(), code=CODE)
    [sent] = bodies
    [(_, challenge)] = remote.bodies
    proof = json.loads(sent)["data"]["attributes"]["srp"]
    # Long hex may well contain the four digits.
    short = sent.replace(proof, "") + repr(challenge).replace(challenge["a"], "")
    assert CODE not in short
    assert CODE not in repr(result)
    assert not remote.owner.meddler.count(f"[=/]{CODE}")
    assert proof not in caplog.text
    assert challenge["a"] not in caplog.text
