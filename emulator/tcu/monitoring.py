"""What the car notices of its alerts: the begin and end of each breach, once (M4).

It only watches (M5). A TCU that does not work, or whose service is off, notices
nothing: a breach then begins, or ends, when it works again.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from . import areas, curfew, radio, speeding
from .alerts import Alert, AreaAlert, CurfewAlert, SpeedAlert
from .machine import Machine
from .report import Notice, NoticeKey

# What the begin and the end of a breach are told by.
KEYS: Final[Mapping[type[Alert], tuple[NoticeKey, NoticeKey]]] = {
    SpeedAlert: ("speed.infringement", "speed.recovery"),
    CurfewAlert: ("curfew.infringement", "curfew.recovery"),
    AreaAlert: ("zone.infringement", "zone.recovery"),
}


def next_change_at(machine: Machine) -> float | None:
    """Return when a breach begins or ends next, if nothing happens before."""
    at = min((at for _, at in _changes(machine)), default=None)
    if at is None or not radio.works(machine.look(at)):
        return None
    return at


def change(machine: Machine, now: float) -> None:
    """Let the breaches begin and end that do so by `now`; the car tells each."""
    changed = [alert for alert, at in _changes(machine) if at <= now]
    machine.settle(now)
    watch = machine.state.watch
    notices = tuple(
        Notice(now, KEYS[type(alert)][alert.alert_id in watch.breaches], alert)
        for alert in changed
    )
    ids = {alert.alert_id for alert in changed}
    machine.state.watch = replace(watch, breaches=watch.breaches ^ ids)
    radio.tell(machine, now, notices=notices)


def _changes(machine: Machine) -> Iterator[tuple[Alert, float]]:
    """Give the alerts of which a breach will begin or end, and when."""
    watch = machine.state.watch
    for alert in watch.in_force.alerts:
        breached = alert.alert_id in watch.breaches
        at = _ends_at(alert, machine) if breached else _begins_at(alert, machine)
        if alert.enabled and at is not None:
            yield alert, at


def _begins_at(alert: Alert, machine: Machine) -> float | None:
    match alert:
        case SpeedAlert():
            return speeding.begins_at(alert, machine.state)
        case CurfewAlert():
            return curfew.begins_at(alert, machine)
        case AreaAlert():
            return areas.begins_at(alert, machine.state)


def _ends_at(alert: Alert, machine: Machine) -> float | None:
    match alert:
        case SpeedAlert():
            return speeding.ends_at(alert, machine.state)
        case CurfewAlert():
            return curfew.ends_at(alert, machine)
        case AreaAlert():
            return areas.ends_at(alert, machine.state)
