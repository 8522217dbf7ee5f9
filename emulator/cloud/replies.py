"""The remote command reply that every command leaves in the history (R9).

The maker's keys where he has one (protocol 7), else `custom`.
"""

from typing import Final

from emulator.tcu.orders import (
    Order as CarOrder,
    StartCharging,
    StartClimate,
    StartEngine,
    StopCharging,
    StopClimate,
    suffix,
)
from emulator.tcu.outcome import Done, NotDone, Refusal

from .errands import Cause, Command, Outcome, Withheld
from .inbox import Content
from .orders import Order

CATEGORY: Final = "remotecontrol"
DONE: Final = "DONE"
NOT_REACHABLE: Final = "NOT_REACHABLE"
_CUSTOM = "custom"
_PRIORITY: Final = 0

_KEYS_DONE: dict[type[CarOrder], str] = {
    StartEngine: "remote.start.engine",
    StartClimate: "hvac.autostart",
    StopClimate: "hvac.autostop",
    StartCharging: "battery.charge.in.progress",
    StopCharging: "battery.ended.charge",
}
_KEYS_REFUSED: dict[type[CarOrder], str] = {
    StartEngine: "remote.start.unavailable",
    StartClimate: "hvac.technical.issue",
    StartCharging: "charge.failure",
}
# Refusals for which the maker has a key of their own.
_OWN_KEYS: dict[tuple[type[CarOrder], Refusal | Cause | None], str] = {
    (StartClimate, Refusal.IGNITION_ON): "hvac.vehicle.in.use",
    (StartClimate, Refusal.BATTERY_LOW): "hvac.traction.battery.low",
    (StartClimate, Refusal.NOT_PLUGGED): "hvac.vehicle.not.connected.power",
    (StartCharging, Refusal.NOT_PLUGGED): "plug.connection.issue",
    (StartCharging, Refusal.ALREADY_CHARGED): "battery.charge.unavailable",
}


def reply(order: Order) -> Content | None:
    """Return what an order's end leaves in the history; None if it is no command."""
    if not isinstance(order.errand, Command):
        return None
    told = order.errand.order
    kind, data = type(told), {"actionId": order.order_id, "command": suffix(told)}
    if isinstance(order.outcome, Done):
        key, data["result"] = _KEYS_DONE.get(kind, _CUSTOM), DONE
        return Content(CATEGORY, key, _PRIORITY, data)
    why = _why(order.outcome)
    data["result"] = why.name if why else NOT_REACHABLE
    key = _KEYS_REFUSED.get(kind, _CUSTOM)
    return Content(CATEGORY, _OWN_KEYS.get((kind, why), key), _PRIORITY, data)


def _why(outcome: Outcome | None) -> Refusal | Cause | None:
    match outcome:
        case NotDone():
            return outcome.refusal
        case Withheld():
            return outcome.cause
        case _:
            return None
