"""What people and the world do to a car, named as in the control API.

`DriverDeed`, `WorkshopDeed` and `RadioChange` decode JSON bodies; a `Deed` is what
reaches a car. A deed whose end is already reached changes nothing.
"""

from re import sub
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .report import Opening, Warning
from .route import Point, Route

MAX_ROUTE_POINTS = 10_000

type Speed = Annotated[float, Meta(gt=0, le=250)]
type Litres = Annotated[float, Meta(gt=0, le=200)]
type Celsius = Annotated[float, Meta(ge=16, le=30)]
type Kilometres = Annotated[float, Meta(ge=0, le=2_000_000)]
type Volts = Annotated[float, Meta(ge=8, le=13)]
type Seconds = Annotated[float, Meta(ge=0, le=600)]


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """A deed the car does not take; nothing has changed.

    `code` is a word for programs, `field` the part of the deed that is at fault.
    """

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        """Say why, for programs and for people."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


def tag(name: str) -> str:
    """Return the word of a deed: `IgnitionOn` is `ignition_on`."""
    return sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class ByHand(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag=tag):
    """What a person does at the car."""


class InWorkshop(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag=tag
):
    """What the workshop does, or time and wear do in its place."""


class IgnitionOn(ByHand, frozen=True):
    """A person with the key turns the ignition ON; it starts the engine."""


class IgnitionOff(ByHand, frozen=True):
    """Ignition OFF; a drive ends where it is."""


class Open(ByHand, frozen=True):
    """A person's hand opens a door: never refused, also where no sensor reports it.

    From inside (the ignition was used since locking) it unlocks; from outside a locked
    car stays locked and armed (T1).
    """

    door: Opening


class Close(ByHand, frozen=True):
    """A person's hand closes a door."""

    door: Opening


class LockWithKey(ByHand, frozen=True):
    """Lock from outside, the key in the hand; refused while a door or hatch is open.

    Convention, as R2 has it for the remote command; the hood does not count.
    """


class UnlockWithKey(ByHand, frozen=True):
    """Unlock from outside with the key."""


class KeyInside(ByHand, frozen=True):
    """Leave the key in the car, or take it out (R2)."""

    inside: bool


class Drive(ByHand, frozen=True):
    """Drive a named route, or along points; `drives.resolve` makes a `Follow` of it.

    Without `speed_kmh` a named route is driven as recorded, points at 50 km/h.
    """

    route: str | Annotated[tuple[Point, ...], Meta(max_length=MAX_ROUTE_POINTS)]
    speed_kmh: Speed | None = None


class StopDriving(ByHand, frozen=True):
    """Stop here; the ignition stays ON."""


class BreakIn(ByHand, frozen=True):
    """The driver's door is forced open, without key or command (T1)."""


class Tow(ByHand, frozen=True):
    """The car is moved half a kilometre without ignition (T1).

    An armed one says so; another goes on sleeping.
    """


class Refuel(ByHand, frozen=True):
    """Fill up; the pump stops when the tank is full."""

    litres: Litres


class Plug(ByHand, frozen=True):
    """Plug the charging cable in; charging begins unless the ignition is ON."""


class Unplug(ByHand, frozen=True):
    """Pull the charging cable out."""


class Privacy(ByHand, frozen=True):
    """Privacy mode: the car keeps its position to itself (F2)."""

    on: bool


class HazardLights(ByHand, frozen=True):
    """Switch the hazard lights."""

    on: bool


class SetCabinTemperature(ByHand, frozen=True):
    """Turn the dial of the climate control: what the cabin is cooled or heated to."""

    celsius: Celsius


class Climate(ByHand, frozen=True):
    """Switch the climate control; it works while the drive runs."""

    on: bool


class Shift(ByHand, frozen=True):
    """Leave the standing car in park or in neutral; a drive ends in park."""

    gear: Literal["P", "N"]


class Break(InWorkshop, frozen=True):
    """Light a warning that the car is equipped to monitor (H1)."""

    warning: Warning


class Repair(InWorkshop, frozen=True):
    """Repair what lights a warning; the lamp goes at the second ignition ON (H3)."""

    warning: Warning


class SetOdometer(InWorkshop, frozen=True):
    """Write the odometer; a trip going on keeps its distance."""

    km: Kilometres


class SetBattery12v(InWorkshop, frozen=True, tag="set_battery_12v"):
    """Charge or exchange the 12 V battery: its voltage at rest."""

    volts: Volts


class ReplaceTcu(InWorkshop, frozen=True):
    """Build a new TCU in: it works, and knows nothing of what the old one kept."""


class RadioChange(Struct, frozen=True, forbid_unknown_fields=True):
    """Change what is named: mobile network, position, TCU in working order.

    `latency_s` is the least and most time between CREATED and the car (R7).
    """

    coverage: bool | None = None
    gnss: bool | None = None
    tcu: bool | None = None
    latency_s: tuple[Seconds, Seconds] | None = None


class Follow(ByHand, frozen=True):
    """Drive this route from its first point; the ignition is turned ON if it is OFF.

    Refused while driving, plugged, or with nothing in store. Once tank or battery is
    empty the car stops, the ignition stays ON (convention).
    """

    route: Route


type Hand = (
    IgnitionOn
    | IgnitionOff
    | Open
    | Close
    | LockWithKey
    | UnlockWithKey
    | KeyInside
    | StopDriving
    | BreakIn
    | Tow
    | Refuel
    | Plug
    | Unplug
    | Privacy
    | HazardLights
    | SetCabinTemperature
    | Climate
    | Shift
)
type DriverDeed = Drive | Hand
type WorkshopDeed = Break | Repair | SetOdometer | SetBattery12v | ReplaceTcu
type Deed = Follow | Hand | WorkshopDeed | RadioChange
