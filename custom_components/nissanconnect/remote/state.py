"""What is kept of a car's remote control over a restart; the security code is not."""

from collections.abc import Mapping
from datetime import datetime, timedelta
import secrets
from typing import Any, Final, Self

# The car blocks at the third wrong code in a row (R8): we stop before.
WRONG_CODES: Final = 2
# For so long a mailed code is good.
OTP_LIFE: Final = timedelta(minutes=10)
# So soon no second one is asked for: the mail may just be slow, and a cloud that wants
# fewer requests would leave the whole account waiting.
OTP_PAUSE: Final = timedelta(seconds=30)


def _draw_device_id() -> str:
    """Return an id in the form of the app's (protocol 5.5)."""
    return secrets.token_hex(8)


class RemoteState:
    """How far a car's security is set up, and what stands against its use.

    `mailed_at` is when the one-time code was asked for, `enrolment` the action by which
    a new security code is being set; `wrong_codes` counts them in a row.
    """

    def __init__(self, device_id: str | None = None) -> None:
        """Begin with nothing set up; a device id is drawn if there is none yet."""
        self.device_id = device_id or _draw_device_id()
        self.mailed_at: datetime | None = None
        self.registered = False
        self.in_force = False
        self.enrolment: str | None = None
        self.wrong_codes = 0
        self.blocked_until: datetime | None = None

    @property
    def is_set_up(self) -> bool:
        """Whether commands with a security code can be sent."""
        return self.registered and self.in_force

    @property
    def stopped(self) -> bool:
        """Whether no security code is sent until the owner has confirmed it."""
        return self.wrong_codes >= WRONG_CODES

    def is_blocked(self, now: datetime) -> bool:
        """Whether the car refuses every security code (R8)."""
        return self.blocked_until is not None and now < self.blocked_until

    def awaits_otp(self, now: datetime) -> bool:
        """Whether a mailed code is on its way that is still good."""
        return self.mailed_at is not None and now - self.mailed_at < OTP_LIFE

    def mailed_just_now(self, now: datetime) -> bool:
        """Whether it is too soon for another one-time code."""
        return self.mailed_at is not None and now - self.mailed_at < OTP_PAUSE

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "device_id": self.device_id,
            "mailed_at": self.mailed_at and self.mailed_at.isoformat(),
            "registered": self.registered,
            "in_force": self.in_force,
            "enrolment": self.enrolment,
            "wrong_codes": self.wrong_codes,
            "blocked_until": self.blocked_until and self.blocked_until.isoformat(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        mailed_at, blocked_until = data["mailed_at"], data["blocked_until"]
        state = cls(data["device_id"])
        state.mailed_at = mailed_at and datetime.fromisoformat(mailed_at)
        state.registered = data["registered"]
        state.in_force = data["in_force"]
        state.enrolment = data["enrolment"]
        state.wrong_codes = data["wrong_codes"]
        state.blocked_until = blocked_until and datetime.fromisoformat(blocked_until)
        return state
