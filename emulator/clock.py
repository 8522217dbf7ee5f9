"""One clock for everything: real, scaled or held; and the timers on it.

World time is a float: POSIX seconds, UTC. `Clock.now` is the moment up to which
everything that was due has happened; it moves only in `settle` and `advance`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
import heapq
import math
import time
from typing import Protocol

MAX_SPEED = 10_000.0
# A task that advances a month must let other tasks breathe.
_STEPS_BETWEEN_YIELDS = 200


class Timed(Protocol):
    """Something with moments that matter; its timers are derived from its state."""

    @property
    def key(self) -> str:
        """Name that is unique on the clock; decides the order of ties."""

    def next_due(self) -> float | None:
        """Return the next moment that matters (world time), or None."""

    def advance_to(self, now: float) -> None:
        """Let happen what is due by `now`; `next_due` must then lie later."""


class Clock:
    """World time with its timers.

    `monotonic` gives real seconds; a test passes its own.
    """

    def __init__(
        self,
        start: float,
        *,
        speed: float = 1.0,
        held: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start at `start` (POSIX seconds), running at `speed` unless `held`."""
        self.now = start
        self._speed = valid_speed(speed)
        self._held = held
        self._monotonic = monotonic
        self._anchor = (monotonic(), start)
        self._members: dict[str, Timed] = {}
        self._due: dict[str, float] = {}
        self._heap: list[tuple[float, str]] = []
        self._changed = asyncio.Event()
        self._advancing = asyncio.Lock()

    @property
    def speed(self) -> float:
        """World seconds for each real second while the clock runs."""
        return self._speed

    @property
    def held(self) -> bool:
        """Whether the clock stands until it is advanced."""
        return self._held

    def set_pace(self, *, speed: float | None = None, held: bool | None = None) -> None:
        """Change speed or hold, from now on; ValueError if out of range."""
        wanted = self._speed if speed is None else valid_speed(speed)
        self.settle()
        self._speed = wanted
        self._held = self._held if held is None else held
        self._anchor = (self._monotonic(), self.now)
        self._changed.set()

    def change_pace_here(self, *, speed: float | None, held: bool | None) -> None:
        """Change speed or hold at `now`, for a member whose moment it is."""
        self._speed = self._speed if speed is None else valid_speed(speed)
        self._held = self._held if held is None else held
        self._anchor = (self._monotonic(), self.now)

    @asynccontextmanager
    async def standing(self) -> AsyncIterator[None]:
        """Let nobody advance the clock while the block runs."""
        async with self._advancing:
            yield

    def begin_anew(self, now: float, *, speed: float, held: bool) -> None:
        """Be the clock of another world, without members; time may go back for it."""
        self._members.clear()
        self._due.clear()
        self._heap.clear()
        self.now, self._speed, self._held = now, valid_speed(speed), held
        self._anchor = (self._monotonic(), now)
        self._changed.set()

    def add(self, member: Timed) -> None:
        """Take a member onto the clock."""
        self._members[member.key] = member
        self.touch(member.key)

    def remove(self, key: str) -> None:
        """Forget a member; no harm if it is unknown."""
        self._members.pop(key, None)
        self._due.pop(key, None)

    def touch(self, key: str) -> None:
        """Read a member's next due moment again, after its state changed."""
        due = self._members[key].next_due()
        if due is None:
            self._due.pop(key, None)
        elif self._due.get(key) != due:
            self._due[key] = due
            heapq.heappush(self._heap, (due, key))
            self._changed.set()

    def next_due(self) -> float | None:
        """Return the earliest moment at which anything is due."""
        while self._heap and self._due.get(self._heap[0][1]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def settle(self) -> float:
        """Let happen what is due by the running clock's time; return `now`."""
        if not self._held:
            anchor, target = self._anchor, self._running_to()
            while self._step(target):
                if self._anchor is not anchor:
                    anchor, target = self._anchor, self._running_to()
            self.now = max(self.now, target)
        return self.now

    async def advance(self, seconds: float) -> None:
        """Move on by `seconds`; returns when everything due by then has happened.

        Raises ValueError if `seconds` is negative or not finite.
        """
        if not math.isfinite(seconds) or seconds < 0:
            msg = "seconds must be a finite number, 0 or more"
            raise ValueError(msg)
        async with self._advancing:
            target = self.settle() + seconds
            steps = 0
            while self._step(target):
                steps += 1
                if steps % _STEPS_BETWEEN_YIELDS == 0:
                    await asyncio.sleep(0)
            self.now = max(self.now, target)
            self._anchor = (self._monotonic(), self.now)
            self._changed.set()

    async def run(self, settled: Callable[[], Awaitable[None]]) -> None:
        """Let due things happen as real time passes, until cancelled.

        `settled` is awaited after each time that something may have happened.
        """
        while True:
            self._changed.clear()
            self.settle()
            await settled()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), self._real_wait())

    def _running_to(self) -> float:
        """Return the running clock's time; a held one stands."""
        real, world = self._anchor
        return world if self._held else world + (self._monotonic() - real) * self._speed

    def _real_wait(self) -> float | None:
        due = self.next_due()
        if self._held or due is None:
            return None
        return max(0.0, (due - self.now) / self._speed)

    def _step(self, target: float) -> bool:
        """Let the earliest due thing happen if it lies within `target`."""
        due = self.next_due()
        if due is None or due > target:
            return False
        _, key = heapq.heappop(self._heap)
        del self._due[key]
        self.now = max(self.now, due)
        self._members[key].advance_to(self.now)
        self.touch(key)
        return True


def valid_speed(speed: float) -> float:
    """Return `speed`; raises ValueError if no clock can run so."""
    if not 0 < speed <= MAX_SPEED:
        msg = f"speed must be above 0 and at most {MAX_SPEED:g}"
        raise ValueError(msg)
    return speed
