"""A held clock, and a real one that the test moves."""

from dataclasses import dataclass

import pytest

from emulator.clock import Clock
from emulator.cloud.cloud import Cloud

START = 1_772_431_200.0  # 2026-03-02T06:00:00Z


@dataclass
class RealTime:
    """Real time that stands until a test moves it."""

    now: float = START

    def __call__(self) -> float:
        """Return POSIX seconds."""
        return self.now


@pytest.fixture
def real() -> RealTime:
    """Give the real world's time."""
    return RealTime()


@pytest.fixture
def clock(real: RealTime) -> Clock:
    """Give a held clock; released, it goes with the real time."""
    return Clock(START, held=True, monotonic=real)


@pytest.fixture
def cloud(clock: Clock, real: RealTime) -> Cloud:
    """Give a cloud without cars."""
    return Cloud(seed=1, clock=clock, cars={}, real=real)
