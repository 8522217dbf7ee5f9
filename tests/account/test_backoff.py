"""Pauses that grow, end at a bound, and keep a thousand homes apart (F31)."""

from collections import Counter
from datetime import timedelta

from custom_components.nissanconnect.account.backoff import Backoff

FIRST = timedelta(minutes=15)
LONGEST = timedelta(days=1)


def _backoff(seed: str = "home", spared: int = 0) -> Backoff:
    return Backoff(seed, FIRST, LONGEST, spared=spared)


def test_pauses_grow_up_to_a_bound_and_begin_anew() -> None:
    """Each is between half of its length and all of it."""
    backoff = _backoff()
    pauses = [backoff.failed() for _ in range(1000)]
    lengths = [min(FIRST * 2**n, LONGEST) for n in range(12)]
    for pause, length in zip(pauses, lengths, strict=False):
        assert length / 2 <= pause <= length
    assert max(pauses) <= LONGEST
    backoff.worked()
    assert backoff.failed() == pauses[0]


def test_the_first_failures_are_taken_for_chance() -> None:
    """They cost no pause."""
    backoff = _backoff(spared=2)
    pauses = [backoff.failed() for _ in range(3)]
    assert pauses[:2] == [timedelta()] * 2
    assert pauses[2] >= FIRST / 2


def test_a_home_draws_the_same_in_each_run() -> None:
    """And another one draws otherwise."""
    draws = [_backoff("home").failed() for _ in range(2)]
    assert draws[0] == draws[1] != _backoff("other").failed()


def test_F31_a_thousand_clients_come_apart() -> None:
    """All lose the cloud in the same moment: in no minute a storm, in no day many."""
    minutes = Counter[int]()
    for number in range(1000):
        backoff, at, tries = _backoff(f"client {number}"), timedelta(), 0
        while (at := at + backoff.failed()) < LONGEST:
            minutes[at // timedelta(minutes=1)] += 1
            tries += 1
        assert tries <= 10
    # The pauses alone spread the first return over seven minutes and a half.
    assert max(minutes.values()) < 200
