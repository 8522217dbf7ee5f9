"""What a car does with an order that reached it: one row for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import charge_control, horn_lights, hvac, locks, orders, remote_engine, security
from .equipment import RemoteService
from .machine import Machine
from .orders import Order
from .outcome import Done, NotDone, Refusal


@dataclass(frozen=True, slots=True)
class Row:
    """What an order needs and does; a `coded` one wants a proof (R1, R4)."""

    service: RemoteService
    act: Callable[[Any, Machine, float], Done | NotDone]
    coded: bool = False


_ROWS: dict[type[Order], Row] = {
    orders.Lock: Row("lock", locks.lock, coded=True),
    orders.Unlock: Row("lock", locks.unlock, coded=True),
    orders.StartEngine: Row("engine_start", remote_engine.start, coded=True),
    orders.StopEngine: Row("engine_start", remote_engine.stop, coded=True),
    orders.Signal: Row("horn_lights", horn_lights.start),
    orders.StopSignal: Row("horn_lights", horn_lights.stop),
    orders.StartClimate: Row("climate", hvac.start),
    orders.StopClimate: Row("climate", hvac.stop),
    orders.StartCharging: Row("charging", charge_control.start),
    orders.StopCharging: Row("charging", charge_control.stop),
}


def obey(
    order: Order, machine: Machine, now: float, user_id: str, proof: str
) -> Done | NotDone:
    """Do what was ordered, if the user may and the car can."""
    row = _ROWS[type(order)]
    if row.service not in machine.equipment.remote:
        return NotDone(Refusal.NOT_EQUIPPED)
    if machine.equipment.security != "none" and (proof or row.coded):
        name = f"{machine.vin}/{orders.suffix(order)}"
        if refused := security.check(machine, now, user_id, name, proof):
            return refused
    return row.act(order, machine, now)
