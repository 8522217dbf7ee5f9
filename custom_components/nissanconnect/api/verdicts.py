"""From what the cloud says of an action to how a command ended (protocol 5.2).

Of the maker's error numbers only one is known (protocol 6): others are passed on, but
nothing is read into them. The emulator adds a reason in a word.
"""

from collections.abc import Mapping

from .actions import ActionState, ActionStatus
from .errors import (
    AccessDenied,
    ActionInProgress,
    CarUnreachable,
    PrivacyMode,
    ResourceError,
)
from .outcomes import CommandResult, Outcome, Reason
from .parsing import as_time, whole

_PROOF_NEEDED = "6"
_NOT_REASONS = {Outcome.WRONG_CODE, Outcome.BLOCKED}
_BY_WORD: Mapping[str, Reason | Outcome] = {
    str(told).upper(): told for told in (*Reason, *_NOT_REASONS)
} | {"CONTACT_SRC": Reason.PROOF_NEEDED, "NOT_EQUIPPED": Reason.NOT_SUPPORTED}
_BY_STATE: Mapping[ActionState, Outcome] = {
    ActionState.UNKNOWN: Outcome.UNCONFIRMED,
    ActionState.CREATED: Outcome.EXPIRED,
    ActionState.PENDING: Outcome.EXPIRED,
    ActionState.COMPLETED: Outcome.DONE,
    ActionState.REJECTED: Outcome.REFUSED,
    ActionState.CANCELLED: Outcome.REFUSED,
    ActionState.FAILED: Outcome.REFUSED,
    ActionState.TIMEOUT: Outcome.NOT_REACHABLE,
}
_BY_ERROR: Mapping[type[ResourceError], Reason] = {
    AccessDenied: Reason.NO_RIGHT,
    ActionInProgress: Reason.IN_PROGRESS,
    PrivacyMode: Reason.PRIVACY_MODE,
}
# Words of the car that are passed on; proofs and challenges never are.
_DETAILS = ("doors",)


def verdict(status: ActionStatus, *, sent: bool = True) -> CommandResult:
    """Return how an action ended that was followed up to this status."""
    told = _told(status)
    outcome = _BY_STATE[status.state]
    if isinstance(told, Outcome):
        outcome, told = told, None
    elif told is not None or (outcome is Outcome.DONE and _is_refusal(status)):
        outcome = Outcome.REFUSED
    if outcome is Outcome.REFUSED and told is None:
        told = Reason.UNKNOWN
    return CommandResult(
        outcome=outcome,
        reason=told,
        sent=sent,
        tries_left=whole(status.data.get("triesLeft")),
        blocked_until=as_time(status.data.get("blockedUntil")),
        allowed_at=as_time(status.data.get("allowedAt")),
        error_code=_error_code(status),
        details={name: status.data[name] for name in _DETAILS if name in status.data},
    )


def refused(error: ResourceError) -> CommandResult:
    """Return the end of a command that the cloud did not take at all."""
    if isinstance(error, CarUnreachable):
        return CommandResult(outcome=Outcome.NOT_REACHABLE, sent=False)
    reason = _BY_ERROR.get(type(error), Reason.NOT_SUPPORTED)
    return CommandResult(outcome=Outcome.REFUSED, reason=reason, sent=False)


def _told(status: ActionStatus) -> Reason | Outcome | None:
    """Return what an ended action was refused for, if it says so."""
    if not status.state.final:
        return None
    word = status.data.get("reason", "").upper()
    if not word and _error_code(status) == _PROOF_NEEDED:
        return Reason.PROOF_NEEDED
    return _BY_WORD.get(word)


def _error_code(status: ActionStatus) -> str | None:
    return status.error_code or status.data.get("errorCode") or None


def _is_refusal(status: ActionStatus) -> bool:
    return status.data.get("status", "").upper() == "KO"
