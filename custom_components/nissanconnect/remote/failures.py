"""What the end of a command means to the owner, and which exception tells it."""

from datetime import datetime
from typing import Final

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util

from ..api.outcomes import CommandResult, Outcome, Reason
from ..const import DOMAIN

# Texts by these keys stand under `exceptions`.
ENDS: Final = {
    Outcome.NOT_REACHABLE: "command_not_reachable",
    Outcome.EXPIRED: "command_expired",
    Outcome.UNCONFIRMED: "command_unconfirmed",
}
UNLOCK_MAY_COME: Final = "unlock_may_come"
CODE_BLOCKED: Final = "code_blocked"
REFUSALS: Final = {reason: f"refused_{reason}" for reason in Reason}
INTERRUPTED: Final = {True: "command_interrupted", False: "command_not_sent"}
WRONG_CODE: Final = "wrong_code"
WRONG_CODE_TRIES_LEFT: Final = "wrong_code_tries_left"
WRONG_CODE_STOPPED: Final = "wrong_code_stopped"
REFUSED_DOORS_OPEN: Final = "refused_doors_open"
REFUSED_UNTIL: Final = "refused_until"


def failure(
    result: CommandResult,
    *,
    stopped: bool = False,
    blocked_until: datetime | None = None,
    unlocks: bool = False,
) -> HomeAssistantError:
    """Return what a command that was not done raises; `stopped` by a wrong code.

    `blocked_until` is our own guess, for a car that does not say it (R8). Where the
    command `unlocks` and is under way still, the owner is warned (F88).
    """
    if result.outcome is Outcome.WRONG_CODE:
        return _wrong_code(result, stopped=stopped)
    if result.outcome is Outcome.REFUSED:
        return _refused(result)
    if result.outcome is Outcome.BLOCKED:
        return _error(
            CODE_BLOCKED, until=clock_time(result.blocked_until or blocked_until)
        )
    late = result.outcome in {Outcome.NOT_REACHABLE, Outcome.EXPIRED}
    if unlocks and late and result.sent:
        return _error(UNLOCK_MAY_COME)
    return _error(ENDS[result.outcome])


def interrupted(*, sent: bool) -> HomeAssistantError:
    """Return what a command raises that was cut off before or after it was sent."""
    return _error(INTERRUPTED[sent])


def clock_time(moment: datetime | None) -> str:
    """Return a time of today as the owner's clock shows it."""
    return "?" if moment is None else f"{dt_util.as_local(moment):%H:%M}"


def _wrong_code(result: CommandResult, *, stopped: bool) -> HomeAssistantError:
    key, placeholders = WRONG_CODE, dict[str, str]()
    if stopped:
        key = WRONG_CODE_STOPPED
    elif result.tries_left is not None:
        key, placeholders = WRONG_CODE_TRIES_LEFT, {"tries": str(result.tries_left)}
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders,
    )


def _refused(result: CommandResult) -> HomeAssistantError:
    """Name the reason, and what goes with it if the car told it."""
    reason = result.reason or Reason.UNKNOWN
    doors = result.details.get("doors")
    if reason is Reason.DOOR_OPEN and doors:
        return _error(REFUSED_DOORS_OPEN, doors=doors.replace("_", " "))
    if reason is Reason.TOO_EARLY and result.allowed_at:
        return _error(REFUSED_UNTIL, time=clock_time(result.allowed_at))
    return _error(REFUSALS[reason])


def _error(key: str, **placeholders: str) -> HomeAssistantError:
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders,
    )
