"""Whether the car keeps its place to itself, and why a place may be old (F2, F76)."""

from enum import StrEnum

from ..api.errors import AccessDenied, PrivacyMode
from ..coordinator import VehicleCoordinator
from ..reading.reachability import Reachability


class WhyOld(StrEnum):
    """Why the last known position is not the present one."""

    PRIVACY_MODE = "privacy_mode"
    NO_RIGHT = "no_right"
    IMPLAUSIBLE = "implausible"
    UNREACHABLE = "unreachable"


def privacy_mode(vehicle: VehicleCoordinator) -> bool | None:
    """Return whether it is on; None if neither list nor place has said so.

    An answer about the place is newer than the list.
    """
    reading = vehicle.data.location
    if isinstance(reading.error, PrivacyMode):
        return True
    if reading.error is None and reading.answer is not None:
        return False
    record = vehicle.record
    return record.privacy_mode if record.tells_privacy else None


def why_old(vehicle: VehicleCoordinator) -> WhyOld | None:
    """Return what keeps the position from being told; None if nothing does."""
    if privacy_mode(vehicle):
        return WhyOld.PRIVACY_MODE
    if isinstance(vehicle.data.location.error, AccessDenied):
        return WhyOld.NO_RIGHT
    if vehicle.data.location.doubted is not None:
        return WhyOld.IMPLAUSIBLE
    if vehicle.reachability is Reachability.UNREACHABLE:
        return WhyOld.UNREACHABLE
    return None
