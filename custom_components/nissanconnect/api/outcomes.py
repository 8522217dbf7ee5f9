"""How a command ended, in words that can be told to the owner (R7, protocol 5.2)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Outcome(StrEnum):
    """The seven ends of a command; none of them is ever followed by a second try."""

    DONE = "done"
    REFUSED = "refused"
    WRONG_CODE = "wrong_code"
    BLOCKED = "blocked"
    NOT_REACHABLE = "not_reachable"
    EXPIRED = "expired"
    UNCONFIRMED = "unconfirmed"


class Reason(StrEnum):
    """Why a command was refused: by the car, by the cloud, or before it was sent."""

    KEY_INSIDE = "key_inside"
    DOOR_OPEN = "door_open"
    IGNITION_ON = "ignition_on"
    TOO_EARLY = "too_early"
    START_LIMIT = "start_limit"
    HOOD_OPEN = "hood_open"
    HAZARD_LIGHTS_ON = "hazard_lights_on"
    NOT_IN_PARK = "not_in_park"
    ALARM_SOUNDING = "alarm_sounding"
    FUEL_LOW = "fuel_low"
    BATTERY_LOW = "battery_low"
    NOT_PLUGGED = "not_plugged"
    ALREADY_CHARGED = "already_charged"
    NOT_RUNNING = "not_running"
    PROOF_NEEDED = "proof_needed"
    CHALLENGE_INVALID = "challenge_invalid"
    NOT_ENROLLED = "not_enrolled"
    DEVICE_NOT_REGISTERED = "device_not_registered"
    IGNITION_STEPS_MISSED = "ignition_steps_missed"
    DEACTIVATED = "deactivated"
    IN_PROGRESS = "in_progress"
    NO_RIGHT = "no_right"
    NOT_SUPPORTED = "not_supported"
    PRIVACY_MODE = "privacy_mode"
    UNKNOWN = "unknown"


class CommandResult(NamedTuple):
    """The end of a command.

    `reason` is set if it was refused. `sent` is False if it ended before the command
    itself went out: the car has certainly done nothing. `error_code` is the cloud's
    number. `allowed_at` (R3) and `blocked_until` (R8) are UTC. `details` are further
    words of the car, such as `doors`.
    """

    outcome: Outcome
    reason: Reason | None = None
    sent: bool = True
    tries_left: int | None = None
    blocked_until: datetime | None = None
    allowed_at: datetime | None = None
    error_code: str | None = None
    details: Mapping[str, str] = MappingProxyType({})


class Progress(StrEnum):
    """How far a command is; from SENT on it cannot be taken back."""

    BEGUN = "begun"
    PROVING = "proving"
    SENT = "sent"
    VERIFYING = "verifying"
