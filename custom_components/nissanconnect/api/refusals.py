"""Which reply is which error (protocol 8.1).

The cloud's words are looked at before its codes, and codes before the status: a quota
comes as 403 (F23), a wrong password as 502 (F18), an error as 200.
"""

from collections.abc import Mapping
import json
from typing import Any

from .errors import (
    AccessDenied,
    ActionInProgress,
    CarUnreachable,
    ClientOutdated,
    CredentialsRejected,
    DeviceExists,
    NissanError,
    NoData,
    NotSupported,
    OneTimeCodeExpired,
    OneTimeCodeRefused,
    Outage,
    PrivacyMode,
    QuotaExceeded,
    SessionExpired,
    TermsPending,
    TooManyAlerts,
    TooManyDevices,
)
from .parsing import found, text
from .reply import Reply

_BY_WORDS: tuple[tuple[str, type[NissanError]], ...] = (
    (r"user or password wrong|user authentication error", CredentialsRejected),
    (r"(app|application|client) (update|version)|update required", ClientOutdated),
    (r"terms (and|&|of) |consent", TermsPending),
    (r"there is no data for|no action\(s\) found", NoData),
    (r"not (technically )?supported", NotSupported),
    (r"already in progress|request pending", ActionInProgress),  # F86
    (r"deep sleep", CarUnreachable),  # F72
)
_BY_CODE: dict[str, type[NissanError]] = {
    "400001": NotSupported,
    "403009": PrivacyMode,
    "403011": NotSupported,
    "409001": ActionInProgress,
    "409010": DeviceExists,
    # The emulator's own, the maker's are not public.
    "400101": OneTimeCodeRefused,
    "400102": OneTimeCodeExpired,
    "409101": TooManyDevices,
    "409201": TooManyAlerts,
    "409202": TooManyAlerts,
    "409203": TooManyAlerts,
}
_BY_STATUS: dict[int, type[NissanError]] = {
    400: NotSupported,
    401: SessionExpired,
    402: AccessDenied,
    403: AccessDenied,
    404: NotSupported,
    405: NotSupported,
    406: NotSupported,
    409: ActionInProgress,
    410: NotSupported,
    415: NotSupported,
    426: ClientOutdated,
    501: NotSupported,
}
_QUOTA = "quota|rate limit|too many requests"
_REPLENISHED = r"replenished in (\d+):(\d\d):(\d\d)"
_UNAUTHORIZED = 401
_TOO_MANY_REQUESTS = 429


def quota(reply: Reply) -> QuotaExceeded | None:
    """Return the quota a reply complains of (F21 to F23)."""
    if reply.good:
        return None
    told = reply.text
    named = not reply.failure and found(_QUOTA, told) is not None
    if reply.status != _TOO_MANY_REQUESTS and not named:
        return None
    wait = found(_REPLENISHED, told)
    if wait is not None and reply.retry_after is None:
        hours, minutes, seconds = (int(part) for part in wait.groups())
        return QuotaExceeded(hours * 3600 + minutes * 60 + seconds)
    return QuotaExceeded(reply.retry_after)


def document(reply: Reply) -> Any:
    """Return the document of a good reply; raises the error any other stands for."""
    if not reply.good and reply.html:
        raise _page(reply)
    try:
        found = reply.document()
    except Outage:
        if reply.good:
            raise
        found = None
    errors = _errors(found, good=reply.good)
    if errors or not reply.good:
        raise _refusal(reply, errors)
    return found


def accepted(reply: Reply) -> None:
    """Raise what `document` raises; a good reply may also be empty."""
    if not reply.good or reply.body.strip():
        document(reply)


def by_words(told: str) -> NissanError | None:
    """Return the error that a text stands for, whatever its status."""
    for words, error in _BY_WORDS:
        if found(words, told):
            return error()
    return None


def _page(reply: Reply) -> NissanError:
    """Return what a page in place of a document means: the service did not speak."""
    known = reply.status in _BY_STATUS and reply.status != _UNAUTHORIZED
    if known or reply.failure:
        return Outage("html", retry_after=reply.retry_after, taken=reply.failure)
    return SessionExpired()  # F40


def _errors(found: Any, *, good: bool) -> list[Mapping[str, Any]]:
    """Return the error items: of an `errors` list, or the bare form of a bad status."""
    if not isinstance(found, Mapping):
        return []
    listed = found.get("errors")
    if isinstance(listed, list):
        return [error for error in listed if isinstance(error, Mapping)]
    return [] if good else [found]


def _refusal(reply: Reply, errors: list[Mapping[str, Any]]) -> NissanError:
    named = by_words(json.dumps(errors))
    if named is not None:
        return named
    codes = [text(error.get("code")) or "" for error in errors]
    for code in codes:
        if code in _BY_CODE:
            return _BY_CODE[code]()
    inner = next((int(code[:3]) for code in codes if code[:3].isdecimal()), 0)
    return _by_status(inner if reply.good else reply.status, reply, told=bool(errors))


def _by_status(status: int, reply: Reply, *, told: bool) -> NissanError:
    if status in _BY_STATUS:
        return _BY_STATUS[status]()
    if 400 <= status < 500:  # noqa: PLR2004 - HTTP's own classes
        return SessionExpired()  # F40
    own_failure = status if told else None
    return Outage(f"http_{status}", status=own_failure, retry_after=reply.retry_after)
