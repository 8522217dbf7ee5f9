"""The engine, started from afar (R4-R6, protocol 5.4)."""

from collections.abc import Iterator

from . import radio, theft
from .machine import Machine
from .orders import CabinWish, StartEngine, StopEngine
from .outcome import Done, NotDone, Refusal
from .report import Opening
from .state import RemoteRun

RUN_S = 10 * 60.0
MOST_STARTS = 2
# Share of the tank below which it is not started (convention).
LEAST_STORE = 0.1


def start(order: StartEngine, machine: Machine, now: float) -> Done | NotDone:
    """Start the engine, or let it run longer; counts as a start, `double` as two."""
    starts = 2 if order.double else 1
    if obstacle := next(_obstacles(machine, now, starts), None):
        return NotDone(obstacle)
    radio.stay_awake(machine, now)
    state = machine.state
    run = state.remote_run or RemoteRun(now, _usual_cabin(machine))
    cabin = order.cabin or run.cabin
    state.remote_run = RemoteRun(run.until + starts * RUN_S, cabin)
    state.remote_starts += starts
    state.remote_started_at = now
    radio.tell(machine, now)
    return Done()


def stop(order: StopEngine, machine: Machine, now: float) -> Done | NotDone:
    """End a run early; what the key started is not stopped (R4)."""
    if machine.state.ignition:
        return NotDone(Refusal.IGNITION_ON)
    if machine.state.remote_run is None:
        return NotDone(Refusal.NOT_RUNNING)
    end(machine, now)
    return Done()


def end(machine: Machine, now: float) -> None:
    """End a run; the car says so."""
    radio.stay_awake(machine, now)
    machine.state.remote_run = None
    radio.tell(machine, now)


def _usual_cabin(machine: Machine) -> CabinWish:
    """Return what a start without a wish does: cool or heat as the dial says (R6)."""
    state = machine.state
    left_on = state.hvac or not machine.equipment.keeps_climate
    return CabinWish(state.target_c, hvac=left_on)


def _obstacles(machine: Machine, now: float, starts: int) -> Iterator[Refusal]:
    """Give what stands in the way of a start (protocol 5.4)."""
    state, energy = machine.state, machine.look(now).quantities.energy
    if state.ignition:
        yield Refusal.IGNITION_ON
    if Opening.HOOD in state.open:
        yield Refusal.HOOD_OPEN
    if state.hazard_lights:
        yield Refusal.HAZARD_LIGHTS_ON
    if not state.in_park:
        yield Refusal.NOT_IN_PARK
    if theft.alarm_sounds(state, now):
        yield Refusal.ALARM_SOUNDING
    if energy < LEAST_STORE * machine.equipment.energy.capacity:
        yield Refusal.FUEL_LOW
    if state.remote_starts + starts > MOST_STARTS:
        yield Refusal.START_LIMIT
