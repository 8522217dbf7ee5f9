"""Each fault while a car is parked: nothing true changes, so no state may.

What a fault may show, and how long it may take until all is well again, stands in one
table; what each showed and took in the one of `docs/resilience.md`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from homeassistant.const import STATE_UNKNOWN
from homeassistant.helpers import issue_registry as ir
import pytest

from emulator.cloud.passwords import quick
from emulator.faults.table import FAULTS, OUTSIDE
from emulator.testing import OWNER, SignIn
from tests.log import log_lines
from tests.world import World

from .ledger import NEVER, Row, enter, rows
from .test_faults_of_commands import TRIALS
from .watch import states, watched
from .witness import Witness

HOUR: Final = 3600.0
_LASTS_S: Final = 1.2 * HOUR
_LONGEST_S: Final = 26 * HOUR


@dataclass(frozen=True)
class Allowed:
    """Keys and states that may come while a fault lasts; log lines; hours to recover.

    Without `hours` only the owner can mend it. `lasting` are keys that stay changed.
    """

    keys: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    lines: int = 2
    hours: float | None = 1.1


# Met by nobody who is signed in: the sessions end with their beginning.
_OF_SIGN_INS: Final = frozenset(
    {*(f"F0{n}" for n in range(1, 10)), "F10", "F11", "F15", "F27"}
)
_QUIET = Allowed()
_DAY = Allowed(hours=25.1)
_OWNERS_TURN = Allowed(hours=None)
# What F05 cuts.
_LONG: Final = SignIn(OWNER.email, "Emulator-1 and many words more")
_PLAN = frozenset(
    {
        *("doors", "climate", "start_engine", "stop_engine", "flash_lights"),
        *("horn_and_lights", "remote_control", "subscription_problem", "doors_locked"),
    }
)
ALLOWED: Final[Mapping[str, Allowed]] = {
    # A sign-in that is not understood is tried again after six hours.
    "F01": Allowed(hours=6.1),
    "F02": Allowed(hours=6.1),
    # The password is asked for, and not tried again.
    "F04": _OWNERS_TURN,
    "F05": _OWNERS_TURN,
    "F08": _DAY,
    "F09": _DAY,
    "F10": _DAY,
    "F16": _DAY,
    "F18": _OWNERS_TURN,
    "F21": _DAY,
    "F22": Allowed(hours=4.1),
    # A word that is not known is shown as such.
    "F53": Allowed(states=frozenset({STATE_UNKNOWN})),
    # Local time that has been already looks like any other; older never replaces it.
    "F61": Allowed(
        keys=frozenset({"last_contact"}), lasting=frozenset({"last_contact"})
    ),
    "F74": Allowed(
        keys=frozenset({"last_contact", "reachability"}),
        lasting=frozenset({"last_contact", "reachability"}),
    ),
    "F76": Allowed(keys=frozenset({"privacy_mode"})),
    "F78": Allowed(keys=_PLAN),
}


def _reads(world: World) -> int:
    """Return how often the cockpit was read well."""
    return sum(
        "cockpit" in request.path and request.status == 200
        for request in world.requests()
    )


def _shown(world: World, changes: Iterable[str], lines: int) -> str:
    """Return in words what the owner sees of a fault."""
    flows = world.hass.config_entries.flow.async_progress()
    issues = ir.async_get(world.hass).issues.values()
    told = [f"repair issue `{it.translation_key}`" for it in issues]
    told += ["asks for the password" for flow in flows]
    told += [f"`{key}` changes" for key in sorted(changes)]
    told += ["one log line"] * lines
    return ", ".join(["states kept", *told])


async def _recovery(world: World, patience_s: float) -> int | None:
    """Return after how many seconds the car was read again; None if it was not."""
    read, took = _reads(world), 0
    while took < patience_s:
        step = 60 if took < HOUR else 600
        await world.advance(step)
        took += step
        if _reads(world) > read:
            return took
    return None


async def _signs_in_again(world: World) -> None:
    """Let the owner do what he is asked for, if he is."""
    manager = world.hass.config_entries.flow
    for flow in manager.async_progress():
        typed = {"password": _LONG.password}
        done = await manager.async_configure(flow["flow_id"], typed)
        assert done["reason"] == "reauth_successful"


@pytest.mark.long
async def test_all_faults_in_one_run(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """One after the other against one emulator: the judge finds nothing, all is well.

    Each is over, and the car is read again, before the next one begins.
    """
    world.keep("almera")
    world.change(password=quick(_LONG.password, b"salt" * 4))
    await world.set_up(world.entry(_LONG))
    desk, witness = world.emulator.world.faults, Witness(world, "almera")
    with witness.watching():
        for fault in sorted(FAULTS):
            desk.turn_on(fault)
            if fault in _OF_SIGN_INS:
                world.end_sessions()
            await world.advance(_LASTS_S)
            desk.turn_off()
            await _signs_in_again(world)
            assert await _recovery(world, _LONGEST_S) is not None, fault
        await world.advance(HOUR)
        witness.assert_well()
    assert world.emulator.world.judge.findings() == []
    assert not any(request.woken for request in world.requests())
    assert not [record for record in caplog.records if record.exc_info]


def test_every_fault_has_a_row() -> None:
    """F01 to F92; those that lie outside of one emulator name their test."""
    known = rows()
    assert known.keys() == FAULTS.keys() | OUTSIDE.keys()
    for fault, where in OUTSIDE.items():
        assert f"`{where}`" in known[fault].shown


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - TRIALS.keys()))
async def test_a_fault_changes_no_state_of_a_parked_car(
    world: World, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """No wrong value, no traceback, a log line down and one up, no wake; then well."""
    allowed = ALLOWED.get(fault, _QUIET)
    world.keep("almera")
    world.change(password=quick(_LONG.password, b"salt" * 4))
    await world.set_up(world.entry(_LONG))
    caplog.clear()
    before, asked = states(world), len(world.requests())
    desk = world.emulator.world.faults
    desk.turn_on(fault)
    if fault in _OF_SIGN_INS:
        world.end_sessions()

    with watched(world, before) as others:
        await world.advance(_LASTS_S)
    assert not {
        key: seen
        for key, seen in others.items()
        if key not in allowed.keys and not seen <= allowed.states
    }
    changes = {key for key, now in states(world).items() if now != before.get(key)}
    requests = len(world.requests()) - asked
    assert requests < 2100 / 24 * 1.2 + 40
    shown = _shown(world, changes, len(log_lines(caplog)))
    assert len(log_lines(caplog)) <= 1
    assert not any(request.woken for request in world.requests())

    assert not [r for r in caplog.records if r.exc_info]
    assert world.emulator.world.judge.findings() == []
    desk.turn_off()
    row = partial(Row, fault, FAULTS[fault].does, shown, str(requests))
    if allowed.hours is None:
        [flow] = world.hass.config_entries.flow.async_progress()
        assert flow["context"]["source"] == "reauth"
        enter(row(NEVER))
        return
    took = await _recovery(world, allowed.hours * HOUR)
    assert took is not None, f"{fault}: not well after {allowed.hours} h"
    enter(row(str(took)))
    await world.advance(HOUR + 60)
    other = {key for key, now in states(world).items() if before.get(key, now) != now}
    assert other <= allowed.lasting
    assert len(log_lines(caplog)) <= allowed.lines
    assert not [r for r in caplog.records if r.exc_info]
    assert world.emulator.world.judge.findings() == []
