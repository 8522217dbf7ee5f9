"""Each fault of commands, met by an owner: how it ends for him, and what is shown.

A command is given through Home Assistant as the fault begins, and again when it is
over. No state is shown that is not so, and nothing is sent twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from homeassistant.components.climate import HVACMode
from homeassistant.components.lock import LockState
from homeassistant.const import ATTR_CODE, STATE_UNAVAILABLE, Platform
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.options import CONF_ALLOW_UNLOCKING
from emulator.faults.table import FAULTS
from emulator.tcu.deeds import Plug, UnlockWithKey
from emulator.tcu.truth import Truth
from tests.keyfob import CODE, Keyfob
from tests.log import log_lines
from tests.world import World

from .ledger import NEVER, Row, enter
from .watch import states, watched

_LASTS_S: Final = 4320.0
_LOOK_S: Final = 310.0
_DONE: Final = "done"
# What anybody changes who comes to the car, and a day that grows warm.
_OF_THE_CAR: Final = {
    *("command_result", "last_contact", "notification", "reachability"),
    *("inside_temperature", "outside_temperature", "battery_range"),
    *(f"tyre_{place}" for place in ("front_left", "front_right")),
    *(f"tyre_{place}" for place in ("rear_left", "rear_right")),
}


@dataclass(frozen=True)
class Order:
    """A command as it is given, and how one sees at the car that it was done."""

    persona: str
    platform: Platform
    key: str
    service: str
    action: str
    done: Callable[[Truth], bool] = lambda _: True
    coded: bool = False


@dataclass(frozen=True)
class Trial:
    """An order, how each try of it ends, and what may be shown meanwhile.

    `ends` are keys of texts, or `done`; `shown` the states that may come by their keys,
    `soon` those that are there a few minutes later. `owner` is what he has to do before
    it works again.
    """

    order: Order
    ends: tuple[str, ...]
    shown: Mapping[str, set[str]] = field(default_factory=dict)
    soon: Mapping[str, str] = field(default_factory=dict)
    done: bool = False
    at_once: int = 1
    owner: Callable[[Keyfob], Awaitable[None]] | None = None


def _charges(truth: Truth) -> bool:
    return truth.battery is not None and truth.battery.charging


_LOCK: Final = Order(
    "kicks_e_power",
    Platform.LOCK,
    "doors",
    "lock",
    "lock-unlock",
    lambda truth: truth.locked,
)
_CODED: Final = Order(
    "almera",
    Platform.LOCK,
    "doors",
    "lock",
    "lock-unlock",
    lambda truth: truth.locked,
    coded=True,
)
_UNLOCK: Final = Order(
    "kicks_e_power",
    Platform.LOCK,
    "doors",
    "unlock",
    "lock-unlock",
    lambda truth: not truth.locked,
)
_START: Final = Order(
    "kicks_e_power",
    Platform.BUTTON,
    "start_engine",
    "press",
    "engine-start",
    lambda truth: truth.remote_run is not None,
)
_FLASH: Final = Order(
    "kicks_e_power", Platform.BUTTON, "flash_lights", "press", "horn-lights"
)
_CLIMATE: Final = Order(
    "leaf_ze1",
    Platform.CLIMATE,
    "climate",
    "turn_on",
    "hvac-start",
    lambda truth: truth.climate_run is not None,
)
_CHARGE: Final = Order(
    "leaf_ze1",
    Platform.BUTTON,
    "start_charging",
    "press",
    "charging-start",
    _charges,
)
_LOCKING: Final[Mapping[str, set[str]]] = {"doors": {LockState.LOCKING}}
_NO_ENGINE: Final[Mapping[str, set[str]]] = {
    "start_engine": {STATE_UNAVAILABLE},
    "stop_engine": {STATE_UNAVAILABLE},
}


def _locking(*ends: str) -> Trial:
    return Trial(_LOCK, ends, _LOCKING)


TRIALS: Final[Mapping[str, Trial]] = {
    "F11": Trial(
        _CODED,
        ("refused_device_not_registered", "remote_not_set_up"),
        {**_LOCKING, "remote_control": {"not_set_up"}},
        owner=Keyfob.register,
    ),
    "F12": Trial(
        _CODED,
        ("wrong_code", "wrong_code_stopped", "remote_stopped"),
        {**_LOCKING, "remote_control": {"stopped"}},
        owner=Keyfob.lift_stop,
    ),
    "F14": Trial(
        _CODED,
        ("code_blocked",),
        {
            **_NO_ENGINE,
            "doors": {LockState.LOCKING, STATE_UNAVAILABLE},
            "remote_control": {"blocked"},
        },
    ),
    "F26": Trial(_FLASH, (_DONE,) * 12, done=True, at_once=12),
    # The car knows better than our count.
    "F32": Trial(_START, ("refused_start_limit",), {"remote_starts_left": {"0"}}),
    "F70": Trial(
        _LOCK, (_DONE,), {"doors": {LockState.LOCKING, LockState.LOCKED}}, done=True
    ),
    "F71": _locking("command_not_reachable"),
    "F72": _locking("command_not_reachable"),
    # The owner is told; it is he who tries again.
    "F73": _locking("command_unconfirmed"),
    "F85": _locking("command_expired"),
    "F86": _locking("refused_in_progress"),
    "F87": _locking("command_unconfirmed"),
    "F88": Trial(
        _UNLOCK,
        ("unlock_may_come",),
        {"doors": {LockState.UNLOCKING, LockState.UNLOCKED}},
        {"doors": LockState.UNLOCKED},
        done=True,
    ),
    "F89": _locking("refused_doors_open"),
    "F90": Trial(
        _CLIMATE,
        (_DONE,),
        {"climate": {HVACMode.HEAT_COOL}},
        {"climate": HVACMode.OFF},
    ),
    "F91": Trial(_CHARGE, ("refused_not_plugged",)),
    "F92": _locking("refused_no_right"),
}


async def _prepared(world: World, order: Order) -> Keyfob:
    """Set a car up on which the order has something to do."""
    world.keep(order.persona)
    entry = world.entry(options={CONF_ALLOW_UNLOCKING: True})
    await world.set_up(entry)
    keyfob = Keyfob(world, entry, order.persona)
    if order.coded:
        await keyfob.register()
    if order.service == "lock":
        keyfob.do(UnlockWithKey())
    if order is _CHARGE:
        keyfob.do(Plug())
        await keyfob.press("stop_charging")
    await world.advance(_LOOK_S)
    return keyfob


async def _end(keyfob: Keyfob, call: asyncio.Task[None]) -> str:
    """Wait for a call; return the key of the text that it ended with, or `done`."""
    try:
        await keyfob.end(call)
    except HomeAssistantError as err:
        told = err
    else:
        return _DONE
    assert told.translation_domain == DOMAIN
    assert "?" not in (told.translation_placeholders or {}).values()
    return str(told.translation_key)


async def _tried(keyfob: Keyfob, order: Order, tries: int, at_once: int) -> list[str]:
    """Give the order some times, so many at once; return how each try ended."""
    data = {ATTR_CODE: CODE} if order.coded else {}
    ends: list[str] = []
    while len(ends) < tries:
        calls = [
            keyfob.begin(order.platform, order.key, order.service, **data)
            for _ in range(at_once)
        ]
        ends += [await _end(keyfob, call) for call in calls]
    return ends


async def _works(keyfob: Keyfob, order: Order) -> int:
    """Give the order again as soon as it can be; return after how many seconds."""
    began, world = keyfob.world.now, keyfob.world
    while keyfob.shown(order.platform, order.key) == STATE_UNAVAILABLE:
        await world.advance(60)
    assert await _tried(keyfob, order, 1, 1) == [_DONE]
    assert order.done(keyfob.truth())
    return round((world.now - began).total_seconds())


def _told(world: World, trial: Trial, others: Mapping[str, set[str]]) -> str:
    """Return in words what the owner saw."""
    ends = " then ".join(end if end == _DONE else f"`{end}`" for end in trial.ends)
    if trial.at_once > 1:
        ends = f"each of {trial.at_once} at once is {trial.ends[0]}"
    told = [f"command: {ends}"]
    issues = ir.async_get(world.hass).issues.values()
    told += [f"repair issue `{issue.translation_key}`" for issue in issues]
    gone = sorted(key for key, seen in others.items() if STATE_UNAVAILABLE in seen)
    told += [f"`{key}` unavailable meanwhile" for key in gone]
    return ", ".join(["states true", *told])


@pytest.mark.parametrize("fault", sorted(TRIALS))
async def test_an_owner_meets_a_fault_of_commands(
    world: World, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """The text says what is known, no state is untrue; after it the same works."""
    trial = TRIALS[fault]
    order = trial.order
    keyfob = await _prepared(world, order)
    before, asked = states(world, order.persona), len(world.requests())
    sent = world.asked(order.action)
    desk = world.emulator.world.faults
    desk.turn_on(fault)

    with watched(world, before, order.persona) as others:
        ends = await _tried(keyfob, order, len(trial.ends), trial.at_once)
        assert tuple(ends) == trial.ends
        assert world.asked(order.action) - sent <= len(trial.ends)
        await world.advance(900)
        now = states(world, order.persona)
        assert {key: now[key] for key in trial.soon} == trial.soon
        assert order.done(keyfob.truth()) is trial.done
        await world.advance(_LASTS_S - 900)
    untrue = {
        key: seen - trial.shown.get(key, set())
        for key, seen in others.items()
        if key not in {*_OF_THE_CAR, order.key if order.service == "press" else ""}
    }
    assert not any(untrue.values()), untrue
    assert world.asked(order.action) - sent <= len(trial.ends)
    requests = str(len(world.requests()) - asked)
    shown = _told(world, trial, others)

    desk.turn_off()
    if trial.owner is not None:
        await trial.owner(keyfob)
    took = await _works(keyfob, order)
    assert not log_lines(caplog)
    assert not [record for record in caplog.records if record.exc_info]
    assert world.emulator.world.judge.findings() == []
    recovery = str(took) if trial.owner is None else NEVER
    enter(Row(fault, FAULTS[fault].does, shown, requests, recovery))
