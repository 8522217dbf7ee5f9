"""When a car is used in its curfew (M7), by the clock of its zone.

In an hour that an autumn night has twice a curfew begins the first time and ends the
second; in one that a spring night lacks, both come as much later as the clock jumps.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import get_args

from .alerts import CurfewAlert, Minutes, Weekday
from .machine import Machine

_WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday.__value__)
_DAY = timedelta(days=1)
# Days from yesterday on, so that a weekly curfew is found.
_DAYS = 10


def begins_at(alert: CurfewAlert, machine: Machine) -> float | None:
    """Return when the car will be used in the curfew, if the ignition stays ON."""
    if not machine.state.ignition:
        return None
    now = machine.state.quantities.at
    window = _window(alert, now, machine.zone)
    return max(now, window[0]) if window else None


def ends_at(alert: CurfewAlert, machine: Machine) -> float:
    """Return when the car will not be used in the curfew any more."""
    now = machine.state.quantities.at
    window = _window(alert, now, machine.zone)
    if not machine.state.ignition or window is None or now < window[0]:
        return now
    return window[1]


def _window(alert: CurfewAlert, now: float, zone: tzinfo) -> tuple[float, float] | None:
    """Return begin and end of the curfew that is on at `now`, or else of the next."""
    coming = ((begin, end) for begin, end in _windows(alert, now, zone) if end > now)
    window = next(coming, None)
    if window is None:
        return None
    begin, end = window
    for next_begin, next_end in coming:
        if next_begin > end:
            break
        end = next_end
    return begin, end


def _windows(
    alert: CurfewAlert, now: float, zone: tzinfo
) -> Iterator[tuple[float, float]]:
    """Give begin and end of the curfew on each of its days, from yesterday on."""
    yesterday = datetime.fromtimestamp(now, zone).date() - _DAY
    for day in (yesterday + ahead * _DAY for ahead in range(_DAYS)):
        if _WEEKDAYS[day.weekday()] in alert.days:
            last = day if alert.start < alert.end else day + _DAY
            begin, _ = _moments(day, alert.start, zone)
            yield begin, max(_moments(last, alert.end, zone))


def _moments(day: date, minutes: Minutes, zone: tzinfo) -> tuple[float, float]:
    """Return the world times at which clocks show that: the first and the second."""
    shown = datetime.combine(day, time(*divmod(minutes, 60)), zone)
    return shown.timestamp(), shown.replace(fold=1).timestamp()
