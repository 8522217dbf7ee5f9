"""What is raised for the owner to read: why the cloud gave nothing, or what to mend."""

from typing import Final

from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    ConfigEntryError,
    HomeAssistantError,
    ServiceValidationError,
)
from homeassistant.helpers.update_coordinator import UpdateFailed

from .api.errors import (
    ClientOutdated,
    CredentialsRejected,
    NissanError,
    NoVehicles,
    Outage,
    QuotaExceeded,
    SignInChanged,
    SignInError,
    TermsPending,
    VerificationRequired,
)
from .const import DOMAIN

# Texts by these keys stand under `config.error`, `exceptions` and `issues`.
_REASONS: Final[dict[type[NissanError], str]] = {
    CredentialsRejected: "credentials_rejected",
    TermsPending: "terms_pending",
    VerificationRequired: "verification_required",
    ClientOutdated: "client_outdated",
    SignInChanged: "sign_in_changed",
    Outage: "cloud_unavailable",
    QuotaExceeded: "quota_exceeded",
    NoVehicles: "no_vehicles",
}


def reason(kind: type[NissanError]) -> str:
    """Return the translation key of what a kind of error means to the owner."""
    return next(
        (_REASONS[parent] for parent in kind.mro() if parent in _REASONS),
        "car_refused",
    )


def setup_error(error: NissanError) -> HomeAssistantError:
    """Return what setting up an entry raises."""
    key = reason(type(error))
    if isinstance(error, CredentialsRejected):
        return ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key=key)
    if isinstance(error, SignInError):
        return ConfigEntryError(translation_domain=DOMAIN, translation_key=key)
    return UpdateFailed(
        translation_domain=DOMAIN,
        translation_key=key,
        retry_after=getattr(error, "retry_after", None),
    )


def action_error(error: NissanError) -> HomeAssistantError:
    """Return what an action of the owner raises."""
    return HomeAssistantError(
        translation_domain=DOMAIN, translation_key=reason(type(error))
    )


def refusal(key: str, **placeholders: str) -> ServiceValidationError:
    """Return what is raised for something that the owner or the caller can mend."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders,
    )
