"""Which reply is which error (protocol 8.1, F16 to F41)."""

import json
from typing import Any

from multidict import CIMultiDict
import pytest
from yarl import URL

from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    ActionInProgress,
    ClientOutdated,
    CredentialsRejected,
    NissanError,
    NoData,
    NotSupported,
    Outage,
    PrivacyMode,
    SessionExpired,
    TermsPending,
)
from custom_components.nissanconnect.api.refusals import document, quota
from custom_components.nissanconnect.api.reply import Reply

HTML = "<!doctype html><html><body>Bad gateway</body></html>"


def reply(status: int, body: Any = "", **headers: str) -> Reply:
    """Return a reply; a body that is no text is JSON."""
    raw = body if isinstance(body, str) else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, URL("http://x/y"), CIMultiDict(named), raw.encode())


def error(**members: Any) -> dict[str, Any]:
    """Return the usual body of an error."""
    return {"errors": [members]}


def refused(answer: Reply) -> NissanError:
    """Return what a reply is refused with."""
    with pytest.raises(NissanError) as raised:
        document(answer)
    return raised.value


@pytest.mark.parametrize("found", [{"data": {}}, {}, [], {"errors": []}])
def test_a_good_document_is_returned(found: Any) -> None:
    """Whatever it holds; an empty list of errors is none."""
    assert document(reply(200, found)) == found


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (
            501,
            error(
                status="Not Implemented",
                code="501",
                title="Not supported Feature",
                detail="This feature is not technically supported by this gateway",
            ),
            NotSupported,
        ),
        (
            403,
            error(
                status="Forbidden",
                code="403",
                title="security.access",
                detail="Access is denied for this resource",
            ),
            AccessDenied,
        ),
        (400, error(status="Bad Request", code="400"), NotSupported),
        (400, error(code="400001"), NotSupported),
        (403, error(code="403009", title="Forbidden action"), PrivacyMode),
        (403, error(code=403009), PrivacyMode),
        (403, error(code="403011"), NotSupported),
        (404, error(code="404", title="Not Found"), NotSupported),
        (404, error(detail="There is no data for this vin and uid"), NoData),
        (404, error(detail="No action(s) found for this vehicle."), NoData),
        (409, error(code="409001"), ActionInProgress),
        (401, "", SessionExpired),
        (401, error(code="401"), SessionExpired),
        (406, error(code="406"), NotSupported),
        (403, "", AccessDenied),
        (403, error(code="SERVICE_NOT_SUBSCRIBED"), AccessDenied),
        (426, {"message": "upgrade"}, ClientOutdated),
        (400, error(detail="App update required"), ClientOutdated),
        (403, error(detail="Terms and conditions not accepted"), TermsPending),
        (502, {"code": "user or password wrong"}, CredentialsRejected),
        (498, "", SessionExpired),
        (418, error(code="418"), SessionExpired),
        # The same with a good status: the code inside counts.
        (200, error(code="501"), NotSupported),
        (200, error(code="403009"), PrivacyMode),
        (200, error(code="404", detail="There is no data for this"), NoData),
        (
            200,
            error(title="This feature is not supported at the current time."),
            NotSupported,
        ),
        (200, error(code="401"), SessionExpired),
    ],
)
def test_refusals(status: int, body: Any, expected: type[NissanError]) -> None:
    """The table of protocol 8.1 and its kin."""
    assert type(refused(reply(status, body))) is expected


@pytest.mark.parametrize(
    ("answer", "code", "status"),
    [
        (reply(200, HTML), "html", None),  # F37
        (reply(200, "hello", Content_Type="text/html"), "html", None),
        (reply(200, ""), "empty", None),
        (reply(200, "  \n"), "empty", None),
        (reply(200, "OK"), "not_json", None),  # F38
        (reply(200, '{"data": {"attr'), "not_json", None),  # F39
        (reply(200, "[" * 100_000), "not_json", None),
        (reply(502, HTML), "html", None),  # F35
        (reply(404, HTML), "html", None),  # F36
        (reply(403, HTML), "html", None),  # F41
        (reply(500, ""), "http_500", None),
        (reply(500, error(code="500")), "http_500", 500),
        (reply(502, error(code="gateway.processing")), "http_502", 502),  # F49
        (reply(200, error(code="500")), "http_500", 500),
        (reply(200, error(detail="?")), "http_0", 0),
        (reply(302, "", Location="/x"), "http_302", None),
    ],
)
def test_outages(answer: Reply, code: str, status: int | None) -> None:
    """`status` is set where the service itself spoke."""
    outage = refused(answer)
    assert isinstance(outage, Outage)
    assert (outage.code, outage.status) == (code, status)


def test_F40_a_page_with_an_unknown_status_is_a_session_at_its_end() -> None:
    """Once: the session finds out whether that helps."""
    assert isinstance(refused(reply(498, HTML)), SessionExpired)
    assert isinstance(refused(reply(401, HTML)), SessionExpired)


NOW = "Sun, 22 Nov 2026 12:00:00 GMT"
TOMORROW = "Mon, 23 Nov 2026 12:00:00 GMT"
F23 = error(code="403", detail="Out of call volume quota. Replenished in 00:28:11.")


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (reply(429, "", Retry_After="86400"), 86400),  # F21
        (reply(429, "", Retry_After=TOMORROW, Date=NOW), 86400),
        (reply(429, "", Retry_After=NOW, Date=TOMORROW), 0),
        (reply(429, "", Retry_After="-5"), 0),
        (reply(429, "", Retry_After="soon"), None),
        (reply(429, "", Retry_After=TOMORROW), None),
        (reply(429, HTML), None),  # F22
        (reply(403, F23), 28 * 60 + 11),  # F23
        (reply(403, F23, Retry_After="60"), 60),
        (reply(400, error(detail="You have reached your quota limit")), None),
    ],
)
def test_a_quota_is_found_whatever_its_status(
    answer: Reply, seconds: float | None
) -> None:
    """It is never taken for a missing right or a bad password."""
    exceeded = quota(answer)
    assert exceeded is not None
    assert exceeded.retry_after == seconds


@pytest.mark.parametrize(
    "answer",
    [
        reply(200, {"quota": 1}),
        reply(500, error(detail="quota service down")),
        reply(403, error(code="403")),
    ],
)
def test_what_is_no_quota(answer: Reply) -> None:
    """A good answer may well speak of one."""
    assert quota(answer) is None


def test_an_outage_keeps_the_time_the_server_names() -> None:
    """So that the next try fits."""
    outage = refused(reply(503, "", Retry_After="120"))
    assert isinstance(outage, Outage)
    assert outage.retry_after == 120


def test_nothing_of_a_reply_is_shown() -> None:
    """Bodies and addresses may hold tokens and codes."""
    shown = repr(reply(200, {"access_token": "secret"}, Location="com://x?code=secret"))
    assert "secret" not in shown
