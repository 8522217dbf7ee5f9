"""Commands from the client to the car and back: R1 to R8 and S1, end to end."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
import re

import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.commands import (
    CabinWish,
    Command,
    Lock,
    LockTarget,
    Signal,
    SignalTarget,
    StartCharging,
    StartClimate,
    StartEngine,
    StopClimate,
    StopEngine,
    StopSignal,
    Unlock,
)
from custom_components.nissanconnect.api.models import EngineState
from custom_components.nissanconnect.api.outcomes import CommandResult, Outcome, Reason
from custom_components.nissanconnect.api.resources import ResourceKey
from emulator.tcu.deeds import (
    Close,
    HazardLights,
    IgnitionOff,
    IgnitionOn,
    KeyInside,
    LockWithKey,
    Open,
    Plug,
    RadioChange,
)
from emulator.tcu.report import Opening

from .conftest import Owner, owning
from .control import CODE, Control, control

WRONG, OTHER = "9999", "4711"
DONE = CommandResult(outcome=Outcome.DONE)


@pytest.fixture
async def almera(owner: Owner, client: NissanClient) -> Control:
    """Give the Almera: every command, and the steps of S1."""
    return await control(owner, client, "almera")


@pytest.fixture
async def qx60(owner: Owner, client: NissanClient) -> Control:
    """Give the QX60: its code is set on the wire."""
    return await control(owner, client, "qx60")


@pytest.fixture
async def kicks(owner: Owner, client: NissanClient) -> Control:
    """Give the KICKS: no code for anything (S2)."""
    return await control(owner, client, "kicks_e_power")


@pytest.fixture
async def leaf(owner: Owner, client: NissanClient) -> Control:
    """Give the Leaf: climate and charging."""
    return await control(owner, client, "leaf_ze1")


def refused(result: CommandResult) -> Reason | None:
    """Return why a command was refused by the car."""
    assert result.outcome is Outcome.REFUSED
    assert result.sent
    return result.reason


async def test_R1_unlock_and_lock(almera: Control) -> None:
    """The command wakes the sleeping car; the client sees what it did."""
    for command, locked in ((Unlock(), False), (Lock(), True)):
        assert await almera.send(command) == DONE
        assert almera.truth.locked is locked
        seen = almera.remote.snapshot.lock_status.value
        assert seen is not None
        assert seen.locked is locked
    assert almera.remote.posts("lock-unlock") == 2
    assert almera.remote.posts("(refresh|wake)") == 0


async def test_R1_one_door(almera: Control) -> None:
    assert await almera.send(Unlock(LockTarget.DRIVERS_DOOR)) == DONE
    assert len(almera.truth.unlocked) == 1
    assert await almera.send(Lock(LockTarget.DRIVERS_DOOR)) == DONE
    assert almera.truth.locked


async def test_R2_the_key_is_inside(almera: Control) -> None:
    await almera.send(Unlock())
    almera.do(KeyInside(inside=True))
    assert refused(await almera.send(Lock())) is Reason.KEY_INSIDE
    assert not almera.truth.locked


async def test_R2_a_door_is_open(almera: Control) -> None:
    await almera.send(Unlock())
    almera.do(Open(Opening.HATCH))
    result = await almera.send(Lock())
    assert refused(result) is Reason.DOOR_OPEN
    assert result.details == {"doors": "hatch"}
    almera.do(Close(Opening.HATCH))
    assert await almera.send(Lock()) == DONE


async def test_R3_lights_five_minutes_after_ignition_and_lock(almera: Control) -> None:
    await almera.send(Unlock())
    await almera.send(Lock())
    locked_at = almera.truth.locked_at
    result = await almera.send(Signal(SignalTarget.LIGHTS), code=None)
    assert refused(result) is Reason.TOO_EARLY
    assert result.allowed_at is not None
    assert result.allowed_at.timestamp() == pytest.approx(locked_at + 300, abs=1)
    await almera.later(300)
    assert await almera.send(Signal(SignalTarget.LIGHTS), code=None) == DONE


async def test_R4_start_and_stop(almera: Control) -> None:
    assert await almera.send(StartEngine()) == DONE
    assert almera.truth.remote_run is not None
    assert almera.remote.snapshot.engine is EngineState.RUNNING_REMOTELY
    assert await almera.send(StopEngine()) == DONE
    assert almera.truth.remote_run is None


async def test_R4_with_a_wish_for_the_cabin(almera: Control) -> None:
    wish = CabinWish(temperature_c=22.5, left_seat=1)
    assert await almera.send(StartEngine(wish)) == DONE
    run = almera.truth.remote_run
    assert run is not None
    assert "22.5" in repr(run)


async def test_F32_R5_two_starts_then_by_hand(almera: Control) -> None:
    """The second one prolongs the first, the third says why not."""
    assert await almera.send(StartEngine()) == DONE
    assert await almera.send(StartEngine()) == DONE
    assert almera.truth.remote_starts == 2
    assert refused(await almera.send(StartEngine())) is Reason.START_LIMIT
    almera.do(IgnitionOn())
    almera.do(IgnitionOff())
    assert await almera.send(StartEngine()) == DONE


async def test_R5_a_double_start(almera: Control) -> None:
    assert await almera.send(StartEngine(double=True)) == DONE
    assert almera.truth.remote_starts == 2


async def test_F89_hazard_lights(almera: Control) -> None:
    almera.do(HazardLights(on=True))
    assert refused(await almera.send(StartEngine())) is Reason.HAZARD_LIGHTS_ON


async def test_F89_a_stop_with_nothing_to_stop(almera: Control) -> None:
    assert refused(await almera.send(StopEngine())) is Reason.NOT_RUNNING


@pytest.mark.parametrize("command", [Unlock(), StartEngine()])
async def test_R6_S2_without_a_code(kicks: Control, command: Command) -> None:
    assert await kicks.send(command, code=None) == DONE


async def test_F71_out_of_coverage(almera: Control) -> None:
    """It fails, says so, and nothing comes after it."""
    await almera.later(60)
    almera.do(RadioChange(coverage=False))
    result = await almera.send(Unlock())
    assert (result.outcome, result.sent) == (Outcome.NOT_REACHABLE, False)
    almera.do(RadioChange(coverage=True))
    await almera.later(600)
    assert almera.truth.locked


async def test_F71_without_a_code_it_was_sent(kicks: Control) -> None:
    kicks.do(RadioChange(coverage=False))
    result = await kicks.send(Unlock(), code=None)
    assert result == CommandResult(outcome=Outcome.NOT_REACHABLE)
    assert kicks.truth.locked


class TestCodes:
    """Wrong ones are counted, nothing is tried twice (R8, F12, F14)."""

    async def test_R8_three_wrong_ones_block(self, almera: Control) -> None:
        results = [await almera.send(Unlock(), WRONG) for _ in range(3)]
        assert {result.outcome for result in results} == {Outcome.WRONG_CODE}
        assert [result.tries_left for result in results] == [2, 1, 0]
        assert almera.remote.posts("lock-unlock") == 3
        blocked = await almera.send(Unlock())
        assert (blocked.outcome, blocked.sent) == (Outcome.BLOCKED, False)
        assert blocked.blocked_until is not None
        assert almera.truth.locked
        wait = blocked.blocked_until - almera.remote.owner.now()
        await almera.later(wait.total_seconds())
        assert await almera.send(Unlock()) == DONE

    async def test_R8_a_right_one_clears_the_count(self, almera: Control) -> None:
        assert (await almera.send(Lock(), WRONG)).tries_left == 2
        assert await almera.send(Lock()) == DONE
        assert (await almera.send(Lock(), WRONG)).tries_left == 2

    async def test_a_code_is_tried_without_effect(self, almera: Control) -> None:
        before = almera.truth.locked_at
        assert await almera.send(StopSignal()) == DONE
        assert (await almera.send(StopSignal(), WRONG)).outcome is Outcome.WRONG_CODE
        assert almera.truth.locked_at == before
        assert almera.truth.locked

    async def test_a_plain_command_wants_a_proof(self, almera: Control) -> None:
        assert refused(await almera.send(Unlock(), None)) is Reason.PROOF_NEEDED
        assert almera.remote.learnt.proofs == {"lock-unlock"}
        assert almera.truth.locked

    async def test_an_unregistered_device(
        self, owner: Owner, client: NissanClient
    ) -> None:
        stranger = await control(owner, client, "almera", registered=False)
        result = await stranger.send(Unlock())
        assert result.reason is Reason.DEVICE_NOT_REGISTERED
        assert not result.sent
        assert stranger.truth.locked

    async def test_nobody_enrolled(self, almera: Control) -> None:
        car = almera.remote.owner.emulator.car("almera")
        car.state.codes = {}
        result = await almera.send(Unlock())
        assert (result.reason, result.sent) == (Reason.NOT_ENROLLED, False)


class TestEnrolment:
    """A new code, on the wire or with the steps of S1."""

    async def test_S1_on_the_wire(self, qx60: Control) -> None:
        security = qx60.remote.client.security(qx60.remote.vehicle)
        action_id = await security.begin_enrolment(OTHER)
        assert await security.follow_enrolment(action_id) == DONE
        assert (await qx60.send(Unlock())).outcome is Outcome.WRONG_CODE
        assert await qx60.send(Unlock(), OTHER) == DONE

    async def test_S1_with_the_ignition_off_it_is_refused(
        self, almera: Control
    ) -> None:
        security = almera.remote.client.security(almera.remote.vehicle)
        result = await security.follow_enrolment(await security.begin_enrolment(OTHER))
        assert result.outcome is Outcome.REFUSED
        assert result.reason is Reason.IGNITION_STEPS_MISSED
        assert await almera.send(Unlock()) == DONE

    async def test_S1_with_the_steps_in_the_car(self, almera: Control) -> None:
        almera.do(IgnitionOn())
        security = almera.remote.client.security(almera.remote.vehicle)
        action_id = await security.begin_enrolment(OTHER)
        followed = asyncio.create_task(security.follow_enrolment(action_id))
        await almera.later(60)
        almera.do(IgnitionOff())
        await almera.later(10)
        almera.do(IgnitionOn())
        assert await followed == DONE
        almera.do(IgnitionOff())
        assert (await almera.send(Unlock())).outcome is Outcome.WRONG_CODE
        assert await almera.send(Unlock(), OTHER) == DONE

    async def test_S1_resumed_by_another_client(self, almera: Control) -> None:
        """After a restart: the id is all that was kept."""
        almera.do(IgnitionOn())
        security = almera.remote.client.security(almera.remote.vehicle)
        action_id = await security.begin_enrolment(OTHER)
        await almera.later(60)
        almera.do(IgnitionOff())
        almera.do(IgnitionOn())
        again = almera.remote.owner.client().security(almera.remote.vehicle)
        assert await again.follow_enrolment(action_id) == DONE

    async def test_S1_steps_that_never_come(self, almera: Control) -> None:
        """The old code stays in force."""
        almera.do(IgnitionOn())
        security = almera.remote.client.security(almera.remote.vehicle)
        result = await security.follow_enrolment(await security.begin_enrolment(OTHER))
        assert result.reason is Reason.IGNITION_STEPS_MISSED
        almera.do(IgnitionOff())
        assert await almera.send(Unlock()) == DONE


class TestElectric:
    """Climate and charging (protocol 5.3)."""

    async def test_climate(self, leaf: Control) -> None:
        assert await leaf.send(StartClimate(21.5), code=None) == DONE
        outcome = await leaf.remote.look([ResourceKey.HVAC_STATUS])
        assert outcome.hvac_status.value is not None
        assert outcome.hvac_status.value.on is True
        assert await leaf.send(StopClimate(), code=None) == DONE

    async def test_F91_charging_needs_the_cable(self, leaf: Control) -> None:
        result = await leaf.send(StartCharging(), code=None)
        assert refused(result) is Reason.NOT_PLUGGED
        leaf.do(Plug())
        assert await leaf.send(StartCharging(), code=None) == DONE


GARAGE = """
title: One NOTE
accounts:
  - email: demo@example.com
    password: Emulator-1
    first_name: Dao
    last_name: Martin
    country: TH
    cars:
      - persona: note_e_power
        delivered_days_ago: 500
        enrolled_days_ago: 400
        odometer_km: 1000
        level_pct: 80
        parked: {latitude: 35.45, longitude: 139.63, heading_deg: 0, hours: 5}
"""


class TestTheTrap:
    """A platform that says CANCELLED of what the car has done (protocol 5.2)."""

    @pytest.fixture
    async def note(
        self, socket_enabled: None, tmp_path: Path
    ) -> AsyncIterator[Control]:
        """Give the NOTE."""
        garage = tmp_path / "garage.yaml"
        garage.write_text(GARAGE)
        async with owning(scenario=str(garage)) as owner:
            yield await control(owner, owner.client(), "note_e_power")

    @pytest.mark.parametrize("command", [Unlock(), StartEngine()])
    async def test_what_the_car_shows_is_done(
        self, note: Control, command: Command
    ) -> None:
        assert await note.send(command, None) == DONE

    async def test_R5_an_extension_shows_by_its_time(self, note: Control) -> None:
        assert await note.send(StartEngine(), None) == DONE
        await note.later(60)
        assert await note.send(StartEngine(), None) == DONE
        assert await note.send(StopEngine(), None) == DONE

    async def test_a_refusal_is_one(self, note: Control) -> None:
        note.do(IgnitionOn())
        result = await note.send(StartEngine(), None)
        assert refused(result) is Reason.IGNITION_ON


class TestTwoClients:
    """Two Home Assistants on one car: each ends with its own truth."""

    async def test_the_same_command_at_once(self, owner: Owner, kicks: Control) -> None:
        other = owner.client()
        await other.sign_in()
        second = await control(owner, other, "kicks_e_power")
        results = await asyncio.gather(
            kicks.send(Unlock(), None), second.send(Unlock(), None)
        )
        assert sorted(result.outcome for result in results) == [
            Outcome.DONE,
            Outcome.REFUSED,
        ]
        reasons = {result.reason for result in results}
        assert reasons == {None, Reason.IN_PROGRESS}

    async def test_two_codes_at_once(self, owner: Owner, almera: Control) -> None:
        other = owner.client()
        await other.sign_in()
        second = await control(owner, other, "almera", registered=False)
        results = await asyncio.gather(almera.send(Unlock()), second.send(Lock()))
        done = [result for result in results if result.outcome is Outcome.DONE]
        undone = [result for result in results if result.outcome is not Outcome.DONE]
        assert done
        assert all(result.outcome is Outcome.REFUSED for result in undone)


async def test_the_car_s_seconds_and_one_step(kicks: Control) -> None:
    """From action to known end it is the car's time and one poll step of 1.5 s."""
    began = kicks.remote.owner.now()
    await kicks.send(StopSignal(), None)
    waited = (kicks.remote.owner.now() - began).total_seconds()
    orders = kicks.remote.owner.emulator.world.cloud.orders
    order = orders.of(kicks.remote.vehicle.vin).latest[-1]
    # Record, latency and answer at their longest (protocol 9).
    assert waited <= 2 + 10 + 6 + 1.5
    assert order.due is None


async def test_S3_the_code_is_nowhere_on_the_wire(
    owner: Owner, almera: Control
) -> None:
    almera.do(LockWithKey())
    await almera.send(Unlock())
    lines = [re.sub(r"[0-9a-fA-F-]{8,}", "", line) for line in owner.meddler.passed]
    assert lines
    assert not any(CODE in line for line in lines)
