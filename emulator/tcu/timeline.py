"""Moments that matter to a car of themselves, worked out ahead from its state.

Each, when it happens, ends its own cause or puts it off: the next lies later.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from . import (
    horn_lights,
    hvac,
    monitoring,
    physics,
    radio,
    remote_engine,
    security,
    settings,
)
from .machine import Machine
from .state import CarState


class Due(Struct, frozen=True):
    """What happens at a moment."""

    at: float
    happen: Callable[[Machine, float], None]


def first_due(machine: Machine) -> Due | None:
    """Return what comes next; of two at one moment the one listed first."""
    return min(_dues(machine), key=lambda due: due.at, default=None)


def _dues(machine: Machine) -> Iterator[Due]:
    equipment, state = machine.equipment, machine.state
    if state.motion:
        yield Due(state.motion.began_at + state.motion.route.duration_s, _arrive)
    if exhausted_at := physics.exhausted_at(equipment, state):
        yield Due(exhausted_at, _run_dry)
    if full_at := physics.full_at(equipment, state):
        yield Due(full_at, _be_full)
    if state.ignition:
        yield Due(state.reported_at + equipment.tcu.report_every_s, radio.tell)
    if change_at := monitoring.next_change_at(machine):
        yield Due(change_at, monitoring.change)
    if takes_over_at := settings.takes_over_at(machine):
        yield Due(takes_over_at, settings.take_over)
    yield from _ends(state)


def _ends(state: CarState) -> Iterator[Due]:
    """Give the ends of what was begun from afar."""
    if state.remote_run:
        yield Due(state.remote_run.until, remote_engine.end)
    if state.climate_run:
        yield Due(state.climate_run.until, hvac.end)
    if state.climate_plan:
        yield Due(state.climate_plan.at, hvac.begin_planned)
    if state.signal:
        yield Due(state.signal.until, horn_lights.end)
    for code in state.codes.values():
        if code.being_set:
            yield Due(code.being_set.until, security.give_up)


def _arrive(machine: Machine, now: float) -> None:
    """End the drive; the ignition stays ON."""
    machine.settle(now)
    machine.state.motion = None


def _run_dry(machine: Machine, now: float) -> None:
    """Stop where tank or battery is empty; the ignition stays ON."""
    machine.settle(now)
    state = machine.state
    state.quantities = replace(state.quantities, energy=0.0)
    state.motion = None
    if state.remote_run:
        remote_engine.end(machine, now)
    if state.climate_run:
        hvac.end(machine, now)


def _be_full(machine: Machine, now: float) -> None:
    """End charging; the car says so."""
    radio.stay_awake(machine, now)
    full = machine.equipment.energy.capacity
    machine.state.quantities = replace(machine.state.quantities, energy=full)
    radio.tell(machine, now)
