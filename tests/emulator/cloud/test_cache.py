"""The cloud's last words of a car."""

from emulator.cloud.cache import Cache, Dated, merge
from emulator.tcu.report import Cockpit, Location, Locks, Report

LOCKED = Locks(locked=True, open=frozenset())
OPEN = Locks(locked=False, open=frozenset())
HERE = Location(1.0, 2.0, 0.0, 10.0)


def test_each_block_keeps_its_own_time() -> None:
    cache = merge(Cache(), Report(10.0, locks=LOCKED, location=HERE))
    cache = merge(cache, Report(20.0, locks=OPEN))
    assert cache.locks == Dated(20.0, OPEN)
    assert cache.location == Dated(10.0, HERE)
    assert cache.heard_at == 20.0


def test_older_never_replaces_newer() -> None:
    cache = merge(Cache(), Report(20.0, privacy=True, locks=LOCKED))
    late = Report(10.0, locks=OPEN, cockpit=Cockpit(5.0, None, None))
    cache = merge(cache, late)
    assert cache.locks == Dated(20.0, LOCKED)
    assert cache.cockpit == Dated(10.0, Cockpit(5.0, None, None))
    assert (cache.heard_at, cache.privacy) == (20.0, True)


def test_privacy_leaves_the_last_location() -> None:
    cache = merge(Cache(), Report(10.0, location=HERE))
    cache = merge(cache, Report(20.0, privacy=True))
    assert cache.privacy
    assert cache.location == Dated(10.0, HERE)
