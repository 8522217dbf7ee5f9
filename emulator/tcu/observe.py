"""What a car's sensors say at one moment: the blocks of its reports."""

from collections.abc import Collection
from typing import get_args

from . import charging, climate, physics, theft
from .physics import Moment
from .report import (
    Battery,
    Block,
    Cabin,
    Cockpit,
    Engine,
    Health,
    Location,
    Locks,
    Monitoring,
    Notice,
    Pressure,
    Report,
    Trip,
    Wheel,
)

EVERYTHING: frozenset[Block] = frozenset(get_args(Block.__value__))

_HVAC_TAKES = 0.12
_TYRE_AT_C = 20.0
_ABSOLUTE_ZERO_C = -273.15
_AIR_BAR = 1.013
_LOW_TYRE_BAR = 1.5


def report(
    moment: Moment,
    blocks: Collection[Block],
    trips: tuple[Trip, ...] = (),
    notices: tuple[Notice, ...] = (),
) -> Report:
    """Return a report of those `blocks` that the car has something to say for."""
    return Report(
        at=moment.at,
        privacy=moment.state.privacy,
        cockpit=cockpit(moment) if "cockpit" in blocks else None,
        location=location(moment) if "location" in blocks else None,
        locks=locks(moment) if "locks" in blocks else None,
        battery=battery(moment) if "battery" in blocks else None,
        cabin=cabin(moment) if "cabin" in blocks else None,
        engine=engine(moment) if "engine" in blocks else None,
        health=health(moment) if "health" in blocks else None,
        pressure=pressure(moment) if "pressure" in blocks else None,
        monitoring=monitoring(moment) if "monitoring" in blocks else None,
        trips=trips,
        notices=notices,
    )


def cockpit(moment: Moment) -> Cockpit:
    """Return odometer and tank."""
    now, tank = moment.quantities, moment.equipment.tank
    if tank is None:
        return Cockpit(now.odometer_km, None, None)
    return Cockpit(now.odometer_km, now.energy, now.energy / tank.per_km)


def location(moment: Moment) -> Location | None:
    """Return the position, unless GNSS or the privacy mode denies it (F2)."""
    if moment.state.privacy or not moment.state.radio.gnss:
        return None
    place = moment.quantities.place
    return Location(place.latitude, place.longitude, place.heading_deg, moment.at)


def locks(moment: Moment) -> Locks:
    """Return central locking and those open doors that have a sensor."""
    state = moment.state
    return Locks(state.locked, state.open & moment.equipment.openings)


def battery(moment: Moment) -> Battery | None:
    """Return the traction battery, if the car has one to be charged."""
    equipment, state, now = moment.equipment, moment.state, moment.quantities
    if equipment.battery is None:
        return None
    charges = physics.is_charging(equipment, state)
    range_km = now.energy / equipment.battery.per_km
    to_full_s = charging.seconds_to_full(equipment.battery, now.energy)
    return Battery(
        level_pct=now.energy / equipment.battery.capacity_kwh * 100,
        range_km=range_km,
        range_hvac_km=range_km * (1 - _HVAC_TAKES),
        plugged=state.plugged,
        charging=charges,
        power_kw=charging.power_kw(equipment.battery, now.energy) if charges else 0.0,
        minutes_to_full=round(to_full_s / 60),
        energy_kwh=now.energy,
        temperature_c=climate.daily_mean_c(now.at, now.place),
        plugged_at=state.plugged_at,
        unplugged_at=state.unplugged_at,
    )


def cabin(moment: Moment) -> Cabin:
    """Return the climate and what it aims at, or would."""
    now, target_c = moment.quantities, moment.climate_c
    plan = moment.state.climate_plan
    return Cabin(
        hvac_on=target_c is not None,
        inside_c=now.cabin_c,
        outside_c=climate.outside_c(now.at, now.place),
        target_c=moment.state.target_c if target_c is None else target_c,
        starts_at=plan.at if plan else None,
    )


def engine(moment: Moment) -> Engine:
    """Return who runs the engine."""
    run = moment.state.remote_run
    return Engine(moment.engine, run.until if run else None)


def health(moment: Moment) -> Health:
    """Return the lamps of all warnings that the car monitors (H1)."""
    warnings = sorted(moment.equipment.warnings)
    return Health({warning: warning in moment.state.lamps for warning in warnings})


def pressure(moment: Moment) -> Pressure | None:
    """Return the tyre pressures, if the car has TPMS."""
    tpms, low = moment.equipment.tpms, moment.state.low_tyre
    if tpms is None:
        return None

    def bar(wheel: Wheel, cold_bar: float) -> float:
        return _warmed_bar(_LOW_TYRE_BAR if wheel == low else cold_bar, moment)

    return Pressure(
        front_left_bar=bar("front_left", tpms.front_bar),
        front_right_bar=bar("front_right", tpms.front_bar),
        rear_left_bar=bar("rear_left", tpms.rear_bar),
        rear_right_bar=bar("rear_right", tpms.rear_bar),
        low=frozenset({low} if low else ()),
    )


def monitoring(moment: Moment) -> Monitoring:
    """Return what is watched, what is breached, and the theft alarm."""
    state = moment.state
    return Monitoring(
        state.watch.in_force, state.watch.breaches, theft.alarm_until(state, moment.at)
    )


def _warmed_bar(cold_bar: float, moment: Moment) -> float:
    """Return the pressure of a tyre that has `cold_bar` at 20 degrees Celsius."""
    now = moment.quantities
    tyre_c = climate.outside_c(now.at, now.place) + now.tyre_heat_c
    warmth = (tyre_c - _ABSOLUTE_ZERO_C) / (_TYRE_AT_C - _ABSOLUTE_ZERO_C)
    return (cold_bar + _AIR_BAR) * warmth - _AIR_BAR
