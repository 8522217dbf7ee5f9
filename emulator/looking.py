"""How asserts look at a world, and what they say where it is not as expected."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from .answers import answers
from .cloud.addresses import fold
from .expected import Expected, Wanted, Wants, good
from .judge import Charge
from .moments import seconds
from .stage import Stage

_MISSING = "nothing"


def wrongs(stage: Stage, expected: Expected, vin: str | None) -> Iterator[str]:
    """Give a line for each expectation that is not met."""
    now = stage.clock.now
    since = now - seconds(expected.since) if expected.since else 0.0
    if vin is not None:
        yield from _of_car(stage, expected, vin, since)
    mails = _mails(stage, expected, since)
    yield from _compared("mails to", expected.mails, mails)
    yield from _compared("judge", expected.judge, _judged(stage))
    on = sorted({one.fault for one in stage.faults.switches if one.holds(now)})
    if expected.faults is not None and sorted(expected.faults) != on:
        yield _line("faults", "on", sorted(expected.faults), on)


def _of_car(stage: Stage, expected: Expected, vin: str, since: float) -> Iterator[str]:
    if expected.truth:
        truth = stage.cars[vin].truth(stage.clock.now)
        said = msgspec.json.encode(truth, order="deterministic")
        yield from _at_paths("truth", expected.truth, msgspec.json.decode(said))
    if expected.cloud:
        yield from _at_paths("cloud", expected.cloud, answers(stage.cloud, vin))
    keys = [one.content.key for one in stage.cloud.inbox.of(vin) if one.at >= since]
    counts = {key: keys.count(key) for key in expected.notifications}
    yield from _compared("notifications", expected.notifications, counts)


def _mails(stage: Stage, expected: Expected, since: float) -> dict[str, int]:
    sent = [
        fold(mail.to) for mail in stage.cloud.mailbox.newest_first() if mail.at >= since
    ]
    return {address: sent.count(fold(address)) for address in expected.mails}


def _judged(stage: Stage) -> dict[str, int]:
    findings, calls = stage.judge.findings(), stage.judge.calls()
    charges = [one.charge for one in findings]
    return {
        **{str(charge): charges.count(charge) for charge in Charge},
        "findings": len(findings),
        "calls": sum(one.total for one in calls),
        "busiest_hour": max((one.busiest_hour for one in calls), default=0),
    }


def _compared(
    what: str, wanted: Mapping[str, Wanted], found: Mapping[str, int]
) -> Iterator[str]:
    for name, value in wanted.items():
        if not good(value, found[name]):
            yield _line(what, name, value, found[name])


def _at_paths(what: str, wanted: Wants, document: Any) -> Iterator[str]:
    for path, value in wanted.items():
        found = _at(document, path)
        if not (good(value, found) if found is not _MISSING else value is None):
            yield _line(what, path, value, found)


def _at(document: Any, path: str) -> Any:
    """Return what a path leads to, the longest names first: names may have dots."""
    if not path:
        return document
    if isinstance(document, dict):
        for name in sorted(document, key=len, reverse=True):
            if path == name or path.startswith(f"{name}."):
                return _at(document[name], path[len(name) + 1 :])
    return _MISSING


def _line(what: str, path: str, wanted: Wanted, found: Any) -> str:
    expected = str(wanted) if isinstance(wanted, msgspec.Struct) else repr(wanted)
    shown = found if found is _MISSING else repr(found)
    return f"{what} {path}: expected {expected}, found {shown}"
