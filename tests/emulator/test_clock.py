"""World time: held, running, scaled; what is due happens in order."""

import asyncio
from collections.abc import Callable
import math
from typing import override

import pytest

from emulator.clock import MAX_SPEED, Clock, Timed


class Bell(Timed):
    """Rings at given moments."""

    def __init__(
        self, key: str, *moments: float, rung: list[tuple[str, float]]
    ) -> None:
        self._key = key
        self.moments = sorted(moments)
        self._rung = rung

    @property
    @override
    def key(self) -> str:
        return self._key

    @override
    def next_due(self) -> float | None:
        return self.moments[0] if self.moments else None

    @override
    def advance_to(self, now: float) -> None:
        while self.moments and self.moments[0] <= now:
            self._rung.append((self._key, self.moments.pop(0)))


class RealTime:
    """Real seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


async def test_held_clock_stands_until_advanced() -> None:
    real = RealTime()
    clock = Clock(1_000, held=True, monotonic=real)
    real.now += 3_600
    assert clock.settle() == 1_000
    await clock.advance(2.5)
    assert clock.now == 1_002.5


async def test_due_things_happen_in_order_and_ties_by_key() -> None:
    rung: list[tuple[str, float]] = []
    clock = Clock(0, held=True)
    for bell in (
        Bell("b", 5, 20, rung=rung),
        Bell("a", 20, 7, rung=rung),
        Bell("c", 99, rung=rung),
    ):
        clock.add(bell)
    await clock.advance(20)
    assert rung == [("b", 5), ("a", 7), ("a", 20), ("b", 20)]
    assert clock.next_due() == 99


async def test_things_see_their_own_moment_not_the_end_of_the_step() -> None:
    clock = Clock(0, held=True)
    seen: list[float] = []

    class Looker(Bell):
        @override
        def advance_to(self, now: float) -> None:
            seen.append(clock.now)
            super().advance_to(now)

    clock.add(Looker("a", 3, 8, rung=[]))
    await clock.advance(100)
    assert seen == [3, 8]
    assert clock.now == 100


async def test_scaled_clock_runs_faster_and_a_change_of_speed_loses_no_time() -> None:
    real = RealTime()
    clock = Clock(0, speed=60, monotonic=real)
    real.now += 2
    assert clock.settle() == 120
    clock.set_pace(speed=1)
    real.now += 10
    assert clock.settle() == 130
    clock.set_pace(held=True)
    real.now += 10
    assert clock.settle() == 130
    clock.set_pace(held=False)
    real.now += 1
    assert clock.settle() == 131


async def test_a_running_clock_can_be_advanced_too() -> None:
    real = RealTime()
    clock = Clock(0, monotonic=real)
    real.now += 5
    await clock.advance(100)
    assert clock.now == 105
    real.now += 5
    assert clock.settle() == 110


async def test_time_never_goes_back() -> None:
    real = RealTime()
    clock = Clock(0, monotonic=real)
    real.now += 5
    clock.settle()
    real.now -= 3
    assert clock.settle() == 5


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf, -0.001])
async def test_advance_by_nonsense_changes_nothing(seconds: float) -> None:
    clock = Clock(7, held=True)
    with pytest.raises(ValueError, match="seconds must be"):
        await clock.advance(seconds)
    assert clock.now == 7


@pytest.mark.parametrize("speed", [0, -1, math.nan, MAX_SPEED * 1.01])
def test_speed_out_of_range_changes_nothing(speed: float) -> None:
    clock = Clock(7, speed=2, held=True)
    with pytest.raises(ValueError, match="speed must be"):
        clock.set_pace(speed=speed, held=False)
    assert (clock.speed, clock.held) == (2, True)


async def test_touch_reads_a_changed_timer_and_remove_forgets_it() -> None:
    rung: list[tuple[str, float]] = []
    clock = Clock(0, held=True)
    bell, other = Bell("a", 50, rung=rung), Bell("b", 60, rung=rung)
    clock.add(bell)
    clock.add(other)
    bell.moments = [10]
    clock.touch("a")
    clock.remove("b")
    await clock.advance(100)
    assert rung == [("a", 10)]
    assert clock.next_due() is None


async def test_run_lets_things_happen_and_tells() -> None:
    real = RealTime()
    rung: list[tuple[str, float]] = []
    clock = Clock(0, speed=10, monotonic=real)
    settled = asyncio.Event()

    async def tell() -> None:
        settled.set()

    running = asyncio.create_task(clock.run(tell))
    await _until(settled)
    real.now += 100
    clock.add(Bell("a", 1_000, rung=rung))
    settled.clear()
    await _until(settled)
    assert rung == [("a", 1_000)]
    running.cancel()


async def _until(event: asyncio.Event) -> None:
    async with asyncio.timeout(5):
        await event.wait()


async def test_a_long_advance_lets_others_breathe() -> None:
    clock = Clock(0, held=True)
    clock.add(Bell("a", *range(1_000), rung=[]))
    breaths = 0

    async def breathe(on: Callable[[], bool]) -> None:
        nonlocal breaths
        while on():
            breaths += 1
            await asyncio.sleep(0)

    advancing = asyncio.create_task(clock.advance(1_000))
    await breathe(lambda: not advancing.done())
    assert breaths > 2
