"""A car's beginning: parked, locked, asleep, its last report waiting to be taken."""

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
    filled: float,
) -> CarState:
    """Return the state of a car whose ignition was turned OFF at `since`.

    `filled` is the share of tank or battery, 0 to 1. It was locked a minute later, and
    what it reported then waits in `sent`, so that the cloud can know it.
    """
    locked_at = since + _LOCKED_AFTER_S
    quantities = Quantities(
        at=locked_at,
        place=place,
        odometer_km=odometer_km,
        energy=equipment.energy.capacity * filled,
        cabin_c=ambient_c(locked_at, place),
        tyre_heat_c=0.0,
        battery_12v_v=FULL_V,
    )
    state = CarState(
        quantities=quantities,
        ignition=False,
        ignition_at=since,
        locked=True,
        locked_at=locked_at,
        awake_until=locked_at,
        reported_at=locked_at,
    )
    machine = Machine("", 0, equipment, state)
    radio.stay_awake(machine, locked_at)
    radio.tell(machine, locked_at)
    return state
