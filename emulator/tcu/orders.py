"""What a car can be told to do over the air (R1-R6, protocol 5.3 and 5.4).

An order is data: the cloud keeps it until it reaches the car.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

type LockTarget = Literal["doors_hatch", "driver_s_door", "hatch"]
type SignalTarget = Literal["horn", "lights", "horn_lights"]
type Celsius = Annotated[float, Meta(ge=16, le=30)]
type Seconds = Annotated[float, Meta(gt=0, le=60)]
type Level = Literal[0, 1, 2]


class OrderBase(Struct, frozen=True, tag_field="order", tag=True):
    """One thing a car is told to do."""


class Lock(OrderBase, frozen=True):
    """Lock the car, or a part of it (R1, R2)."""

    target: LockTarget = "doors_hatch"


class Unlock(OrderBase, frozen=True):
    """Unlock the car, or a part of it (R1)."""

    target: LockTarget = "doors_hatch"


class CabinWish(Struct, frozen=True, forbid_unknown_fields=True):
    """What a remote start makes of the cabin (protocol 5.4, the third body).

    Degrees Celsius; seats and defrosters are off, 1 or 2.
    """

    target_c: Celsius
    hvac: bool = True
    left_seat: Level = 0
    right_seat: Level = 0
    front_defrost: Level = 0
    rear_defrost: Level = 0


class StartEngine(OrderBase, frozen=True):
    """Run the engine for 10 minutes, or 10 more if it runs remotely (R4, R5).

    `double` is a start and its extension at once: two starts, 20 minutes.
    """

    double: bool = False
    cabin: CabinWish | None = None


class StopEngine(OrderBase, frozen=True):
    """End a remote start early (R4)."""


class Signal(OrderBase, frozen=True):
    """Sound the horn, flash the lights, or both, for some seconds (R3)."""

    target: SignalTarget
    duration_s: Seconds


class StopSignal(OrderBase, frozen=True):
    """End a signal; never refused but for its proof, so it can try a code."""


class StartClimate(OrderBase, frozen=True):
    """Bring the cabin to a temperature without the drive, now or at a world time.

    A start to come replaces the one before it.
    """

    target_c: Celsius
    start_at: float | None = None


class StopClimate(OrderBase, frozen=True):
    """Switch the climate off, and forget a start of it that is still to come."""


class StartCharging(OrderBase, frozen=True):
    """Charge; the cable is plugged in."""


class StopCharging(OrderBase, frozen=True):
    """Stop charging, until told to go on or plugged in anew."""


type Order = (
    Lock
    | Unlock
    | StartEngine
    | StopEngine
    | Signal
    | StopSignal
    | StartClimate
    | StopClimate
    | StartCharging
    | StopCharging
)

_SIGNALS: dict[SignalTarget, str] = {
    "horn": "RHL/Start/HornOnly",
    "lights": "RHL/Start/LightOnly",
    "horn_lights": "RHL/Start/HornLight",
}
# The climate's names speak of ICE; that they hold for EVs too is a convention.
_SUFFIXES: dict[type[Order], str] = {
    Lock: "RLU/Lock",
    Unlock: "RLU/Unlock",
    StartEngine: "RES/Start",
    StopEngine: "RES/Stop",
    StopSignal: "RHL/Stop",
    StartClimate: "RPC_ICE/Start",
    StopClimate: "RPC_ICE/Stop",
    StartCharging: "RC/Start",
    StopCharging: "RC/Stop",
}


def suffix(order: Order) -> str:
    """Return the end of the order's name that a proof is made for (protocol 6)."""
    match order:
        case StartEngine(double=True):
            return "RES/DoubleStart"
        case Signal():
            return _SIGNALS[order.target]
        case _:
            return _SUFFIXES[type(order)]
