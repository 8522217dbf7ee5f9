"""Commands are sent once, and tell the truth about their end (R7, F70, F85 to F89)."""

import asyncio
from collections.abc import Callable
from copy import replace
from typing import Any

from aiohttp import ClientSession, ClientTimeout, ConnectionTimeoutError, web
import pytest
from yarl import URL

from custom_components.nissanconnect.api import transport
from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.commands import (
    Command,
    Lock,
    Signal,
    StartClimate,
    StartEngine,
    StopEngine,
    Unlock,
)
from custom_components.nissanconnect.api.errors import Outage, QuotaExceeded
from custom_components.nissanconnect.api.outcomes import (
    CommandResult,
    Outcome,
    Progress,
    Reason,
)
from custom_components.nissanconnect.api.server import EUROPE
from custom_components.nissanconnect.api.vehicles import VehicleRecord
from emulator.tcu.deeds import UnlockWithKey

from .conftest import Owner
from .meddler import Deed, Handler, hang, pass_on, reset
from .remote import NO_RECORD, Remote, refusal, status, turns

LOCK = "lock-unlock"
ENGINE = "engine-start"
SIGNAL = "horn-lights"
RES_STATE = "GET /car-adapter/.*/res-state"
READY = {"data": {"attributes": {"remoteEngineStatus": "6"}}}
REMOTE = {"data": {"attributes": {"remoteEngineStatus": "12"}}}
DONE = CommandResult(outcome=Outcome.DONE)


@pytest.fixture
async def remote(owner: Owner, client: NissanClient) -> Remote:
    """Give the KICKS's remote control: it asks for no code (S2)."""
    vehicle = await owner.vehicle(client, "kicks_e_power")
    owner.meddler.forget()
    return Remote(owner, client, vehicle)


def unlock(remote: Remote) -> Callable[[], None]:
    """Return the happening that the KICKS is unlocked, and reports it."""
    return lambda: remote.owner.emulator.do("kicks_e_power", UnlockWithKey())


def answered(remote: Remote, action: str, then: Deed) -> None:
    """Let the cloud take an action, and the line fail as `then` has it."""

    async def deed(request: web.Request, handler: Handler) -> web.StreamResponse:
        remote.bodies.append((action, (await request.json())["data"]["attributes"]))
        return await then(request, handler)

    remote.owner.meddler.do(f"POST .*/actions/{action}", deed)


def saying(http: int, **kwargs: Any) -> Deed:
    """Return the deed of an answer."""

    async def deed(request: web.Request, handler: Handler) -> web.Response:
        return web.json_response(status=http, **kwargs)

    return deed


async def test_R7_a_command_goes_its_way(remote: Remote) -> None:
    """Sent once, followed from the early 404 to its end, checked against the car."""
    remote.take(LOCK)
    remote.say(LOCK, NO_RECORD, http=404, times=2)
    remote.say(LOCK, status("CREATED"), times=3)
    remote.say(LOCK, status("PENDING"), times=2)
    remote.say(LOCK, status("COMPLETED"), happening=unlock(remote))
    began = remote.owner.now()
    result = await remote.queue.send(Unlock(), on_progress=remote.progress.append)
    assert result == DONE
    seconds = (remote.owner.now() - began).total_seconds()
    assert seconds == pytest.approx(1 + 5 * 1.5 + 2 * 0.7)
    assert remote.progress == [Progress.BEGUN, Progress.SENT, Progress.VERIFYING]
    assert remote.bodies == [
        (LOCK, {"action": "unlock", "target": "doors_hatch", "duration": 0})
    ]
    assert remote.reads("lock-status") == 1


async def test_F85_pending_for_ever_expires(remote: Remote) -> None:
    remote.take(SIGNAL)
    remote.say(SIGNAL, status("PENDING"))
    began = remote.owner.now()
    result = await remote.queue.send(Signal())
    assert result == CommandResult(outcome=Outcome.EXPIRED)
    assert 180 <= (remote.owner.now() - began).total_seconds() < 190
    assert remote.posts(SIGNAL) == 1


async def test_F85_pending_for_ever_but_the_car_shows_it(remote: Remote) -> None:
    remote.take(LOCK)
    remote.say(LOCK, status("PENDING"), times=10)
    remote.say(LOCK, status("PENDING"), times=1, happening=unlock(remote))
    remote.say(LOCK, status("PENDING"))
    assert await remote.queue.send(Unlock()) == DONE


async def test_F71_a_car_that_cannot_be_reached(remote: Remote) -> None:
    remote.take(LOCK)
    remote.say(LOCK, status("TIMEOUT"))
    result = await remote.queue.send(Unlock())
    assert result == CommandResult(outcome=Outcome.NOT_REACHABLE)
    assert remote.posts(LOCK) == 1


async def test_F89_a_refusal_names_its_reason(remote: Remote) -> None:
    remote.take(LOCK)
    remote.say(LOCK, refusal("KEY_INSIDE", 101))
    result = await remote.queue.send(Lock())
    assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.KEY_INSIDE)
    assert result.sent
    assert remote.reads("lock-status") == 0


class TestTheTrap:
    """CANCELLED is the last word neither on a lock nor on an engine (protocol 5.2)."""

    async def test_the_lock_shows_that_it_was_done(self, remote: Remote) -> None:
        remote.take(LOCK)
        remote.say(LOCK, status("CREATED"), times=3)
        remote.say(LOCK, status("CANCELLED", "Failed"), happening=unlock(remote))
        assert await remote.queue.send(Unlock()) == DONE

    async def test_the_engine_shows_that_it_was_done(self, remote: Remote) -> None:
        remote.take(ENGINE)
        remote.say(ENGINE, status("CANCELLED"))
        remote.owner.meddler.say(RES_STATE, 200, READY, times=3)
        remote.owner.meddler.say(RES_STATE, 200, REMOTE)
        assert await remote.queue.send(StartEngine()) == DONE
        assert remote.posts(ENGINE) == 1

    async def test_an_engine_that_ran_before_leaves_it_open(
        self, remote: Remote
    ) -> None:
        remote.take(ENGINE)
        remote.say(ENGINE, status("CANCELLED"))
        remote.owner.meddler.say(RES_STATE, 200, REMOTE)
        result = await remote.queue.send(StartEngine())
        assert (result.outcome, result.reason) == (Outcome.UNCONFIRMED, None)

    async def test_a_lock_that_was_so_before_leaves_it_open(
        self, remote: Remote
    ) -> None:
        remote.take(LOCK)
        remote.say(LOCK, status("CANCELLED"))
        result = await remote.queue.send(Lock())
        assert (result.outcome, result.reason) == (Outcome.UNCONFIRMED, None)

    async def test_a_lock_that_stays_otherwise_was_refused(
        self, remote: Remote
    ) -> None:
        remote.take(LOCK)
        remote.say(LOCK, status("CANCELLED", "12"))
        began = remote.owner.now()
        result = await remote.queue.send(Unlock())
        assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.UNKNOWN)
        assert result.error_code == "12"
        assert (remote.owner.now() - began).total_seconds() < 25

    async def test_a_state_that_cannot_be_read_leaves_it_open(
        self, remote: Remote
    ) -> None:
        remote.take(LOCK)
        remote.say(LOCK, status("CANCELLED"))
        remote.owner.meddler.say("GET .*/lock-status", 502)
        result = await remote.queue.send(Unlock())
        assert (result.outcome, result.reason) == (Outcome.UNCONFIRMED, None)

    async def test_a_named_reason_is_the_last_word(self, remote: Remote) -> None:
        remote.take(LOCK)
        cancelled = status("CANCELLED", "102", status="KO", reason="DOOR_OPEN")
        remote.say(LOCK, cancelled, happening=unlock(remote))
        result = await remote.queue.send(Unlock())
        assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.DOOR_OPEN)

    async def test_horn_and_lights_are_believed(self, remote: Remote) -> None:
        """Nothing else tells of them."""
        remote.take(SIGNAL)
        remote.say(SIGNAL, status("CANCELLED"))
        result = await remote.queue.send(Signal())
        assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.UNKNOWN)


class TestF87:
    """What is reported as done is not shown as done before the car agrees."""

    async def test_F87_reported_done_but_the_car_did_nothing(
        self, remote: Remote
    ) -> None:
        remote.take(LOCK)
        remote.say(LOCK, status("COMPLETED"))
        result = await remote.queue.send(Unlock())
        assert result == CommandResult(outcome=Outcome.UNCONFIRMED)
        assert remote.posts(LOCK) == 1
        assert 2 < remote.reads("lock-status") < 10

    async def test_F87_an_engine_that_did_not_start(self, remote: Remote) -> None:
        remote.take(ENGINE)
        remote.say(ENGINE, status("COMPLETED"))
        result = await remote.queue.send(StartEngine())
        assert result.outcome is Outcome.UNCONFIRMED

    async def test_F87_a_report_that_lags_is_waited_for(self, remote: Remote) -> None:
        remote.take(ENGINE)
        remote.say(ENGINE, status("COMPLETED"))
        remote.owner.meddler.say(RES_STATE, 200, READY, times=4)
        remote.owner.meddler.say(RES_STATE, 200, REMOTE)
        assert await remote.queue.send(StartEngine()) == DONE

    async def test_F68_an_error_belies_nothing(self, remote: Remote) -> None:
        remote.take(LOCK)
        remote.say(LOCK, status("COMPLETED"))
        remote.owner.meddler.say("GET .*/lock-status", 403)
        assert await remote.queue.send(Unlock()) == DONE

    async def test_a_climate_that_lags_is_believed(self, remote: Remote) -> None:
        """Some cars say `off` while it runs (protocol 4.5)."""
        remote.take("hvac-start")
        remote.say("hvac-start", status("COMPLETED"))
        assert await remote.queue.send(StartClimate(20)) == DONE
        assert remote.reads("hvac-status") == 0


UNCLEAR = {
    "reset": reset,
    "a failing gateway": saying(502),
    "a failing service": saying(500, data={"errors": [{"code": "500"}]}),
    "a page": saying(200, text="<html>Hotel</html>", content_type="text/html"),
    "nothing": saying(200, text=""),
    "no id": saying(200, data={"data": {"type": "LockUnlock"}}),
    "a status that nobody knows": saying(498, text="Login", content_type="text/html"),
    "a password called wrong": saying(502, data={"code": "user or password wrong"}),
}


class TestUnclear:
    """A submission that may have been taken is never sent again."""

    @pytest.mark.parametrize("then", UNCLEAR.values(), ids=UNCLEAR)
    async def test_nobody_knows(self, remote: Remote, then: Deed) -> None:
        answered(remote, LOCK, then)
        result = await remote.queue.send(Unlock())
        assert result == CommandResult(outcome=Outcome.UNCONFIRMED)
        assert remote.posts(LOCK) == 1
        assert remote.looks() == 0

    @pytest.mark.parametrize("then", UNCLEAR.values(), ids=UNCLEAR)
    async def test_the_car_shows_it(self, remote: Remote, then: Deed) -> None:
        async def unlocked(
            request: web.Request, handler: Handler
        ) -> web.StreamResponse:
            unlock(remote)()
            return await handler(request)

        answered(remote, LOCK, then)
        remote.owner.meddler.do("GET .*/lock-status", pass_on, times=2)
        remote.owner.meddler.do("GET .*/lock-status", unlocked, times=1)
        assert await remote.queue.send(Unlock()) == DONE
        assert (remote.posts(LOCK), remote.reads("lock-status")) == (1, 3)

    async def test_F46_no_answer_in_time(
        self, remote: Remote, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(transport, "TIMEOUT", ClientTimeout(total=0.1))
        answered(remote, SIGNAL, hang)
        result = await remote.queue.send(Signal())
        assert result == CommandResult(outcome=Outcome.UNCONFIRMED)
        assert remote.posts(SIGNAL) == 1


class TestNotTaken:
    """What was certainly not taken is an error, or a refusal; the car did nothing."""

    @pytest.mark.parametrize(
        ("http", "document", "reason"),
        [
            (409, {"errors": [{"code": "409001"}]}, Reason.IN_PROGRESS),
            (
                502,
                {"errors": [{"code": "HT_533", "detail": "Previous request pending"}]},
                Reason.IN_PROGRESS,
            ),
            (
                403,
                {"errors": [{"code": "403", "title": "security.access"}]},
                Reason.NO_RIGHT,
            ),
            (501, {"errors": [{"code": "501"}]}, Reason.NOT_SUPPORTED),
            (400, {"errors": [{"code": "400"}]}, Reason.NOT_SUPPORTED),
            (403, {"errors": [{"code": "403009"}]}, Reason.PRIVACY_MODE),
        ],
    )
    async def test_F86_F92_a_refusal_of_the_cloud(
        self, remote: Remote, http: int, document: Any, reason: Reason
    ) -> None:
        remote.owner.meddler.say(f"POST .*/{LOCK}", http, document)
        result = await remote.queue.send(Lock())
        assert result == CommandResult(
            outcome=Outcome.REFUSED, reason=reason, sent=False
        )
        assert (remote.posts(LOCK), remote.looks()) == (1, 0)

    async def test_F26_a_quota(self, remote: Remote) -> None:
        remote.owner.meddler.say(f"POST .*/{LOCK}", 429, {})
        with pytest.raises(QuotaExceeded):
            await remote.queue.send(Lock())
        assert remote.posts(LOCK) == 1

    async def test_no_connection(
        self, remote: Remote, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A line that was never there took nothing."""
        nowhere = replace(EUROPE, car_adapter=URL("http://127.0.0.1:9/"))
        monkeypatch.setattr(remote.client._orders, "_server", nowhere)
        with pytest.raises(Outage) as outage:
            await remote.queue.send(Lock())
        assert not outage.value.taken

    async def test_no_connection_in_time(
        self, remote: Remote, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def slow(*args: Any, **kwargs: Any) -> None:
            raise ConnectionTimeoutError

        monkeypatch.setattr(ClientSession, "_request", slow)
        with pytest.raises(Outage) as outage:
            await remote.queue.send(Lock())
        assert not outage.value.taken

    async def test_an_expired_token_is_renewed_first(self, remote: Remote) -> None:
        """401: the one answer after which it may be sent again."""
        remote.owner.meddler.say(f"POST .*/{LOCK}", 401, {}, times=1)
        remote.take(LOCK)
        remote.say(LOCK, status("COMPLETED"))
        assert await remote.queue.send(Lock()) == DONE
        assert len(remote.bodies) == 1

    async def test_a_sign_in_that_fails_sends_nothing(self, remote: Remote) -> None:
        remote.owner.meddler.say(f"POST .*/{LOCK}", 401, {}, times=1)
        remote.owner.meddler.say("/oauth2", 503)
        with pytest.raises(Outage) as outage:
            await remote.queue.send(Lock())
        assert not outage.value.taken
        assert remote.posts(LOCK) == 1


class TestFollowing:
    """Not seeing an action is no end of it."""

    async def test_F70_a_lost_action_is_unconfirmed(self, remote: Remote) -> None:
        remote.take(LOCK)
        remote.say(LOCK, status("CREATED"), times=3)
        remote.say(LOCK, NO_RECORD, http=404)
        result = await remote.queue.send(Unlock())
        assert result == CommandResult(outcome=Outcome.UNCONFIRMED)
        assert remote.posts(LOCK) == 1

    async def test_F70_a_lost_action_the_car_shows(self, remote: Remote) -> None:
        """No record in the database although the command worked."""
        remote.take(LOCK)
        remote.say(LOCK, NO_RECORD, http=404, times=12)
        remote.say(LOCK, NO_RECORD, http=404, times=1, happening=unlock(remote))
        remote.say(LOCK, NO_RECORD, http=404)
        began = remote.owner.now()
        assert await remote.queue.send(Unlock()) == DONE
        assert (remote.owner.now() - began).total_seconds() < 40

    async def test_an_outage_is_waited_out(self, remote: Remote) -> None:
        remote.take(SIGNAL)
        remote.say(SIGNAL, {}, http=503, times=20)
        remote.say(SIGNAL, status("COMPLETED"))
        assert await remote.queue.send(Signal()) == DONE

    async def test_an_outage_to_the_end_leaves_it_open(self, remote: Remote) -> None:
        remote.take(SIGNAL)
        remote.say(SIGNAL, status("PENDING"), times=3)
        remote.say(SIGNAL, {}, http=503)
        result = await remote.queue.send(Signal())
        assert result == CommandResult(outcome=Outcome.UNCONFIRMED)

    @pytest.mark.parametrize("http", [403, 429])
    async def test_a_denied_look_leaves_it_open(
        self, remote: Remote, http: int
    ) -> None:
        remote.take(SIGNAL)
        remote.say(SIGNAL, {}, http=http)
        result = await remote.queue.send(Signal())
        assert result == CommandResult(outcome=Outcome.UNCONFIRMED)
        assert (remote.posts(SIGNAL), remote.looks()) == (1, 1)


class TestTheQueue:
    """One command at a time for each car, in the order of asking."""

    async def test_commands_wait_for_each_other(self, remote: Remote) -> None:
        remote.take(LOCK)
        remote.say(LOCK, status("PENDING"), times=4)
        remote.say(LOCK, status("COMPLETED"), times=1, happening=unlock(remote))
        remote.take(SIGNAL)
        remote.say(SIGNAL, status("COMPLETED"))
        results = await asyncio.gather(
            remote.queue.send(Unlock()),
            remote.queue.send(Signal()),
        )
        assert [*results] == [DONE, DONE]
        assert [action for action, _ in remote.bodies] == [LOCK, SIGNAL]

    async def test_waiting_costs_no_patience(self, remote: Remote) -> None:
        """The deadline counts from when a command is begun."""
        remote.take(SIGNAL)
        remote.say(SIGNAL, status("PENDING"), times=40)
        remote.say(SIGNAL, status("COMPLETED"))
        first = asyncio.create_task(remote.queue.send(Signal()))
        second = asyncio.create_task(
            remote.queue.send(Signal(), on_progress=remote.progress.append)
        )
        await first
        assert await second == DONE

    async def test_who_is_cancelled_while_waiting_sends_nothing(
        self, remote: Remote
    ) -> None:
        remote.take(SIGNAL)
        remote.take(LOCK)
        remote.say(SIGNAL, status("PENDING"), times=3)
        remote.say(SIGNAL, status("COMPLETED"))
        first = asyncio.create_task(remote.queue.send(Signal()))
        second = asyncio.create_task(remote.queue.send(Lock()))
        await turns(3)
        second.cancel()
        assert await first == DONE
        with pytest.raises(asyncio.CancelledError):
            await second
        assert remote.posts(LOCK) == 0

    async def test_who_is_cancelled_later_has_sent_it_once(
        self, remote: Remote
    ) -> None:
        """The next command goes; nothing is sent again."""
        remote.take(SIGNAL)
        asked = asyncio.Event()
        remote.say(SIGNAL, status("PENDING"), times=3, happening=asked.set)
        remote.say(SIGNAL, status("COMPLETED"))
        first = asyncio.create_task(remote.queue.send(Signal()))
        await asked.wait()
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert remote.posts(SIGNAL) == 1
        assert await remote.queue.send(Signal()) == DONE
        assert remote.posts(SIGNAL) == 2

    async def test_an_error_lets_the_next_one_go(self, remote: Remote) -> None:
        remote.owner.meddler.say(f"POST .*/{LOCK}", 429, {}, times=1)
        remote.take(SIGNAL)
        remote.say(SIGNAL, status("COMPLETED"))
        with pytest.raises(QuotaExceeded):
            await remote.queue.send(Lock())
        assert await remote.queue.send(Signal()) == DONE


async def test_an_action_that_wants_a_proof_is_remembered(remote: Remote) -> None:
    """CONTACT_SRC (protocol 6): the next time the code is asked for."""
    remote.take(LOCK)
    remote.say(LOCK, status("REJECTED", "6", status="KO", errorCode="6"))
    result = await remote.queue.send(Lock())
    assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.PROOF_NEEDED)
    assert remote.learnt.proofs == {LOCK}
    assert remote.posts(LOCK) == 1


async def test_our_guesses_do_not_go_to_the_maker(owner: Owner) -> None:
    """The wire form of a double start is not public (protocol 5.4)."""
    client = NissanClient(owner.session, EUROPE, "a@example.com", "x", clock=owner.now)
    maker = Remote(owner, client, VehicleRecord(vin="VIN"))
    assert await maker.queue.send(StartEngine(double=True)) == CommandResult(
        outcome=Outcome.REFUSED, reason=Reason.NOT_SUPPORTED, sent=False
    )


@pytest.mark.parametrize("command", [Lock(), StopEngine()])
async def test_what_is_no_code_is_not_tried(remote: Remote, command: Command) -> None:
    with pytest.raises(ValueError, match="exactly 4 digits"):
        await remote.queue.send(command, code="12345")
    assert remote.owner.meddler.passed == []
