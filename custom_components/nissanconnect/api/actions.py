"""What a car can be asked without a security code, and how it ends (protocol 5)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, override

from .discretion import discreet


class Action(StrEnum):
    """An action by the last part of its path (protocol 5.3)."""

    REFRESH_BATTERY_STATUS = "refresh-battery-status"
    REFRESH_HVAC_STATUS = "refresh-hvac-status"
    REFRESH_LOCATION = "refresh-location"
    REFRESH_LOCK_STATUS = "refresh-lock-status"
    WAKE_UP_VEHICLE = "wake-up-vehicle"

    @property
    def type(self) -> str:
        """The type of its document."""
        return document_type(self)


def document_type(action: str) -> str:
    """Return the Pascal case of an action's path (protocol 5.1)."""
    return action.title().replace("-", "")


class ActionState(StrEnum):
    """How far an action is (protocol 5.2)."""

    UNKNOWN = "unknown"
    CREATED = "created"
    PENDING = "pending"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    TIMEOUT = "timeout"
    FAILED = "failed"

    @property
    def final(self) -> bool:
        """Whether nothing will follow."""
        return self not in {
            ActionState.UNKNOWN,
            ActionState.CREATED,
            ActionState.PENDING,
        }


class ActionStatus(NamedTuple):
    """One look at an action; `data` may be part of a proof, so it is not shown."""

    state: ActionState
    error_code: str | None = None
    data: Mapping[str, str] = MappingProxyType({})

    @override
    def __repr__(self) -> str:
        return discreet(self, "data")
