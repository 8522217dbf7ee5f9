"""Horn and lights, called for from afar (R3)."""

from .machine import Machine
from .orders import Signal, StopSignal
from .outcome import Done, NotDone, Refusal
from .report import LOCKABLE
from .state import CarState, Signalling

QUIET_S = 5 * 60.0


def start(order: Signal, machine: Machine, now: float) -> Done | NotDone:
    """Sound or flash; only some time after the car was left and locked (R3)."""
    state = machine.state
    if state.ignition:
        return NotDone(Refusal.IGNITION_ON)
    if standing := state.open & LOCKABLE:
        return NotDone(Refusal.DOOR_OPEN, doors=tuple(sorted(standing)))
    if not state.locked:
        return NotDone(Refusal.TOO_EARLY)
    allowed_at = _left_at(state) + QUIET_S
    if now < allowed_at:
        return NotDone(Refusal.TOO_EARLY, allowed_at=allowed_at)
    state.signal = Signalling(order.target, now + order.duration_s)
    return Done()


def stop(order: StopSignal, machine: Machine, now: float) -> Done:
    """Be quiet and dark."""
    end(machine, now)
    return Done()


def end(machine: Machine, now: float) -> None:
    """End a signal."""
    machine.state.signal = None


def _left_at(state: CarState) -> float:
    """Return since when a locked car has been OFF, closed and locked."""
    return max(state.ignition_at, state.locked_at, state.closed_at or 0.0)
