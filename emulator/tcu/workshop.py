"""What each deed of the workshop does, or of wear and time; one function for each."""

from functools import singledispatch
from typing import get_args

from msgspec.structs import replace

from emulator.draw import draw

from . import deeds, health, radio, settings, trips
from .deeds import Refused
from .machine import Machine
from .report import Warning, Wheel

_WHEELS: tuple[Wheel, ...] = get_args(Wheel.__value__)


@singledispatch
def act(deed: deeds.InWorkshop, machine: Machine, now: float) -> None:
    """Let the deed happen; raises Refused."""
    raise NotImplementedError(deed)


@act.register
def _break(deed: deeds.Break, machine: Machine, now: float) -> None:
    _check_monitored(deed.warning, machine)
    state = machine.state
    notices = health.light(machine, now, deed.warning)
    if deed.warning is Warning.TIRE_PRESSURE and state.low_tyre is None:
        share = draw(machine.seed, machine.vin, "low_tyre", state.tyres_lost)
        state.low_tyre = _WHEELS[int(share * len(_WHEELS))]
        state.tyres_lost += 1
    if state.ignition:
        radio.tell(machine, now, notices=notices)


@act.register
def _repair(deed: deeds.Repair, machine: Machine, now: float) -> None:
    _check_monitored(deed.warning, machine)
    health.repair(machine, deed.warning)
    if deed.warning is Warning.TIRE_PRESSURE:
        machine.state.low_tyre = None


@act.register
def _set_odometer(deed: deeds.SetOdometer, machine: Machine, now: float) -> None:
    machine.settle(now)
    state, past = machine.state, machine.state.quantities
    state.trip = trips.shifted(state.trip, km=deed.km - past.odometer_km)
    state.quantities = replace(past, odometer_km=deed.km)


@act.register
def _set_battery_12v(deed: deeds.SetBattery12v, machine: Machine, now: float) -> None:
    machine.settle(now)
    past = machine.state.quantities
    machine.state.quantities = replace(past, battery_12v_v=deed.volts)


@act.register
def _replace_tcu(deed: deeds.ReplaceTcu, machine: Machine, now: float) -> None:
    machine.settle(now)
    machine.state.radio = replace(machine.state.radio, tcu=True)
    machine.state.kept = None
    settings.forget(machine)


def _check_monitored(warning: Warning, machine: Machine) -> None:
    if warning not in machine.equipment.warnings:
        raise Refused("not_equipped", f"the car does not monitor {warning}", "warning")
