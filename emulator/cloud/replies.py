"""The remote command reply that every command leaves in the history (R9).

The maker's keys where he has one (protocol 7), else `custom`; the words are ours.
"""

from dataclasses import dataclass

from emulator.tcu.orders import (
    Lock,
    Order as CarOrder,
    Signal,
    StartCharging,
    StartClimate,
    StartEngine,
    StopCharging,
    StopClimate,
    StopEngine,
    StopSignal,
    Unlock,
    suffix,
)
from emulator.tcu.outcome import Done, NotDone, Refusal

from .errands import Cause, Command, Outcome, Withheld
from .inbox import Notice
from .orders import Order

CATEGORY = "remotecontrol"
_CUSTOM = "custom"


@dataclass(frozen=True)
class Words:
    """What is said of one command: its title, its success, and the maker's keys."""

    title: str
    done: str
    key_done: str = _CUSTOM
    key_refused: str = _CUSTOM


_WORDS: dict[type[CarOrder], Words] = {
    Lock: Words("Remote lock", "The car is locked."),
    Unlock: Words("Remote unlock", "The car is unlocked."),
    Signal: Words("Horn and lights", "The car gives a signal."),
    StopSignal: Words("Horn and lights", "The signal has ended."),
    StartEngine: Words(
        "Remote engine start",
        "The engine runs.",
        "remote.start.engine",
        "remote.start.unavailable",
    ),
    StopEngine: Words("Remote engine stop", "The engine is off."),
    StartClimate: Words(
        "Remote climate",
        "The climate is set.",
        "hvac.autostart",
        "hvac.technical.issue",
    ),
    StopClimate: Words("Remote climate", "The climate is off.", "hvac.autostop"),
    StartCharging: Words(
        "Remote charging",
        "The battery is being charged.",
        "battery.charge.in.progress",
        "charge.failure",
    ),
    StopCharging: Words(
        "Remote charging", "Charging has been stopped.", "battery.ended.charge"
    ),
}
_REASONS: dict[Refusal | Cause, str] = {
    Refusal.CONTACT_SRC: "the security code is needed",
    Refusal.KEY_INSIDE: "the key is in the car",
    Refusal.DOOR_OPEN: "a door or the hatch is open",
    Refusal.IGNITION_ON: "the ignition is ON",
    Refusal.TOO_EARLY: "less than 5 minutes after ignition OFF and locking",
    Refusal.START_LIMIT: "two remote starts; start it by hand first",
    Refusal.HOOD_OPEN: "the hood is open",
    Refusal.HAZARD_LIGHTS_ON: "the hazard lights are on",
    Refusal.NOT_IN_PARK: "the gear is not in P",
    Refusal.ALARM_SOUNDING: "the alarm is sounding",
    Refusal.FUEL_LOW: "too little fuel",
    Refusal.BATTERY_LOW: "the battery is too low",
    Refusal.NOT_PLUGGED: "the cable is not plugged in",
    Refusal.ALREADY_CHARGED: "the battery is full",
    Refusal.NOT_RUNNING: "it is not running",
    Refusal.NOT_EQUIPPED: "the car does not have it",
    Refusal.WRONG_CODE: "the security code is wrong",
    Refusal.BLOCKED: "too many wrong security codes",
    Refusal.CHALLENGE_INVALID: "the proof is not valid",
    Refusal.NOT_ENROLLED: "no security code is set",
    Refusal.IGNITION_STEPS_MISSED: "the ignition steps were missed",
    Cause.DEVICE_NOT_REGISTERED: "the device is not registered",
}
# Refusals for which the maker has a key of their own.
_OWN_KEYS: dict[tuple[type[CarOrder], Refusal | Cause | None], str] = {
    (StartClimate, Refusal.IGNITION_ON): "hvac.vehicle.in.use",
    (StartClimate, Refusal.BATTERY_LOW): "hvac.traction.battery.low",
    (StartClimate, Refusal.NOT_PLUGGED): "hvac.vehicle.not.connected.power",
    (StartCharging, Refusal.NOT_PLUGGED): "plug.connection.issue",
    (StartCharging, Refusal.ALREADY_CHARGED): "battery.charge.unavailable",
}


def reply(order: Order) -> Notice | None:
    """Return what an order's end leaves in the history; None if it is no command."""
    if not isinstance(order.errand, Command):
        return None
    told, words = order.errand.order, _WORDS[type(order.errand.order)]
    data = {"actionId": order.order_id, "command": suffix(told)}
    if isinstance(order.outcome, Done):
        data["result"] = "DONE"
        return Notice(CATEGORY, words.key_done, words.title, words.done, data)
    why = _why(order.outcome)
    data["result"] = why.name if why else "NOT_REACHABLE"
    reason = _REASONS[why] if why else "the car could not be reached in time"
    key = _OWN_KEYS.get((type(told), why)) or words.key_refused
    return Notice(CATEGORY, key, words.title, f"Not done: {reason}.", data)


def _why(outcome: Outcome | None) -> Refusal | Cause | None:
    match outcome:
        case NotDone():
            return outcome.refusal
        case Withheld():
            return outcome.cause
        case _:
            return None
