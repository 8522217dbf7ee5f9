"""Random faults, one after the other: nothing is left behind, and all is well again.

The draws are seeded. What only the owner mends, or what is tried once a day, has tests
of its own (`test_every_fault.py`, `test_storms.py`).
"""

import asyncio
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
import gc
from typing import Final

from homeassistant.util.async_ import get_scheduled_timer_handles
import pytest

from emulator.draw import draw
from emulator.faults.table import FAULTS
from tests.world import World

from .witness import Witness

HOUR: Final = 3600.0
_POLL_S: Final = 360.0
_FEW: Final = 3
_GARAGE: Final = [
    "almera",
    "ariya",
    "kicks_e_power",
    "leaf_ze1",
    "qashqai_e_power",
    "qx60",
]
_SEED: Final = 6
_NOT_PASSING: Final = frozenset(
    # The owner's turn; then what is asked for again after a day or a week.
    {"F04", "F05", "F18", *("F08", "F09", "F10", "F16", "F21")}
)
_SPAN_S: Final = (300.0, 3000.0)
_OURS: Final = (
    "custom_components.nissanconnect",
    "aiohttp.client",
    "aiohttp.connector",
)


@dataclass(frozen=True)
class Left:
    """What is there at a quiet moment: tasks, timers, and objects by their types."""

    tasks: Counter[str]
    timers: int
    objects: Counter[str]

    @classmethod
    def now(cls) -> Left:
        """Count."""
        gc.collect()
        loop = asyncio.get_running_loop()
        timers = get_scheduled_timer_handles(loop)
        kinds = (type(thing) for thing in gc.get_objects())
        return cls(
            Counter(
                getattr(task.get_coro(), "__qualname__", "")
                for task in asyncio.all_tasks()
            ),
            sum(not timer.cancelled() for timer in timers),
            Counter(
                f"{kind.__module__}.{kind.__qualname__}"
                for kind in kinds
                if kind.__module__.startswith(_OURS)
            ),
        )


async def _soak(world: World, personas: list[str], hours: int) -> None:
    """Break something each hour, and compare before and after."""
    entry = world.entry()
    await world.set_up(entry)
    await world.advance(HOUR)
    before = Left.now()
    witnesses = [Witness(world, persona) for persona in personas]
    with ExitStack() as watching:
        for witness in witnesses:
            watching.enter_context(witness.watching())
        for hour in range(hours):
            _break(world, hour)
            await world.advance(HOUR)
        held = entry.runtime_data.connection.held_until or world.now
        await world.advance((held - world.now).total_seconds() + _POLL_S)
        for witness in witnesses:
            witness.assert_well()
    _assert_nothing_left(before, Left.now(), few=_FEW * len(personas))
    assert world.emulator.world.judge.findings() == []
    assert not any(request.woken for request in world.requests())


def _assert_nothing_left(before: Left, after: Left, few: int) -> None:
    """See that nothing has become more but by what each car holds of its last round.

    A thing left behind at each poll would be hundreds for each car.
    """
    more = after.tasks - before.tasks
    assert not more, more
    assert after.timers <= before.timers + few
    grown = after.objects - before.objects
    many = {kind: by for kind, by in grown.items() if by > few}
    assert not many, many


def _break(world: World, hour: int) -> None:
    """Let two faults begin, and end within the hour."""
    for which in range(2):
        number = 2 * hour + which
        shortest, longest = _SPAN_S
        share = draw(_SEED, "soak", "for", number)
        world.emulator.faults.turn_on(
            _pick(sorted(FAULTS.keys() - _NOT_PASSING), "fault", number),
            for_s=shortest + share * (longest - shortest),
            probability=_pick([0.3, 0.7, 1.0], "probability", number),
            count=_pick([None, None, 1, 20], "count", number),
        )


def _pick[T](choices: list[T], stream: str, number: int) -> T:
    return choices[int(draw(_SEED, "soak", stream, number) * len(choices))]


@pytest.mark.parametrize(
    "hours", [24, pytest.param(7 * 24, marks=pytest.mark.long)], ids=["day", "week"]
)
async def test_random_faults_on_six_cars(
    world: World, caplog: pytest.LogCaptureFixture, hours: int
) -> None:
    """Two each hour; nothing is left behind, nothing untrue was shown."""
    await _soak(world, _GARAGE, hours)
    assert not [record for record in caplog.records if record.exc_info]
