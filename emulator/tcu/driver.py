"""What each deed of a person at the car does; one function for each.

Each looks first whether it can be, so that a refusal changes nothing.
"""

from functools import singledispatch

from msgspec.structs import replace

from . import deeds, health, hvac, locks, radio, security, theft, trips
from .deeds import Refused
from .machine import Machine
from .report import LOCKABLE, Notice
from .route import moved
from .state import Motion

_TOWED_KM = 0.5


@singledispatch
def act(deed: deeds.ByHand, machine: Machine, now: float) -> None:
    """Let the deed happen; raises Refused."""
    raise NotImplementedError(deed)


@act.register
def _ignition_on(deed: deeds.IgnitionOn, machine: Machine, now: float) -> None:
    state = machine.state
    if state.ignition:
        return
    _check_12v(machine, now)
    machine.settle(now)
    state.ignition, state.ignition_at = True, now
    state.trip = trips.begin(state.quantities)
    _take_over(machine)
    security.ignition_on(machine)
    radio.tell(machine, now, notices=health.ignition_on(machine, now))


@act.register
def _ignition_off(deed: deeds.IgnitionOff, machine: Machine, now: float) -> None:
    state = machine.state
    if state.trip is None:
        return
    radio.stay_awake(machine, now)
    trip = trips.finish(state.trip, machine.equipment, state.quantities)
    state.ignition, state.ignition_at = False, now
    state.motion = state.trip = None
    security.ignition_off(machine)
    radio.tell(machine, now, trips=(trip,))


@act.register
def _open(deed: deeds.Open, machine: Machine, now: float) -> None:
    state = machine.state
    if deed.door in state.open:
        return
    radio.stay_awake(machine, now)
    state.open |= {deed.door}
    if state.locked and not state.armed:
        state.unlocked, state.locked_at = LOCKABLE, now
    notices = _broken_into(machine, now) if deed.door in LOCKABLE else ()
    radio.tell(machine, now, notices=notices)


@act.register
def _close(deed: deeds.Close, machine: Machine, now: float) -> None:
    if deed.door not in machine.state.open:
        return
    radio.stay_awake(machine, now)
    machine.state.open -= {deed.door}
    if deed.door in LOCKABLE:
        machine.state.closed_at = now
    radio.tell(machine, now)


@act.register
def _lock_with_key(deed: deeds.LockWithKey, machine: Machine, now: float) -> None:
    state = machine.state
    if standing := sorted(state.open & LOCKABLE):
        raise Refused("door_open", f"open: {', '.join(standing)}", "do")
    state.key_inside = False
    locks.change(machine, now, frozenset())


@act.register
def _unlock_with_key(deed: deeds.UnlockWithKey, machine: Machine, now: float) -> None:
    locks.change(machine, now, LOCKABLE)


@act.register
def _key_inside(deed: deeds.KeyInside, machine: Machine, now: float) -> None:
    machine.state.key_inside = deed.inside


@act.register
def _follow(deed: deeds.Follow, machine: Machine, now: float) -> None:
    state = machine.state
    if state.motion:
        raise Refused("driving", "the car drives already; stop_driving first", "do")
    if state.plugged:
        raise Refused("plugged", "the charging cable is plugged in", "do")
    if machine.look(now).quantities.energy <= 0:
        raise Refused("empty", "tank or battery is empty", "do")
    _check_12v(machine, now)
    machine.settle(now)
    first = deed.route.place_at(0, state.quantities.place.heading_deg)
    state.quantities = replace(state.quantities, place=first)
    act(deeds.IgnitionOn(), machine, now)
    state.in_park = True
    state.motion = Motion(deed.route, now)


@act.register
def _stop_driving(deed: deeds.StopDriving, machine: Machine, now: float) -> None:
    if machine.state.motion is None:
        raise Refused("not_driving", "the car does not drive", "do")
    machine.settle(now)
    machine.state.motion = None


@act.register
def _break_in(deed: deeds.BreakIn, machine: Machine, now: float) -> None:
    door = machine.equipment.drivers_door
    if door in machine.state.open:
        return
    radio.stay_awake(machine, now)
    machine.state.open |= {door}
    radio.tell(machine, now, notices=_broken_into(machine, now))


@act.register
def _tow(deed: deeds.Tow, machine: Machine, now: float) -> None:
    state = machine.state
    if state.ignition:
        raise Refused("ignition_on", "a tow is without ignition; it is ON", "do")
    machine.settle(now)
    place = state.quantities.place
    towed = moved(place, place.heading_deg, _TOWED_KM)
    state.quantities = replace(state.quantities, place=towed)
    if notices := theft.disturb(machine, now, "burglar.tow.info"):
        radio.stay_awake(machine, now)
        radio.tell(machine, now, notices=notices)


@act.register
def _refuel(deed: deeds.Refuel, machine: Machine, now: float) -> None:
    state, tank = machine.state, machine.equipment.tank
    if tank is None:
        raise Refused("no_tank", "the car has no tank", "do")
    _check_stands(machine)
    machine.settle(now)
    past = state.quantities
    litres = min(deed.litres, tank.capacity_l - past.energy)
    state.quantities = replace(past, energy=past.energy + litres)
    state.trip = trips.shifted(state.trip, energy=litres)


@act.register
def _plug(deed: deeds.Plug, machine: Machine, now: float) -> None:
    state = machine.state
    _check_socket(machine)
    _check_stands(machine)
    if state.plugged:
        return
    radio.stay_awake(machine, now)
    state.plugged, state.plugged_at = True, now
    state.charging_halted = False
    hvac.cable_changed(machine, now)
    radio.tell(machine, now)


@act.register
def _unplug(deed: deeds.Unplug, machine: Machine, now: float) -> None:
    state = machine.state
    _check_socket(machine)
    if not state.plugged:
        return
    radio.stay_awake(machine, now)
    state.plugged, state.unplugged_at = False, now
    hvac.cable_changed(machine, now)
    radio.tell(machine, now)


@act.register
def _privacy(deed: deeds.Privacy, machine: Machine, now: float) -> None:
    if machine.state.privacy == deed.on:
        return
    radio.stay_awake(machine, now)
    machine.state.privacy = deed.on
    radio.tell(machine, now)


@act.register
def _hazard_lights(deed: deeds.HazardLights, machine: Machine, now: float) -> None:
    machine.state.hazard_lights = deed.on


@act.register
def _set_cabin_temperature(
    deed: deeds.SetCabinTemperature, machine: Machine, now: float
) -> None:
    machine.settle(now)
    machine.state.target_c = deed.celsius


@act.register
def _climate(deed: deeds.Climate, machine: Machine, now: float) -> None:
    machine.settle(now)
    machine.state.hvac = deed.on


@act.register
def _shift(deed: deeds.Shift, machine: Machine, now: float) -> None:
    _check_stands(machine)
    machine.state.in_park = deed.gear == "P"


def _broken_into(machine: Machine, now: float) -> tuple[Notice, ...]:
    return theft.disturb(machine, now, "burglar.car.stolen")


def _take_over(machine: Machine) -> None:
    """End what runs from afar: the key wins, and starts count from here (R4, R5)."""
    state = machine.state
    state.armed = False
    state.remote_run = state.climate_run = state.signal = None
    state.remote_starts = 0


def _check_12v(machine: Machine, now: float) -> None:
    if not machine.look(now).powered:
        raise Refused("battery_12v_flat", "the 12 V battery is flat", "do")


def _check_stands(machine: Machine) -> None:
    if machine.state.motion:
        raise Refused("driving", "the car drives", "do")


def _check_socket(machine: Machine) -> None:
    if machine.equipment.battery is None:
        raise Refused("no_socket", "the car has no charging socket", "do")
