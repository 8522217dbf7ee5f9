"""What is new in a history, whatever a cloud lists (N1, N2)."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.nissanconnect.api.models import Notification
from custom_components.nissanconnect.inbox.memory import Memory

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def told(number: int, minutes: float | None = None) -> Notification:
    """Return a notification of so many minutes after `NOW`; by default its number."""
    after = number if minutes is None else minutes
    return Notification(id=str(number), at=NOW + timedelta(minutes=after))


def listed(*numbers: int) -> tuple[Notification, ...]:
    """Return a list, newest first."""
    return tuple(told(number) for number in sorted(numbers, reverse=True))


def look(memory: Memory, page: tuple[Notification, ...]) -> list[str]:
    """Look once; return the ids of what is told."""
    news = [one.id for one in memory.news(page)]
    memory.take(page, NOW + timedelta(minutes=5000))
    return news


@pytest.fixture
def memory() -> Memory:
    """Know three of a short history."""
    memory = Memory()
    memory.begin(listed(1, 2, 3), NOW)
    return memory


def test_N1_the_first_look_tells_nothing(memory: Memory) -> None:
    """All that was there is old, then each is told once, the oldest first."""
    assert look(memory, listed(1, 2, 3)) == []
    assert look(memory, listed(1, 2, 3, 4, 5)) == ["4", "5"]
    assert look(memory, listed(1, 2, 3, 4, 5)) == []


def test_N2_a_late_one_is_told(memory: Memory) -> None:
    """It is older than what is known, by the car's time."""
    assert look(memory, (*listed(1, 2, 3), told(9, minutes=-60))) == ["9"]


def test_N1_a_list_that_is_empty_once_forgets_nothing(memory: Memory) -> None:
    assert look(memory, ()) == []
    assert look(memory, listed(1, 2, 3)) == []


def test_N1_a_first_list_that_is_empty_by_mistake_makes_no_storm() -> None:
    """What is from before it is old; what comes after it is new."""
    memory = Memory()
    memory.begin((), NOW)
    page = (told(1), told(2, minutes=-6), told(3, minutes=-7))
    assert look(memory, page) == ["1"]


def test_N1_what_moves_up_when_others_vanish_is_old() -> None:
    """The first page was full: there was more behind it."""
    memory = Memory()
    memory.begin(listed(*range(51, 101)), NOW)
    assert look(memory, listed(*range(41, 91))) == []
    assert look(memory, listed(*range(52, 102))) == ["101"]


def test_N1_without_a_time_it_is_told_once(memory: Memory) -> None:
    page = (*listed(1, 2, 3), Notification(id="x"))
    assert look(memory, page) == ["x"]
    assert look(memory, page) == []


def test_N1_the_same_twice_in_a_list_is_one(memory: Memory) -> None:
    """Pages overlap when something comes between them."""
    assert look(memory, listed(4) + listed(4)) == ["4"]


def test_N1_memory_is_bounded_and_nothing_comes_back(memory: Memory) -> None:
    """Years of history: the forgotten are not told again."""
    for first in range(4, 5000, 50):
        assert len(look(memory, listed(*range(first, first + 50)))) == 50
    assert len(memory.known) == 400
    assert look(memory, listed(1, 2, 3, 100)) == []


def test_N1_a_list_longer_than_memory_is_no_storm(memory: Memory) -> None:
    """Some servers list all at once, whatever page they are asked for."""
    page = listed(*range(1, 1500))
    assert len(look(memory, page)) == 1496
    assert look(memory, page) == []


def test_N1_a_clock_far_ahead_does_not_silence_what_follows(memory: Memory) -> None:
    """Its message is forgotten one day, and is no measure of the others."""
    look(memory, (told(4, minutes=10_000_000),))
    for first in range(5, 2000, 50):
        look(memory, listed(*range(first, first + 50)))
    assert "4" not in memory.known
    assert look(memory, listed(9000)) == ["9000"]


def test_N1_memory_is_kept(memory: Memory) -> None:
    """A restart tells nothing again, and nothing is lost over it."""
    memory.take((Notification(id="x"),), NOW)
    kept = Memory.from_dict(memory.to_dict())
    assert kept.begun
    assert kept.to_dict() == memory.to_dict()
    assert look(kept, listed(2, 3, 4)) == ["4"]


@pytest.mark.parametrize("kept", [{}, {"known": 1, "floor": None}, {"known": {"1": 2}}])
def test_damaged_memory_is_noticed(kept: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Memory.from_dict(kept)
