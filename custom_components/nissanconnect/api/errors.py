# ruff: noqa: N818 - named by what happened
"""One tree of errors. No message, argument or repr of it holds a secret.

Seven things the owner is told apart: `CredentialsRejected`, `TermsPending`,
`VerificationRequired`, `ClientOutdated`, `Outage`, `QuotaExceeded`, `NoVehicles`.
"""


class NissanError(Exception):
    """Anything that went wrong between us, the cloud and the car."""


class SignInError(NissanError):
    """The cloud did not let us in; nothing of this account can be read."""


class CredentialsRejected(SignInError):
    """E-mail or password is wrong; never tried again by the same client (F04, F15)."""


class TermsPending(SignInError):
    """The owner has to accept terms in the maker's app or website (F08)."""


class VerificationRequired(SignInError):
    """The sign-in asks for a captcha or a one-time code (F09, F10)."""


class ClientOutdated(SignInError):
    """The cloud wants a newer client (F16)."""


class SignInChanged(SignInError):
    """The sign-in was not understood (F01, F02, F03); `code` says at which step."""

    def __init__(self, code: str) -> None:
        """Keep the short name of what was not understood."""
        super().__init__(f"sign-in not understood: {code}")
        self.code = code


class NoVehicles(NissanError):
    """The account has no car (F80)."""


class Outage(NissanError):
    """The cloud cannot be used now; `code` is short: `timeout`, `html`, `http_502`.

    `status` is set if the service itself failed (5xx with a readable body),
    `retry_after` is in seconds, if the server said so. `taken` is False if the service
    has certainly not acted on the request: nobody knows of any other.
    """

    def __init__(
        self,
        code: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        taken: bool = True,
    ) -> None:
        """Keep what the owner and the scheduler need to know."""
        super().__init__(f"cloud not usable: {code}")
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.taken = taken


class DeniedEverywhere(Outage):
    """All that was asked is denied: the cloud is out of order, or the car sold."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("denied_everywhere")


class QuotaExceeded(NissanError):
    """Too many requests (F21 to F23); `retry_after` is in seconds, None if not said."""

    def __init__(self, retry_after: float | None = None) -> None:
        """Keep how long the cloud wants to be left alone."""
        super().__init__("too many requests")
        self.retry_after = retry_after


class ResourceError(NissanError):
    """About one resource of one car; the others are not touched."""


class NotSupported(ResourceError):
    """The car, its gateway or this address does not have it (501, 403011, 404)."""


class AccessDenied(ResourceError):
    """The account has no right to it (403 security.access, F20)."""


class PrivacyMode(ResourceError):
    """Privacy mode is on in the car (403009, F76)."""


class NoData(ResourceError):
    """The address is right, but the cloud has no data for this car (404)."""


class ActionInProgress(ResourceError):
    """The same action is already under way (409)."""


class CarUnreachable(ResourceError):
    """The cloud knows that it cannot reach the car: its modem sleeps deeply (F72)."""


class OneTimeCodeRefused(ResourceError):
    """The mailed one-time code is wrong (protocol 5.5)."""


class OneTimeCodeExpired(OneTimeCodeRefused):
    """The one-time code is too old or used up: have another one mailed."""


class DeviceExists(ResourceError):
    """The device is registered already (409010)."""


class TooManyDevices(ResourceError):
    """The car takes no more devices of this user."""


class TooManyAlerts(ResourceError):
    """The car has as many alerts of this kind as it takes (M1)."""


class SessionExpired(NissanError):
    """The access token is not good any more; never leaves the client."""
