"""A car's beginning: parked, locked, asleep, its last report waiting to be taken."""

from datetime import UTC

from . import radio
from .battery_12v import FULL_V
from .climate import ambient_c
from .equipment import Equipment
from .machine import Machine
from .route import Place
from .state import CarState, Quantities

_LOCKED_AFTER_S = 60.0


def parked(
    equipment: Equipment,
    *,
    since: float,
    place: Place,
    odometer_km: float,
    level_pct: float,
) -> CarState:
    """Return the state of a car locked at `since`, a minute after ignition OFF.

    `level_pct` is of tank or battery. What the car reported then waits to be taken, so
    that the cloud can know it.
    """
    quantities = Quantities(
        at=since,
        place=place,
        odometer_km=odometer_km,
        energy=equipment.energy.capacity * level_pct / 100,
        cabin_c=ambient_c(since, place),
        tyre_heat_c=0.0,
        battery_12v_v=FULL_V,
    )
    state = CarState(
        quantities=quantities,
        ignition=False,
        ignition_at=since - _LOCKED_AFTER_S,
        locked_at=since,
        armed=True,
        awake_until=since + equipment.tcu.awake_s,
        reported_at=since,
    )
    radio.tell(Machine("", 0, UTC, equipment, state), since)
    return state
