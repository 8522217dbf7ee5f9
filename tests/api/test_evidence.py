"""What the car's reports say about a command (F87, protocol 5.2)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from custom_components.nissanconnect.api.commands import (
    Command,
    Lock,
    LockTarget,
    Signal,
    StartCharging,
    StartClimate,
    StartEngine,
    StopCharging,
    StopClimate,
    StopEngine,
    Unlock,
)
from custom_components.nissanconnect.api.errors import Outage
from custom_components.nissanconnect.api.evidence import evidence, shows
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.snapshot import VehicleSnapshot, merge

from .answers import NOON, answer

HATCH = LockTarget.HATCH
LOCKED = {"lockStatus": "locked"}
UNLOCKED = {"lockStatus": "unlocked"}
READY = {"remoteEngineStatus": "6"}
REMOTE = {"remoteEngineStatus": "12"}
BY_KEY = {"remoteEngineStatus": "9"}
SILENT = {"remoteEngineStatus": "0"}
ON, OFF = {"hvacStatus": "on"}, {"hvacStatus": "off"}
CHARGING, IDLE = {"chargingStatus": 1.0}, {"chargingStatus": 0.0}
NEW = {"lastUpdateTime": "2026-11-22T12:00:00Z"}
OLD = {"lastUpdateTime": "2026-11-22T11:59:59Z"}
SINCE = NOON + timedelta(milliseconds=700)

_KEY = {
    "lockStatus": ResourceKey.LOCK_STATUS,
    "remoteEngineStatus": ResourceKey.RES_STATE,
    "hvacStatus": ResourceKey.HVAC_STATUS,
    "chargingStatus": ResourceKey.BATTERY_STATUS,
}


def seen(*payloads: Mapping[str, Any]) -> VehicleSnapshot:
    """Return a snapshot of these payloads."""
    snapshot = VehicleSnapshot()
    for payload in payloads:
        key = next(_KEY[name] for name in payload if name in _KEY)
        taken = answer(payload, after=timedelta(minutes=1))
        snapshot = merge(snapshot, {key: taken}, taken.received_at)
    return snapshot


@pytest.mark.parametrize(
    ("command", "payload", "agrees"),
    [
        (Lock(), LOCKED, True),
        (Lock(), UNLOCKED, False),
        (Unlock(), UNLOCKED, True),
        (Unlock(), LOCKED, False),
        (Lock(HATCH), LOCKED, True),
        (Lock(HATCH), UNLOCKED, None),
        (Unlock(HATCH), UNLOCKED, True),
        (Unlock(HATCH), LOCKED, None),
        (Lock(), {"lockStatus": "ajar"}, None),
        (StartEngine(), REMOTE, True),
        (StartEngine(), READY, False),
        (StartEngine(), BY_KEY, None),
        (StartEngine(), SILENT, None),
        (StopEngine(), READY, True),
        (StopEngine(), BY_KEY, True),
        (StopEngine(), REMOTE, False),
        (StopEngine(), SILENT, None),
        (StartClimate(20), ON, True),
        (StartClimate(20), OFF, False),
        (StopClimate(), OFF, True),
        (StartCharging(), CHARGING, True),
        (StartCharging(), IDLE, False),
        (StopCharging(), IDLE, True),
    ],
)
def test_whether_a_state_is_what_was_asked_for(
    command: Command, payload: Mapping[str, Any], agrees: bool | None
) -> None:
    known = evidence(command)
    assert known is not None
    assert known.agrees(command, seen(payload)) is agrees
    assert known.agrees(command, VehicleSnapshot()) is None


def test_the_engine_is_also_told_with_the_climate() -> None:
    """Cars without res-state (protocol 4.5)."""
    known = evidence(StartEngine())
    assert known is not None
    told = seen({**ON, **REMOTE})
    assert told.hvac_status.value is not None
    assert known.agrees(StartEngine(), told) is True


def test_F68_an_error_says_nothing() -> None:
    known = evidence(Lock())
    assert known is not None
    after = merge(seen(LOCKED), {ResourceKey.LOCK_STATUS: Outage("timeout")}, NOON)
    assert after.lock_status.value is not None
    assert known.agrees(Lock(), after) is None
    assert not shows(Lock(), VehicleSnapshot(), after, NOON)


@pytest.mark.parametrize(
    ("command", "payload"),
    [
        (Lock(), LOCKED),
        (Unlock(), UNLOCKED),
        (Lock(HATCH), LOCKED),
        (StartClimate(20), ON),
        (StopClimate(), OFF),
        (StartCharging(), CHARGING),
        (StopCharging(), IDLE),
    ],
)
def test_only_a_newer_report_shows_it(
    command: Command, payload: Mapping[str, Any]
) -> None:
    """A state may have been so before; the car tells whole seconds."""
    nothing = VehicleSnapshot()
    assert shows(command, nothing, seen({**payload, **NEW}), SINCE)
    assert not shows(command, nothing, seen({**payload, **OLD}), SINCE)
    assert not shows(command, nothing, seen(payload), SINCE)


def test_a_newer_report_that_says_otherwise_shows_nothing() -> None:
    assert not shows(Lock(), seen(LOCKED), seen({**UNLOCKED, **NEW}), SINCE)


@pytest.mark.parametrize(
    ("command", "before", "after", "shown"),
    [
        (StartEngine(), READY, REMOTE, True),
        (StartEngine(), READY, READY, False),
        (StartEngine(), READY, BY_KEY, False),
        (StartEngine(), REMOTE, REMOTE, False),
        (StartEngine(), SILENT, REMOTE, False),
        (StopEngine(), REMOTE, READY, True),
        (StopEngine(), REMOTE, BY_KEY, True),
        (StopEngine(), REMOTE, REMOTE, False),
        (StopEngine(), READY, READY, False),
    ],
)
def test_an_engine_shows_it_by_its_change(
    command: Command,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    shown: bool,
) -> None:
    """Its state often has no time (protocol 4.10)."""
    assert shows(command, seen(before), seen(after), SINCE) is shown


def test_R5_a_second_start_shows_by_the_time_it_adds() -> None:
    before = seen({**REMOTE, "cycleRemainingTime": 300})
    assert shows(
        StartEngine(), before, seen({**REMOTE, "cycleRemainingTime": 880}), SINCE
    )
    assert not shows(
        StartEngine(), before, seen({**REMOTE, "cycleRemainingTime": 280}), SINCE
    )
    assert not shows(StartEngine(), before, seen(REMOTE), SINCE)


def test_R5_a_second_start_does_not_show_where_no_time_is_told() -> None:
    running = seen({**ON, **REMOTE})
    assert not shows(StartEngine(), running, running, SINCE)


def test_R3_nothing_tells_of_horn_and_lights() -> None:
    assert evidence(Signal()) is None
    assert not shows(Signal(), VehicleSnapshot(), seen({**LOCKED, **NEW}), SINCE)


def test_what_is_known_to_lag_belies_nothing() -> None:
    """Some cars say `off` while the climate runs (protocol 4.5)."""
    belying: list[Command] = [Lock(), Unlock(), StartEngine(), StopEngine()]
    lagging: list[Command] = [StartClimate(20), StopClimate(), StartCharging()]
    for command in belying:
        assert (known := evidence(command)) is not None
        assert known.belies
    for command in lagging:
        assert (known := evidence(command)) is not None
        assert not known.belies
