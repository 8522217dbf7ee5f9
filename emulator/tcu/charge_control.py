"""Charging, started and stopped from afar (protocol 5.3)."""

from . import physics, radio
from .machine import Machine
from .orders import StartCharging, StopCharging
from .outcome import Done, NotDone, Refusal


def start(order: StartCharging, machine: Machine, now: float) -> Done | NotDone:
    """Let the cable charge again."""
    state = machine.state
    if not state.plugged:
        return NotDone(Refusal.NOT_PLUGGED)
    if state.ignition:
        return NotDone(Refusal.IGNITION_ON)
    if machine.look(now).quantities.energy >= machine.equipment.energy.capacity:
        return NotDone(Refusal.ALREADY_CHARGED)
    _halt(machine, now, halted=False)
    return Done()


def stop(order: StopCharging, machine: Machine, now: float) -> Done | NotDone:
    """Stop the charging that goes on."""
    if not machine.state.plugged:
        return NotDone(Refusal.NOT_PLUGGED)
    if not physics.is_charging(machine.equipment, machine.state):
        return NotDone(Refusal.NOT_RUNNING)
    _halt(machine, now, halted=True)
    return Done()


def _halt(machine: Machine, now: float, *, halted: bool) -> None:
    if machine.state.charging_halted == halted:
        return
    radio.stay_awake(machine, now)
    machine.state.charging_halted = halted
    radio.tell(machine, now)
