"""The owner's alerts on their way into the car (M3)."""

from msgspec.structs import replace

from . import radio
from .alerts import MonitorSettings
from .machine import Machine
from .state import Watch

OFF_S = 10 * 60.0


def want(machine: Machine, now: float, wanted: MonitorSettings) -> None:
    """Remember what is wanted, until the car can take it over."""
    machine.settle(now)
    watch = machine.state.watch
    pending = None if wanted == watch.in_force else wanted
    machine.state.watch = replace(watch, pending=pending)


def takes_over_at(machine: Machine) -> float | None:
    """Return when what is pending will be in force, if nothing happens before.

    The ignition must have been OFF for ten minutes, and the cloud reach the car.
    """
    state = machine.state
    if state.watch.pending is None or state.ignition:
        return None
    at = max(state.ignition_at + OFF_S, state.quantities.at)
    return at if radio.reachable(machine.look(at)) else None


def take_over(machine: Machine, now: float) -> None:
    """Put in force what is pending; the car says so.

    The breach of an alert that is removed, switched off or changed ends silently: it
    is no recovery (convention).
    """
    watch = machine.state.watch
    if watch.pending is None:
        return
    radio.stay_awake(machine, now)
    unchanged = {
        alert.alert_id
        for alert in watch.pending.alerts
        if alert in watch.in_force.alerts
    }
    machine.state.watch = Watch(watch.pending, breaches=watch.breaches & unchanged)
    radio.tell(machine, now)


def forget(machine: Machine) -> None:
    """Let a new TCU know no alerts; what was wanted is to be taken over again."""
    watch = machine.state.watch
    wanted = watch.pending or watch.in_force
    machine.state.watch = Watch(pending=wanted if wanted.alerts else None)
