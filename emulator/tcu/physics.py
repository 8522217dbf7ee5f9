"""What flows in a car between two events, in closed form.

Between events the facts stand still, so each quantity follows from its value at the
last event. To look changes nothing; an event begins by settling them.
"""

from msgspec import Struct

from . import battery_12v, charging, climate
from .equipment import Equipment
from .report import EngineState
from .route import Place
from .state import CarState, Quantities


class Moment(Struct, frozen=True):
    """A car at one moment."""

    equipment: Equipment
    state: CarState
    quantities: Quantities

    @property
    def at(self) -> float:
        """The moment, world time."""
        return self.quantities.at

    @property
    def powered(self) -> bool:
        """Whether the 12 V battery carries the TCU."""
        return self.quantities.battery_12v_v > battery_12v.FLAT_V

    @property
    def engine(self) -> EngineState:
        """Who runs the engine: nobody once tank or battery is empty."""
        if self.quantities.energy <= 0:
            return EngineState.OFF
        if self.state.ignition:
            return EngineState.KEY
        return EngineState.REMOTE if self.state.remote_run else EngineState.OFF

    @property
    def climate_c(self) -> float | None:
        """What the cabin is brought to; None while the climate is off."""
        return _climate_c(self.state) if self.quantities.energy > 0 else None


def look(equipment: Equipment, state: CarState, now: float) -> Moment:
    """Return the car at `now`, which is not before the last event."""
    return Moment(equipment, state, flow(equipment, state, now))


def flow(equipment: Equipment, state: CarState, now: float) -> Quantities:
    """Return the quantities at `now`."""
    past = state.quantities
    if now == past.at:
        return past
    place = _place(state, now)
    km = _driven_km(state, now)
    return Quantities(
        at=now,
        place=place,
        odometer_km=past.odometer_km + km,
        energy=_energy(equipment, state, km, now - past.at),
        cabin_c=_cabin_c(state, place, now),
        tyre_heat_c=climate.tyre_heat_c(
            past.tyre_heat_c, state.motion is not None, now - past.at
        ),
        battery_12v_v=_battery_12v_v(equipment, state, now),
    )


def is_charging(equipment: Equipment, state: CarState) -> bool:
    """Return whether the cable charges: it rests while the ignition is ON."""
    if equipment.battery is None or not state.plugged:
        return False
    if state.ignition or state.charging_halted:
        return False
    return state.quantities.energy < equipment.battery.capacity_kwh


def full_at(equipment: Equipment, state: CarState) -> float | None:
    """Return when the charging that goes on will end, if nothing happens before."""
    if equipment.battery is None or not is_charging(equipment, state):
        return None
    past = state.quantities
    return past.at + charging.seconds_to_full(equipment.battery, past.energy)


def exhausted_at(equipment: Equipment, state: CarState) -> float | None:
    """Return when tank or battery will be empty, if nothing happens before."""
    past = state.quantities
    if not _runs(state):
        return None
    if state.motion is None:
        per_s = _standing_per_s(equipment, state)
        return past.at + past.energy / per_s if per_s else None
    route, began_at = state.motion.route, state.motion.began_at
    km = route.km_at(past.at - began_at) + past.energy / equipment.energy.per_km
    return began_at + route.offset_at(km) if km < route.length_km else None


def _runs(state: CarState) -> bool:
    return state.running and state.quantities.energy > 0


def _climate_c(state: CarState) -> float | None:
    if state.ignition:
        return state.target_c if state.hvac else None
    if state.remote_run:
        wish = state.remote_run.cabin
        return wish.target_c if wish.hvac else None
    return state.climate_run.target_c if state.climate_run else None


def _standing_per_s(equipment: Equipment, state: CarState) -> float:
    """Return what standing takes; a plugged car's climate takes from the grid."""
    by_grid = state.plugged and not state.ignition
    return equipment.energy.idle_per_s if state.running and not by_grid else 0.0


def _place(state: CarState, now: float) -> Place:
    past = state.quantities.place
    if state.motion is None:
        return past
    offset = now - state.motion.began_at
    return state.motion.route.place_at(offset, past.heading_deg)


def _driven_km(state: CarState, now: float) -> float:
    if state.motion is None:
        return 0.0
    route, began_at = state.motion.route, state.motion.began_at
    return route.km_at(now - began_at) - route.km_at(state.quantities.at - began_at)


def _energy(equipment: Equipment, state: CarState, km: float, s: float) -> float:
    """Return litres or kWh: a drive takes by the kilometre, standing by the hour."""
    store, past = equipment.energy, state.quantities.energy
    if equipment.battery and is_charging(equipment, state):
        return charging.charged_kwh(equipment.battery, past, s)
    if state.motion is not None:
        return max(0.0, past - store.per_km * km)
    return max(0.0, past - _standing_per_s(equipment, state) * s)


def _cabin_c(state: CarState, place: Place, now: float) -> float:
    past, s = state.quantities, now - state.quantities.at
    target_c = _climate_c(state)
    if target_c is not None and past.energy > 0:
        return climate.conditioned_cabin_c(past.cabin_c, target_c, s)
    before = climate.ambient_c(past.at, past.place)
    after = climate.ambient_c(now, place)
    return climate.unused_cabin_c(past.cabin_c, before, after, s)


def _battery_12v_v(equipment: Equipment, state: CarState, now: float) -> float:
    past, s = state.quantities, now - state.quantities.at
    if _runs(state) or is_charging(equipment, state):
        return battery_12v.supplied(past.battery_12v_v, s)
    awake_s = s if state.running else min(s, max(0.0, state.awake_until - past.at))
    return battery_12v.drained(past.battery_12v_v, awake_s, s - awake_s)
