"""The climate of an electric car, switched on from afar without the drive.

Its times and its least charge are those of a Leaf (protocol 5.3) or a convention.
"""

from msgspec.structs import replace

from . import radio
from .machine import Machine
from .orders import StartClimate, StopClimate
from .outcome import Done, NotDone, Refusal
from .state import ClimatePlan, ClimateRun

PLUGGED_S = 2 * 3600.0
UNPLUGGED_S = 15 * 60.0
# Share of the battery below which it does not run without the cable.
LEAST_STORE = 0.15


def start(order: StartClimate, machine: Machine, now: float) -> Done | NotDone:
    """Start now, or plan to; a later start replaces the target and the end."""
    if order.start_at is not None and order.start_at > now:
        machine.state.climate_plan = ClimatePlan(order.target_c, order.start_at)
        radio.tell(machine, now)
        return Done()
    return _begin(order.target_c, machine, now)


def stop(order: StopClimate, machine: Machine, now: float) -> Done | NotDone:
    """Switch off what was switched on from afar, and forget what was planned."""
    state = machine.state
    if state.ignition:
        return NotDone(Refusal.IGNITION_ON)
    if state.climate_run is None and state.climate_plan is None:
        return NotDone(Refusal.NOT_RUNNING)
    state.climate_plan = None
    end(machine, now)
    return Done()


def begin_planned(machine: Machine, now: float) -> None:
    """Start as planned, if the car lets it."""
    plan = machine.state.climate_plan
    machine.state.climate_plan = None
    if plan and isinstance(_begin(plan.target_c, machine, now), NotDone):
        radio.tell(machine, now)


def end(machine: Machine, now: float) -> None:
    """End a run; the car says so."""
    radio.stay_awake(machine, now)
    machine.state.climate_run = None
    radio.tell(machine, now)


def cable_changed(machine: Machine, now: float) -> None:
    """Shorten or lengthen a run after the cable was plugged in or pulled out."""
    run = machine.state.climate_run
    if run is None:
        return
    by_cable = run.began_at + PLUGGED_S
    until = by_cable if machine.state.plugged else min(run.until, now + UNPLUGGED_S)
    machine.state.climate_run = replace(run, until=until)


def _begin(target_c: float, machine: Machine, now: float) -> Done | NotDone:
    state = machine.state
    if state.ignition:
        return NotDone(Refusal.IGNITION_ON)
    least = LEAST_STORE * machine.equipment.energy.capacity
    if not state.plugged and machine.look(now).quantities.energy < least:
        return NotDone(Refusal.BATTERY_LOW)
    radio.stay_awake(machine, now)
    lasts_s = PLUGGED_S if state.plugged else UNPLUGGED_S
    state.climate_run = ClimateRun(target_c, now, now + lasts_s)
    radio.tell(machine, now)
    return Done()
