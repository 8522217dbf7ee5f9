"""Central locking, by key and by command (R1, R2).

Each door and the hatch has a lock; the car is locked when all of them are.
"""

from . import radio
from .equipment import Equipment
from .machine import Machine
from .orders import Lock, LockTarget, Unlock
from .outcome import Done, NotDone, Refusal
from .report import LOCKABLE, Opening


def lock(order: Lock, machine: Machine, now: float) -> Done | NotDone:
    """Lock from afar, unless the key is inside or a door stands open (R2)."""
    state = machine.state
    part = _part(order.target, machine.equipment)
    if state.ignition:
        return NotDone(Refusal.IGNITION_ON)
    if state.key_inside:
        return NotDone(Refusal.KEY_INSIDE)
    if standing := state.open & part:
        return NotDone(Refusal.DOOR_OPEN, doors=tuple(sorted(standing)))
    change(machine, now, state.unlocked - part)
    return Done()


def unlock(order: Unlock, machine: Machine, now: float) -> Done | NotDone:
    """Unlock from afar (R1)."""
    if machine.state.ignition:
        return NotDone(Refusal.IGNITION_ON)
    part = _part(order.target, machine.equipment)
    change(machine, now, machine.state.unlocked | part)
    return Done()


def change(machine: Machine, now: float, unlocked: frozenset[Opening]) -> None:
    """Leave just these `unlocked`, from outside; the car tells if that is news.

    To lock again after a drive is news: it arms the car. To unlock ends the alarm (T1).
    """
    state = machine.state
    if unlocked == state.unlocked and (unlocked or state.armed):
        return
    radio.stay_awake(machine, now)
    if unlocked - state.unlocked:
        state.alarm_at = None
    state.unlocked, state.locked_at = unlocked, now
    state.armed = state.locked
    radio.tell(machine, now)


def _part(target: LockTarget, equipment: Equipment) -> frozenset[Opening]:
    match target:
        case "doors_hatch":
            return LOCKABLE
        case "driver_s_door":
            return frozenset({equipment.drivers_door})
        case "hatch":
            return frozenset({Opening.HATCH})
