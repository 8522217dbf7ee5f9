"""What comes of an order, an enrolment or a challenge: done, or why not."""

from enum import IntEnum
from typing import override

from msgspec import Struct

from .report import Opening


class Refusal(IntEnum):
    """Why a car did not do it: name and number on the wire.

    6 is the maker's (protocol 6), the others are ours (docs/protocol-conventions.md).
    """

    CONTACT_SRC = 6  # a proof is needed
    KEY_INSIDE = 101
    DOOR_OPEN = 102
    IGNITION_ON = 103
    TOO_EARLY = 104
    START_LIMIT = 105
    HOOD_OPEN = 106
    HAZARD_LIGHTS_ON = 107
    NOT_IN_PARK = 108
    ALARM_SOUNDING = 109
    FUEL_LOW = 110
    BATTERY_LOW = 111
    NOT_PLUGGED = 112
    ALREADY_CHARGED = 113
    NOT_RUNNING = 114
    NOT_EQUIPPED = 115
    WRONG_CODE = 121
    BLOCKED = 122
    CHALLENGE_INVALID = 123
    NOT_ENROLLED = 124
    IGNITION_STEPS_MISSED = 126


class Done(Struct, frozen=True, tag=True):
    """It is so now; also if it was so before."""


class NotDone(Struct, frozen=True, tag=True):
    """The car refused and is as it was; times are world times.

    `doors` stand open (DOOR_OPEN). `allowed_at` is when it would be taken (TOO_EARLY;
    None while the car is not locked). `tries_left` goes with WRONG_CODE,
    `blocked_until` with BLOCKED and with the wrong code that blocked (R8).
    """

    refusal: Refusal
    doors: tuple[Opening, ...] = ()
    allowed_at: float | None = None
    tries_left: int | None = None
    blocked_until: float | None = None


class Awaiting(Struct, frozen=True, tag=True):
    """The car waits for a person's ignition steps, until a world time (S1)."""

    until: float


class Challenged(Struct, frozen=True, tag=True):
    """The car's half of a challenge: salt and B (protocol 6)."""

    salt: bytes
    public: bytes

    @override
    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Challenged(...)"
