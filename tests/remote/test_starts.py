"""Counting remote starts, where the wire does not tell how many are left (R5)."""

from datetime import UTC, datetime

import pytest

from custom_components.nissanconnect.api.commands import (
    Command,
    Lock,
    StartEngine,
    StopEngine,
)
from custom_components.nissanconnect.api.models import (
    Cockpit,
    EngineState,
    EngineStatus,
)
from custom_components.nissanconnect.api.outcomes import CommandResult, Outcome, Reason
from custom_components.nissanconnect.api.snapshot import Reading, VehicleSnapshot
from custom_components.nissanconnect.remote.control import Attempt
from custom_components.nissanconnect.remote.starts import StartCount

READY, REMOTE, KEY = (
    EngineState.READY,
    EngineState.RUNNING_REMOTELY,
    EngineState.RUNNING_BY_KEY,
)


def car(state: EngineState, odometer_km: float | None = 100) -> VehicleSnapshot:
    """Return a car as it tells of itself."""
    return VehicleSnapshot(
        res_state=Reading(EngineStatus(state=state)),
        cockpit=Reading(Cockpit(odometer_km=odometer_km)),
    )


def ended(
    command: Command, outcome: Outcome = Outcome.DONE, reason: Reason | None = None
) -> Attempt:
    """Return a command that ended."""
    result = CommandResult(outcome=outcome, reason=reason)
    return Attempt(command, result, datetime.now(UTC))


@pytest.mark.parametrize(
    ("command", "left"), [(StartEngine(), 1), (StartEngine(double=True), 0)]
)
def test_R5_a_start_of_ours_counts_once(command: StartEngine, left: int) -> None:
    count = StartCount()
    count.saw(car(REMOTE), by=command)
    count.ended(ended(command))
    count.saw(car(REMOTE), by=command)
    count.saw(car(REMOTE), by=None)
    assert count.left == left


def test_R5_a_start_of_somebody_else_counts_once() -> None:
    count = StartCount()
    for _ in range(3):
        count.saw(car(REMOTE), by=None)
    assert count.left == 1
    count.saw(car(READY), by=None)
    count.saw(car(REMOTE), by=None)
    assert count.left == 0
    count.saw(car(READY), by=None)
    count.saw(car(REMOTE), by=None)
    assert count.left == 0


def test_R5_a_start_that_was_taken_though_none_was_left_begins_anew() -> None:
    count = StartCount(used=2)
    count.ended(ended(StartEngine()))
    assert count.left == 1


def test_R5_a_start_that_was_not_confirmed_is_counted_when_it_is_seen() -> None:
    count = StartCount()
    count.ended(ended(StartEngine(), Outcome.UNCONFIRMED))
    assert count.left == 2
    count.saw(car(REMOTE), by=None)
    assert count.left == 1


@pytest.mark.parametrize("after", [car(KEY), car(READY, 101)])
def test_R5_ignition_on_begins_anew(after: VehicleSnapshot) -> None:
    """Seen running by key, or by an odometer that has moved on."""
    count = StartCount(used=2, odometer_km=100)
    count.saw(after, by=None)
    assert count.left == 2


def test_R5_a_drive_and_a_start_between_two_looks() -> None:
    count = StartCount(used=2, odometer_km=100)
    count.saw(car(REMOTE, 101), by=None)
    assert count.left == 1


@pytest.mark.parametrize("state", [READY, EngineState.NOT_READY])
def test_R5_a_parked_car_keeps_its_count(state: EngineState) -> None:
    count = StartCount(used=1, odometer_km=100)
    count.saw(car(state), by=None)
    count.saw(car(state, None), by=None)
    assert count.left == 1


@pytest.mark.parametrize(
    ("used", "double", "left"), [(0, False, 0), (0, True, 1), (1, True, 1)]
)
def test_R5_the_car_knows_better(used: int, double: bool, left: int) -> None:
    """A start that it refuses for the limit tells how many it has counted."""
    count = StartCount(used=used)
    refused = Outcome.REFUSED, Reason.START_LIMIT
    count.ended(ended(StartEngine(double=double), *refused))
    assert count.left == left


def test_R5_a_car_that_wants_its_key_has_none_left() -> None:
    """`code` 11 (protocol 4.10)."""
    count = StartCount()
    count.saw(car(EngineState.KEY_ONLY), by=None)
    assert count.left == 0


@pytest.mark.parametrize("command", [Lock(), StopEngine()])
def test_R5_other_commands_cost_none(command: Command) -> None:
    count = StartCount()
    count.ended(ended(command))
    assert count.left == 2


def test_R5_what_is_kept_comes_back() -> None:
    count = StartCount(used=1, remote=True, odometer_km=12.5)
    kept = count.to_dict()
    assert kept == {"used": 1, "remote": True, "odometer_km": 12.5}
    assert StartCount.from_dict(kept).to_dict() == kept
