"""What an order is for: what is carried to the car, and what it makes of it."""

from enum import IntEnum

from msgspec import Struct

from emulator.tcu.car import Car
from emulator.tcu.orders import Order
from emulator.tcu.outcome import Awaiting, Challenged, Done, NotDone

from .documents import Secretive


class Ask(Struct, frozen=True, tag=True):
    """Have the car tell what the action says."""


class Command(Secretive, frozen=True, tag=True):
    """Have the car do something; the proof is as it came.

    `device_id` is the device that it was given from, if it was named.
    """

    order: Order
    proof: str | None = None
    device_id: str | None = None


class Enrol(Secretive, frozen=True, tag=True):
    """Give the car what it must know of a new security code (S1, S3)."""

    salt: bytes
    verifier: bytes


class AwaitEnrolment(Struct, frozen=True, tag=True):
    """What is left of an enrolment that waits for the ignition steps (S1)."""


class Challenge(Secretive, frozen=True, tag=True):
    """Have the car answer the client's A with its B, made of a secret (protocol 6)."""

    public: bytes
    secret: bytes


class Cause(IntEnum):
    """Why the cloud does not pass an errand on: name and number on the wire."""

    DEVICE_NOT_REGISTERED = 125


class Withheld(Struct, frozen=True, tag=True):
    """The cloud refused in the car's place; the car never heard of it."""

    cause: Cause


type Errand = Ask | Command | Enrol | Challenge
type Outcome = Done | NotDone | Challenged | Withheld


def involves_code(errand: Errand) -> bool:
    """Whether the security code has to do with it: then a device must be known."""
    match errand:
        case Command():
            return bool(errand.proof or errand.device_id)
        case Enrol() | Challenge():
            return True
        case _:
            return False


def run(errand: Errand, car: Car, user_id: str, now: float) -> Outcome | Awaiting:
    """Hand an errand to a car that is awake and can be reached."""
    match errand:
        case Ask():
            return Done()
        case Command():
            return car.order(now, user_id, errand.order, errand.proof)
        case Enrol():
            return car.enrol(now, user_id, errand.salt, errand.verifier)
        case Challenge():
            return car.challenge(now, user_id, errand.public, errand.secret)
