"""Between car and cloud: what gets through, and what is kept until it does."""

from collections.abc import Collection

from msgspec.structs import asdict, replace

from . import observe
from .deeds import RadioChange, Refused
from .machine import Machine
from .physics import Moment
from .report import Block, Notice, Report, Trip


def works(moment: Moment) -> bool:
    """Return whether the TCU does its service: whole, powered, not deactivated (E8)."""
    return moment.state.service and _is_whole(moment)


def reachable(moment: Moment) -> bool:
    """Return whether cloud and car can talk: coverage, and a TCU that works."""
    return moment.state.radio.coverage and works(moment)


def within_reach(moment: Moment) -> bool:
    """Return whether the network finds the TCU, also of a deactivated car."""
    return moment.state.radio.coverage and _is_whole(moment)


def _is_whole(moment: Moment) -> bool:
    return moment.state.radio.tcu and moment.powered


def asleep(machine: Machine, now: float) -> bool:
    """Return whether the TCU must be woken to answer."""
    return not machine.state.running and now >= machine.state.awake_until


def stay_awake(machine: Machine, now: float) -> None:
    """Begin or prolong being awake; the 12 V battery pays."""
    machine.settle(now)
    machine.state.awake_until = now + machine.equipment.tcu.awake_s


def set_service(machine: Machine, now: float, *, active: bool) -> None:
    """Activate the car, which says so, or deactivate it (E8)."""
    machine.settle(now)
    machine.state.service = active
    if active:
        stay_awake(machine, now)
        tell(machine, now)


def tell(
    machine: Machine,
    now: float,
    *,
    trips: tuple[Trip, ...] = (),
    notices: tuple[Notice, ...] = (),
) -> None:
    """Report everything, now if the cloud can be reached, else when it can be (N2).

    A broken TCU tells nothing and keeps nothing, nor does a deactivated car (E8).
    """
    moment = machine.look(now)
    machine.state.reported_at = now
    if not works(moment):
        return
    message = observe.report(moment, observe.EVERYTHING, trips, notices)
    machine.state.kept = _merged(machine.state.kept, message)
    deliver(machine, now)


def answer(machine: Machine, now: float, blocks: Collection[Block]) -> None:
    """Report `blocks`, as the cloud asked."""
    machine.state.sent = [
        *machine.state.sent,
        observe.report(machine.look(now), blocks),
    ]


def deliver(machine: Machine, now: float) -> None:
    """Send what is kept, if the cloud can be reached."""
    state = machine.state
    if state.kept and reachable(machine.look(now)):
        state.sent = [*state.sent, state.kept]
        state.kept = None


def change(machine: Machine, deed: RadioChange, now: float) -> None:
    """Change the conditions; raises Refused."""
    wanted = {name: value for name, value in asdict(deed).items() if value is not None}
    if deed.latency_s and deed.latency_s[0] > deed.latency_s[1]:
        raise Refused("invalid", "latency_s is [least, most]", "latency_s")
    machine.settle(now)
    machine.state.radio = replace(machine.state.radio, **wanted)


def _merged(kept: Report | None, newer: Report) -> Report:
    """Return the latest of every block, all finished trips, and all notices."""
    if kept is None:
        return newer
    return replace(
        newer,
        location=newer.location or kept.location,
        trips=kept.trips + newer.trips,
        notices=kept.notices + newer.notices,
    )
