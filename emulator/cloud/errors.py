"""Why the cloud refuses."""

from enum import StrEnum


class Reason(StrEnum):
    """What a refused call did wrong, or cannot have."""

    UNKNOWN_VEHICLE = "unknown_vehicle"
    NOT_PAIRED = "not_paired"
    IN_PROGRESS = "in_progress"


class RefusedError(Exception):
    """The cloud refuses a call, and nothing has changed."""

    def __init__(self, reason: Reason) -> None:
        """Carry the reason."""
        super().__init__(reason.value)
        self.reason = reason
