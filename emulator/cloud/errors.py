"""Why the cloud refuses."""

from enum import StrEnum


class Reason(StrEnum):
    """What a refused call did wrong, or cannot have."""

    UNKNOWN_VEHICLE = "unknown_vehicle"
    NOT_PAIRED = "not_paired"
    IN_PROGRESS = "in_progress"
    TOO_SOON = "too_soon"
    NO_CODE = "no_code"
    WRONG_CODE = "wrong_code"
    DEVICE_EXISTS = "device_exists"
    TOO_MANY_DEVICES = "too_many_devices"
    UNKNOWN_DEVICE = "unknown_device"
    UNKNOWN_NOTIFICATION = "unknown_notification"
    UNKNOWN_ALERT = "unknown_alert"
    TOO_MANY_SPEED_ALERTS = "too_many_speed_alerts"
    TOO_MANY_CURFEWS = "too_many_curfews"
    TOO_MANY_AREAS = "too_many_areas"


class RefusedError(Exception):
    """The cloud refuses a call; nothing has changed but what counts tries."""

    def __init__(self, reason: Reason, *, retry_after_s: float | None = None) -> None:
        """Carry the reason, and after how long to come again."""
        super().__init__(reason.value)
        self.reason = reason
        self.retry_after_s = retry_after_s


class ToldError(Exception):
    """Something is not taken; nothing has changed but what counts tries.

    `code` is for programs, the text for people, `field` what is at fault; what was
    typed is in none of them.
    """

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        """Say what is wrong."""
        super().__init__(message)
        self.code = code
        self.field = field


class StoreError(ToldError):
    """The store does not take something."""


class AccountError(ToldError):
    """Account or pairing do not go on like this."""
