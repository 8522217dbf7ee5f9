"""What a car can be told to do: one table of commands, their bodies and evidence.

Each row names its place in the protocol sheet. Nothing here sends anything.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from .actions import document_type
from .learnt import Learnt
from .vehicles import VehicleRecord

type Attributes = Mapping[str, Any]


class LockTarget(StrEnum):
    """What is locked or unlocked (R2)."""

    DOORS_AND_HATCH = "doors_hatch"
    DRIVERS_DOOR = "driver_s_door"
    HATCH = "hatch"


class SignalTarget(StrEnum):
    """What draws attention to the car (R3)."""

    HORN = "horn"
    LIGHTS = "lights"
    HORN_AND_LIGHTS = "horn_lights"


class _Locking:
    def __init__(self, target: LockTarget = LockTarget.DOORS_AND_HATCH) -> None:
        self.target: Final = target


class Lock(_Locking):
    """Lock the car (R1, R2)."""


class Unlock(_Locking):
    """Unlock the car (R1)."""


class CabinWish(NamedTuple):
    """What a remote start makes of the cabin, on cars that take it (protocol 5.4).

    `temperature_c` from 16 to 30 in halves; seats and defrosters off, 1 or 2.
    """

    temperature_c: float
    left_seat: int = 0
    right_seat: int = 0
    front_defrost: int = 0
    rear_defrost: int = 0


class StartEngine:
    """Start the engine for 10 minutes, or twice that with `double` (R4, R5)."""

    def __init__(self, cabin: CabinWish | None = None, *, double: bool = False) -> None:
        """Leave the cabin as it is, or have it as wished."""
        self.cabin: Final = cabin
        self.double: Final = double


class StopEngine:
    """End a remote start (R4)."""


class Signal:
    """Flash the lights, sound the horn, or both, for some seconds (R3)."""

    def __init__(
        self,
        target: SignalTarget = SignalTarget.HORN_AND_LIGHTS,
        duration_s: int = 5,
    ) -> None:
        """Take what is to be seen or heard, and for how long."""
        self.target: Final = target
        self.duration_s: Final = duration_s


class StopSignal:
    """End a signal before its time; does nothing else, so it can try a code."""


class StartClimate:
    """Bring the cabin to a temperature without the engine (protocol 5.3)."""

    def __init__(self, temperature_c: float) -> None:
        """Take the temperature."""
        self.temperature_c: Final = temperature_c


class StopClimate:
    """Switch the climate off."""


class StartCharging:
    """Charge now (protocol 5.3)."""


class StopCharging:
    """Stop charging (protocol 5.3)."""


type Command = (
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


class Row(NamedTuple):
    """One row of the table.

    `action` is the last part of the path. `fitted` tells from the service list whether
    a car has it. A `coded` one needs the security code on cars that keep one (R1, R4).
    `proven` tells whether a public client is known to have moved a real car with it.
    """

    action: str
    evidence: str
    attributes: Callable[[Any], Attributes]
    order: Callable[[Any], str]
    fitted: Callable[[VehicleRecord], bool]
    coded: bool = False
    proven: bool = True
    names_device: bool = False


def _services(*ids: str) -> Callable[[VehicleRecord], bool]:
    """Return whether a car has one of these services in force (protocol 3.4)."""
    return lambda vehicle: not vehicle.services.isdisjoint(ids)


def _ccs2(vehicle: VehicleRecord) -> bool:
    return vehicle.ccs_generation == "1" and not vehicle.cross_badged


def _remote_lock(vehicle: VehicleRecord) -> bool:
    """Apply the app's gates of protocol 3.4; 871 with 876 are those of a Patrol Y63."""
    services = vehicle.services
    if {"871", "876"} <= services:
        return True
    if _ccs2(vehicle):
        return {"886", "878"} <= services
    return "2021" in services and not services.isdisjoint({"27", "878"})


def _engine_start(vehicle: VehicleRecord) -> bool:
    """Tell by the classic id, or by the Patrol's whose climate starts the engine."""
    return "96" in vehicle.services or {"871", "880"} <= vehicle.services


_signal = _services("97", "875")


def _plain(action: str) -> Callable[[Any], Attributes]:
    return lambda _: {"action": action}


def _fixed(order: str) -> Callable[[Any], str]:
    return lambda _: order


def _lock_body(action: str) -> Callable[[Lock | Unlock], Attributes]:
    return lambda command: {"action": action, "target": command.target, "duration": 0}


def _start_body(command: StartEngine) -> Attributes:
    """Return one of the three known bodies; the third carries an empty proof (5.4)."""
    action = "double_start" if command.double else "start"
    cabin = command.cabin
    if cabin is None:
        return {"action": action}
    return {
        "action": action,
        "srp": "",
        "temperatureSetting": f"{cabin.temperature_c:.1f}",
        "temperatureUnit": 0,
        "hvacFunctionRequest": 1,
        "frontLeftSeatControl": cabin.left_seat,
        "frontRightSeatControl": cabin.right_seat,
        "frontDefrostMode": cabin.front_defrost,
        "rearDefrostMode": cabin.rear_defrost,
    }


def _start_order(command: StartEngine) -> str:
    return "RES/DoubleStart" if command.double else "RES/Start"


def _signal_body(command: Signal) -> Attributes:
    return {
        "action": "start",
        "duration": command.duration_s,
        "target": command.target,
    }


_SIGNAL_ORDERS = {
    SignalTarget.HORN: "RHL/Start/HornOnly",
    SignalTarget.LIGHTS: "RHL/Start/LightOnly",
    SignalTarget.HORN_AND_LIGHTS: "RHL/Start/HornLight",
}


def _signal_order(command: Signal) -> str:
    return _SIGNAL_ORDERS[command.target]


def _climate_body(command: StartClimate) -> Attributes:
    return {"action": "start", "targetTemperature": command.temperature_c}


_TABLE: Mapping[type[Command], Row] = {
    Lock: Row(
        action="lock-unlock",
        evidence="5.3 (app 4.0.0; Y63 without proof), order 6",
        attributes=_lock_body("lock"),
        order=_fixed("RLU/Lock"),
        fitted=_remote_lock,
        coded=True,
        proven=False,
        names_device=True,
    ),
    Unlock: Row(
        action="lock-unlock",
        evidence="5.3 (app 4.0.0; Y63 without proof), order 6",
        attributes=_lock_body("unlock"),
        order=_fixed("RLU/Unlock"),
        fitted=_remote_lock,
        coded=True,
        proven=False,
        names_device=True,
    ),
    StartEngine: Row(
        action="engine-start",
        evidence="5.4 (JP plain, Duster with proof, Y63 with climate), order 6",
        attributes=_start_body,
        order=_start_order,
        fitted=_engine_start,
        coded=True,
        proven=False,
    ),
    StopEngine: Row(
        action="engine-start",
        evidence="5.4, order 6",
        attributes=_plain("stop"),
        order=_fixed("RES/Stop"),
        fitted=_engine_start,
        coded=True,
        proven=False,
    ),
    Signal: Row(
        action="horn-lights",
        evidence="5.3, order 6",
        attributes=_signal_body,
        order=_signal_order,
        fitted=_signal,
    ),
    StopSignal: Row(
        action="horn-lights",
        evidence="5.3, order 6",
        attributes=_plain("stop"),
        order=_fixed("RHL/Stop"),
        fitted=_signal,
    ),
    StartClimate: Row(
        action="hvac-start",
        evidence="5.3, 8.5 (seen live), order 6 (name only)",
        attributes=_climate_body,
        order=_fixed("RPC_ICE/Start"),
        fitted=_services("366"),
    ),
    StopClimate: Row(
        action="hvac-start",
        evidence="5.3, 8.5 (seen live), order 6 (name only)",
        attributes=_plain("stop"),
        order=_fixed("RPC_ICE/Stop"),
        fitted=_services("366"),
    ),
    StartCharging: Row(
        action="charging-start",
        evidence="5.3, order 6 (name only)",
        attributes=_plain("start"),
        order=_fixed("RC/Start"),
        fitted=_services("299"),
    ),
    StopCharging: Row(
        action="charging-start",
        evidence="5.3, order 6 (name only)",
        attributes=_plain("stop"),
        order=_fixed("RC/Stop"),
        fitted=_services("303"),
    ),
}


def row(command: Command) -> Row:
    """Return the row of a command."""
    return _TABLE[type(command)]


def is_convention(command: Command) -> bool:
    """Whether a command's form is our guess: not for the maker's cloud (5.4)."""
    return isinstance(command, StartEngine) and command.double


def document(
    command: Command, *, device_id: str | None, proof: str | None
) -> Mapping[str, Any]:
    """Return a command's document with its proof (protocol 5.3, 5.4)."""
    wanted = row(command)
    attributes = dict(wanted.attributes(command))
    if device_id is not None and wanted.names_device:
        attributes["deviceId"] = device_id
    if proof is not None:
        attributes["srp"] = proof
    return {"type": document_type(wanted.action), "attributes": attributes}


def has(vehicle: VehicleRecord, kind: type[Command]) -> bool:
    """Whether a car's service list speaks for a command (protocol 3.4)."""
    return _TABLE[kind].fitted(vehicle)


def takes_cabin_wish(vehicle: VehicleRecord) -> bool:
    """Whether a remote start can say what the cabin shall be like (5.4, Y63)."""
    return _engine_start(vehicle) and "880" in vehicle.services


def keeps_code(vehicle: VehicleRecord, learnt: Learnt) -> bool:
    """Whether a car has a security code: the app's gates, or what it told (3.4, S2)."""
    gate = "909" if _ccs2(vehicle) else "747" if vehicle.ccs_generation == "2" else None
    return gate in vehicle.services or bool(learnt.proofs)


def needs_code(vehicle: VehicleRecord, command: Command, learnt: Learnt) -> bool:
    """Whether a command wants the security code on this car (R1, R4, R6).

    A car that refused an action without a proof wants one for it from then on.
    """
    wanted = row(command)
    return wanted.action in learnt.proofs or (
        wanted.coded and keeps_code(vehicle, learnt)
    )
