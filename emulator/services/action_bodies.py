"""What clients may say in the bodies of actions, and what it means (protocol 5.3, 5.4).

A field that is not named here is refused, as the maker refuses the old names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, override

from msgspec import Meta, Struct, field

from emulator.cloud import gates
from emulator.cloud.errands import Challenge, Command, Enrol, Errand
from emulator.cloud.platform import Platform
from emulator.tcu import orders
from emulator.tcu.orders import CabinWish, Level, LockTarget, Order, SignalTarget

from .devices import DeviceId
from .errors import ACCESS_DENIED, NOT_FUTURE, UNREADABLE, WireError

type Proof = Annotated[str, Meta(max_length=128)]
type Salt = Annotated[str, Meta(pattern=r"^[0-9A-Fa-f]{20}\Z")]
type GroupElement = Annotated[str, Meta(pattern=r"^[0-9A-Fa-f]{512}\Z")]
type Degrees = Annotated[str, Meta(pattern=r"^((1[6-9]|2[0-9])(\.[05])?|30(\.0)?)\Z")]
type Celsius = Annotated[str, Meta(pattern=r"^[0-9]{2}(\.[0-9]{1,3})?\Z")]
type SignalSeconds = Annotated[int, Meta(ge=1, le=60)]
type When = Annotated[datetime, Meta(tz=True)]

_LONGEST_SIGNAL_S = 60
_COLDEST_C, _WARMEST_C = 16, 30
_FARTHEST_S = 31 * 86_400.0
_SECRET_BYTES = 32


@dataclass(frozen=True)
class Sender:
    """Who says it, of which car, and when (world time); `draw` gives secret bytes."""

    user_id: str
    platform: Platform
    now: float
    draw: Callable[[int], bytes]


class Body(Struct, forbid_unknown_fields=True):
    """Attributes of an action."""

    def errand(self, sender: Sender) -> Errand:
        """Return what the car gets of it; raises WireError."""
        raise NotImplementedError


class CommandBody(Body):
    """Attributes of a command; an empty proof is none (5.4)."""

    srp: Proof | None = None

    @override
    def errand(self, sender: Sender) -> Errand:
        return Command(self.order(sender), self.srp or None)

    def order(self, sender: Sender) -> Order:
        """Return what the car is told to do; raises WireError."""
        raise NotImplementedError


class LockUnlock(CommandBody, kw_only=True):
    """Locks or unlocks; the old fields `lock` and `doorType` are refused."""

    action: Literal["lock", "unlock"]
    target: LockTarget
    duration: Literal[0] = 0
    device_id: DeviceId | None = field(name="deviceId", default=None)

    @override
    def errand(self, sender: Sender) -> Errand:
        return Command(self.order(sender), self.srp or None, self.device_id)

    @override
    def order(self, sender: Sender) -> Order:
        locks = self.action == "lock"
        return orders.Lock(self.target) if locks else orders.Unlock(self.target)


class HornLights(CommandBody, kw_only=True):
    """Signals; without an action it is a start, `double_start` takes twice as long."""

    action: Literal["start", "stop", "double_start"] = "start"
    target: SignalTarget = "horn_lights"
    duration: SignalSeconds = 5

    @override
    def order(self, sender: Sender) -> Order:
        if self.action == "stop":
            return orders.StopSignal()
        times = 2 if self.action == "double_start" else 1
        duration_s = min(times * self.duration, _LONGEST_SIGNAL_S)
        return orders.Signal(self.target, duration_s)


class EngineStart(CommandBody, kw_only=True, rename="camel"):
    """Starts or stops the engine, in any of the three known bodies (5.4)."""

    action: Literal["start", "stop", "double_start"]
    temperature_setting: Degrees | None = None
    temperature_unit: Literal[0] = 0
    hvac_function_request: Literal[0, 1] = 1
    front_left_seat_control: Level = 0
    front_right_seat_control: Level = 0
    front_defrost_mode: Level = 0
    rear_defrost_mode: Level = 0

    def __post_init__(self) -> None:
        """Refuse wishes for the cabin that would come to nothing."""
        starts = self.action != "stop"
        if self.temperature_setting is None and self._comforts():
            raise ValueError("seats and defrosters go with temperatureSetting")
        if self.temperature_setting is not None and not starts:
            raise ValueError("a stop has no temperatureSetting")

    @override
    def order(self, sender: Sender) -> Order:
        if self.action == "stop":
            return orders.StopEngine()
        return orders.StartEngine(self.action == "double_start", self._cabin())

    def _comforts(self) -> bool:
        seats = self.front_left_seat_control or self.front_right_seat_control
        return bool(seats or self.front_defrost_mode or self.rear_defrost_mode)

    def _cabin(self) -> CabinWish | None:
        if self.temperature_setting is None:
            return None
        return CabinWish(
            target_c=float(self.temperature_setting),
            hvac=bool(self.hvac_function_request),
            left_seat=self.front_left_seat_control,
            right_seat=self.front_right_seat_control,
            front_defrost=self.front_defrost_mode,
            rear_defrost=self.rear_defrost_mode,
        )


class HvacStart(CommandBody, kw_only=True, rename="camel"):
    """Starts the climate, now or later; stops it, or cancels a start to come."""

    action: Literal["start", "stop", "cancel"]
    target_temperature: float | Celsius | None = None
    start_date_time: When | None = None

    @override
    def order(self, sender: Sender) -> Order:
        start_at = self._start_at(sender.now)
        if self.action == "start":
            return orders.StartClimate(self._target_c(), start_at)
        return orders.StopClimate()

    def _target_c(self) -> float:
        target_c = float(self.target_temperature or 0)
        if not _COLDEST_C <= target_c <= _WARMEST_C:
            raise WireError(UNREADABLE, pointer="/data/attributes/targetTemperature")
        return target_c

    def _start_at(self, now: float) -> float | None:
        if self.start_date_time is None:
            return None
        start_at = self.start_date_time.timestamp()
        pointer = "/data/attributes/startDateTime"
        if start_at <= now:
            raise WireError(NOT_FUTURE, pointer=pointer)
        if start_at > now + _FARTHEST_S:
            raise WireError(UNREADABLE, pointer=pointer)
        return start_at


class ChargingStart(CommandBody, kw_only=True):
    """Starts or stops charging; each has a service of its own (3.4)."""

    action: Literal["start", "stop"]

    @override
    def order(self, sender: Sender) -> Order:
        starts = self.action == "start"
        gate = gates.charging_start if starts else gates.charging_stop
        if not gate(sender.platform):
            raise WireError(ACCESS_DENIED)
        return orders.StartCharging() if starts else orders.StopCharging()


class SrpInitiates(Body):
    """Sets a security code: salt, user, verifier (6)."""

    s: Salt
    i: str
    v: GroupElement

    @override
    def errand(self, sender: Sender) -> Errand:
        _check_identity(self.i, sender)
        return Enrol(bytes.fromhex(self.s), bytes.fromhex(self.v))


class SrpSets(Body):
    """Asks for a challenge: user and A (6)."""

    i: str
    a: GroupElement

    @override
    def errand(self, sender: Sender) -> Errand:
        _check_identity(self.i, sender)
        return Challenge(bytes.fromhex(self.a), sender.draw(_SECRET_BYTES))


class Question(Struct):
    """Attributes of a question to the car: there are none, any are taken."""


BODIES: dict[str, type[Body]] = {
    "lock-unlock": LockUnlock,
    "horn-lights": HornLights,
    "engine-start": EngineStart,
    "hvac-start": HvacStart,
    "charging-start": ChargingStart,
    "srp-initiates": SrpInitiates,
    "srp-sets": SrpSets,
}


def _check_identity(user_id: str, sender: Sender) -> None:
    """Refuse the name of somebody else: it is a part of every proof."""
    if user_id != sender.user_id:
        raise WireError(ACCESS_DENIED, pointer="/data/attributes/i")
