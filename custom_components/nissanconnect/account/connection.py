"""The account's line to the cloud: is it up, may we ask, and what the owner is told."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from ..api.answer import Answer
from ..api.errors import (
    ClientOutdated,
    CredentialsRejected,
    NissanError,
    Outage,
    QuotaExceeded,
    SignInChanged,
    SignInError,
    TermsPending,
    VerificationRequired,
)
from ..const import DOMAIN, LOGGER
from ..reasons import reason
from .backoff import Backoff

# A sign-in that only the owner or a newer version can mend is not tried at each poll.
_PATIENCE: Final[dict[type[NissanError], timedelta]] = {
    TermsPending: timedelta(days=1),
    VerificationRequired: timedelta(days=1),
    ClientOutdated: timedelta(days=1),
    SignInChanged: timedelta(hours=6),
}
_FIRST_PAUSE: Final = timedelta(minutes=15)
_LONGEST_PAUSE: Final = timedelta(days=1)
# The owner is told of what is no passing trouble (F21, F29, F43, F44).
_LONG_PAUSE: Final = timedelta(hours=1)
_LONG_OUTAGE: Final = timedelta(days=3)
_TOLD: Final = (*_PATIENCE, QuotaExceeded, Outage)


class Connection:
    """What all coordinators of one account know together about the cloud."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Start as if the last answer had been good."""
        self._hass = hass
        self._entry = entry
        self._failing: set[str] = set()
        # Before the entry was reloaded, any of them may have been raised.
        self._raised = {self._issue_id(reason(kind)) for kind in _TOLD}
        self._held_by: NissanError | None = None
        self._held_until = dt_util.utcnow()
        self._silent_since: datetime | None = None
        self._pauses = Backoff(entry.entry_id, _FIRST_PAUSE, _LONGEST_PAUSE)

    @property
    def held_by(self) -> NissanError | None:
        """Why the cloud is to be left alone now; None if it may be asked."""
        return self._held_by if dt_util.utcnow() < self._held_until else None

    @property
    def held_until(self) -> datetime | None:
        """When the cloud may be asked again; None if it may be now."""
        return None if self.held_by is None else self._held_until

    @property
    def quota_until(self) -> datetime | None:
        """When the cloud itself wants to be asked again; to be kept over a restart."""
        kept = isinstance(self._held_by, QuotaExceeded | Outage)
        return self._held_until if kept else None

    def restore(self, quota_until: datetime) -> None:
        """Take back what `quota_until` was."""
        self._held_by = QuotaExceeded()
        self._held_until = quota_until

    def answered(self, who: str) -> None:
        """Note that the cloud answered a coordinator."""
        self._pauses.worked()
        self._held_by = None
        self._silent_since = None
        self._forget_issues()
        if who in self._failing:
            self._failing.discard(who)
            if not self._failing:
                LOGGER.info("The cloud answers again")

    def failed(self, who: str, error: NissanError) -> None:
        """Note that a coordinator got nothing: one log line until the cloud is back."""
        if not self._failing:
            why = str(error) or reason(type(error))
            LOGGER.warning("The last known states are kept: %s", why)
        self._failing.add(who)
        now = dt_util.utcnow()
        self._silent_since = self._silent_since or now
        self._hold(error)
        if isinstance(error, CredentialsRejected):
            self._entry.async_start_reauth(self._hass)
        elif isinstance(error, SignInError):
            self._raise_issue(reason(type(error)))
        elif isinstance(error, QuotaExceeded) and self._held_until >= now + _LONG_PAUSE:
            until = dt_util.as_local(self._held_until)
            self._raise_issue(reason(type(error)), until=f"{until:%Y-%m-%d %H:%M}")
        elif isinstance(error, Outage) and now >= self._silent_since + _LONG_OUTAGE:
            self._raise_issue(reason(type(error)), code=error.code)

    def forget(self, who: str) -> None:
        """Note that a coordinator is no more."""
        self._failing.discard(who)

    def _forget_issues(self) -> None:
        """Take back what the owner was asked to do."""
        while self._raised:
            ir.async_delete_issue(self._hass, DOMAIN, self._raised.pop())

    def _hold(self, error: NissanError) -> None:
        patience = _PATIENCE.get(type(error))
        if isinstance(error, QuotaExceeded | Outage) and error.retry_after is not None:
            patience = timedelta(seconds=error.retry_after)
        elif isinstance(error, QuotaExceeded):
            patience = self._pauses.failed()
        if patience is not None:
            self._held_by = error
            self._held_until = dt_util.utcnow() + patience

    def _raise_issue(self, key: str, **placeholders: str) -> None:
        issue_id = self._issue_id(key)
        self._raised.add(issue_id)
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.ERROR,
            translation_key=key,
            translation_placeholders={"account": self._entry.title, **placeholders},
        )

    def _issue_id(self, key: str) -> str:
        return f"{key}_{self._entry.entry_id}"


def failure_of(outcomes: Collection[Answer | NissanError]) -> NissanError | None:
    """Return why nothing came; a used-up quota counts although something came."""
    errors = [outcome for outcome in outcomes if isinstance(outcome, NissanError)]
    quota = [error for error in errors if isinstance(error, QuotaExceeded)]
    if quota or any(isinstance(outcome, Answer) for outcome in outcomes):
        return quota[0] if quota else None
    outages = [error for error in errors if isinstance(error, Outage)]
    return (outages or errors)[0]
