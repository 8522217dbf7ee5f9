"""Signing in (protocol 2.2), all that can go wrong, and what is never done."""

import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import web
import pytest

from custom_components.nissanconnect.api.errors import (
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
from custom_components.nissanconnect.api.server import Server
from custom_components.nissanconnect.api.signin import SignIn
from custom_components.nissanconnect.api.transport import Transport
from emulator.services import Handler
from emulator.testing import OWNER

from .conftest import SIGNED_IN_S, Owner
from .meddler import HTML

AUTHORIZE = "GET /oauth2/authorize.*response_type"
LOGIN_PAGE = "GET /authenticationendpoint/login.do"
PASSWORD = "POST /commonauth"
TOKEN = "POST /oauth2/token"
EXCHANGE = "POST /bff-web/v1/oauth2/access_token"


async def refused(owner: Owner, password: str = OWNER.password) -> NissanError:
    """Return what a sign-in is refused with."""
    with pytest.raises(NissanError) as raised:
        await owner.client(password).sign_in()
    return raised.value


async def test_E2_sign_in(owner: Owner) -> None:
    """With no request more than it takes, and the account's own id."""
    account = await owner.client().sign_in()
    known = owner.emulator.world.cloud.accounts.documents.find(OWNER.email)
    assert known is not None
    assert account.user_id == known.user_id
    assert [line.split("?")[0] for line in owner.meddler.passed] == [
        "GET /oauth2/authorize",
        "GET /authenticationendpoint/login.do",
        "POST /commonauth",
        "GET /oauth2/authorize",
        "POST /oauth2/token",
        "POST /bff-web/v1/oauth2/access_token",
        "GET /user-adapter/v1/users/current",
    ]


async def test_E2_a_wrong_pair_is_rejected(owner: Owner) -> None:
    """Whichever half was wrong."""
    assert isinstance(await refused(owner, "wrong"), CredentialsRejected)
    with pytest.raises(CredentialsRejected):
        await owner.client(email="nobody@example.com").sign_in()


async def test_F15_a_rejected_password_is_never_sent_again(owner: Owner) -> None:
    """Not by any call, nor after any time, nor when asked to."""
    client = owner.client("wrong")
    with pytest.raises(CredentialsRejected):
        await client.vehicles()
    owner.meddler.forget()
    for call in (client.vehicles, client.account, client.sign_in, client.sign_in):
        with pytest.raises(CredentialsRejected):
            await call()
    await owner.emulator.advance(7 * 86400)
    with pytest.raises(CredentialsRejected):
        await client.sign_in()
    assert owner.meddler.passed == []


async def test_good_cookies_need_no_password(owner: Owner) -> None:
    """Protocol 8.5: no form, straight to the callback; until they have ended."""
    transport = Transport(owner.session, owner.now, owner.emulator.advance)
    signin = SignIn(transport, Server.at(owner.url), *OWNER)
    await signin.identity()
    owner.meddler.forget()
    await signin.identity()
    assert owner.meddler.count(AUTHORIZE) == 1
    assert owner.meddler.count(PASSWORD) == 0
    await owner.emulator.advance(SIGNED_IN_S)
    await signin.identity()
    assert owner.meddler.count(PASSWORD) == 1


async def test_a_wanted_sign_in_is_with_the_password(owner: Owner) -> None:
    """Else a wrong one would be taken for good where cookies are."""
    client = owner.client()
    for times in (1, 2):
        await client.sign_in()
        assert owner.meddler.count(PASSWORD) == times


async def test_cookies_go_to_the_pages_of_the_sign_in_alone(owner: Owner) -> None:
    """Also where one address has all services; a token is all that others want."""
    with_cookies: list[str] = []

    async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
        if "Cookie" in request.headers:
            with_cookies.append(request.path)
        return await handler(request)

    owner.meddler.do(".*", look)
    await owner.client().sign_in()
    assert with_cookies == ["/oauth2/authorize", "/oauth2/token"]


@pytest.mark.parametrize(
    "password", ["p%&=+; ü€ß\"'<>#?/\\" * 3, " leading and trailing ", "🚗" * 30]
)
async def test_F05_the_password_goes_out_untouched(owner: Owner, password: str) -> None:
    """However long it is and whatever is in it."""
    seen: list[dict[str, Any]] = []

    async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
        seen.append(dict(await request.post()))
        return await handler(request)

    owner.meddler.do(PASSWORD, look)
    await refused(owner, password)
    (form,) = seen
    assert form["password"] == password
    assert form["userName"] == OWNER.email
    assert form["username"] == f"EU/{OWNER.email}"
    assert form["sessionDataKey"]


async def test_a_form_without_a_region(owner: Owner) -> None:
    """Then the e-mail alone is the name; inputs go back as they came."""
    seen: list[dict[str, Any]] = []
    page = (
        "<form id='search'><input name='password'></form><input name='stray'>"
        "<FORM action='../commonauth' method='post'><input name='sessionDataKey'"
        " value='k&amp;1'><input name='password'><input name='username'>"
        "<input name='token' value='t'><input type='submit'></FORM>"
    )

    async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
        seen.append(dict(await request.post()))
        raise web.HTTPFound("com://wso2.service.nci?error=access_denied")

    owner.meddler.say(LOGIN_PAGE, 200, text=page)
    owner.meddler.do(PASSWORD, look)
    await refused(owner)
    assert seen == [
        {
            "sessionDataKey": "k&1",
            "userName": OWNER.email,
            "username": OWNER.email,
            "password": OWNER.password,
            "token": "t",
        }
    ]


CASES: dict[str, tuple[str, int, dict[str, Any], type[NissanError], str | None]] = {
    # fault: where, status, how, error, code
    "F01_no_location": (AUTHORIZE, 302, {}, SignInChanged, "no_location"),
    "F02_new_parameter": (AUTHORIZE, 400, {}, SignInChanged, "http_400"),
    "F03_old_host": (AUTHORIZE, 401, {"text": "<p>no"}, SignInChanged, "http_401"),
    "F08_terms_page": (
        PASSWORD,
        200,
        {"text": HTML.format("Please accept the Terms of Use")},
        TermsPending,
        None,
    ),
    "F08_page_nobody_knows": (
        PASSWORD,
        200,
        {"text": HTML.format("Hello")},
        TermsPending,
        None,
    ),
    "F08_terms_elsewhere": (
        PASSWORD,
        302,
        {"headers": {"Location": "https://accounts.example/consent"}},
        TermsPending,
        None,
    ),
    "F08_terms_at_the_exchange": (
        EXCHANGE,
        403,
        {"document": {"errors": [{"detail": "Terms and conditions not accepted"}]}},
        TermsPending,
        None,
    ),
    "F09_captcha_in_the_form": (
        LOGIN_PAGE,
        200,
        {
            "text": "<form><input name=sessionDataKey><input name=password>"
            "<div class=g-recaptcha></div></form>"
        },
        VerificationRequired,
        None,
    ),
    "F09_captcha_page": (
        PASSWORD,
        200,
        {"text": HTML.format("Solve this captcha")},
        VerificationRequired,
        None,
    ),
    "F10_one_time_code": (
        PASSWORD,
        200,
        {"text": HTML.format("We sent you a one-time code")},
        VerificationRequired,
        None,
    ),
    "F16_outdated": (EXCHANGE, 426, {}, ClientOutdated, None),
    "F16_outdated_page": (
        LOGIN_PAGE,
        200,
        {"text": HTML.format("Please update your app")},
        ClientOutdated,
        None,
    ),
    "F18_inner_code": (
        PASSWORD,
        502,
        {"document": {"code": "user or password wrong"}},
        CredentialsRejected,
        None,
    ),
    "F21_quota": (
        AUTHORIZE,
        429,
        {"headers": {"Retry-After": "60"}},
        QuotaExceeded,
        None,
    ),
    "F34_down": (PASSWORD, 500, {}, Outage, "http_500"),
    "F35_bad_gateway": (LOGIN_PAGE, 502, {"text": HTML}, Outage, "http_502"),
    "F41_challenge": (
        AUTHORIZE,
        403,
        {"text": HTML.format("<script src=/cdn-cgi/challenge-platform/x></script>")},
        Outage,
        "challenge",
    ),
    "no_form": (
        LOGIN_PAGE,
        200,
        {"text": HTML.format("Hello")},
        SignInChanged,
        "no_login_form",
    ),
    "another_form": (
        LOGIN_PAGE,
        200,
        {"text": "<form><input name=q></form>"},
        SignInChanged,
        "no_login_form",
    ),
    "form_to_elsewhere": (
        LOGIN_PAGE,
        200,
        {
            "text": "<form action='https://thief.example/'>"
            "<input name=sessionDataKey><input name=password></form>"
        },
        SignInChanged,
        "foreign_host",
    ),
    "redirect_to_elsewhere": (
        AUTHORIZE,
        302,
        {"headers": {"Location": "https://thief.example/"}},
        SignInChanged,
        "foreign_host",
    ),
    "redirect_to_nowhere": (
        AUTHORIZE,
        302,
        {"headers": {"Location": "http://[/"}},
        SignInChanged,
        "foreign_host",
    ),
    "app_address_of_another": (
        AUTHORIZE,
        302,
        {"headers": {"Location": "com://wso2.service.nci.thief?code=x"}},
        SignInChanged,
        "foreign_host",
    ),
    "redirect_in_a_circle": (
        AUTHORIZE,
        302,
        {"headers": {"Location": "/oauth2/authorize?response_type=code"}},
        SignInChanged,
        "too_many_redirects",
    ),
    "token_refused": (
        TOKEN,
        400,
        {"document": {"error": "invalid_grant"}},
        SignInChanged,
        "token_400",
    ),
    "token_missing": (TOKEN, 200, {"document": {}}, SignInChanged, "token_200"),
    "token_is_a_list": (TOKEN, 200, {"document": []}, SignInChanged, "token_200"),
    "F37_token_is_a_page": (TOKEN, 200, {"text": HTML}, Outage, "html"),
    "exchange_refused": (EXCHANGE, 401, {}, SignInChanged, "exchange_401"),
    "exchange_without_token": (
        EXCHANGE,
        200,
        {"document": {"refresh_token": "x"}},
        SignInChanged,
        "exchange_200",
    ),
    "exchange_is_a_list": (
        EXCHANGE,
        200,
        {"document": []},
        SignInChanged,
        "exchange_200",
    ),
    "exchange_down": (EXCHANGE, 503, {}, Outage, "http_503"),
}


@pytest.mark.parametrize("fault", CASES)
async def test_what_can_go_wrong(owner: Owner, fault: str) -> None:
    """Each is told apart; what the owner can do nothing about is no rejection."""
    where, status, how, expected, code = CASES[fault]
    owner.meddler.say(where, status, **how)
    error = await refused(owner)
    assert type(error) is expected
    assert getattr(error, "code", None) == code
    assert owner.meddler.count(PASSWORD) <= 1


async def called_back(owner: Owner, where: str, query: str) -> NissanError:
    """Return what comes of a callback with this query; STATE stands for the state."""
    states: list[str] = []

    async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
        states.append(request.query["state"])
        return await handler(request)

    async def back(request: web.Request, handler: Handler) -> web.StreamResponse:
        state = request.query.get("state") or states[0]
        target = f"com://wso2.service.nci?{query}".replace("STATE", state)
        raise web.HTTPFound(target)

    owner.meddler.do(where, back)
    owner.meddler.do(AUTHORIZE, look)
    return await refused(owner)


@pytest.mark.parametrize(
    ("query", "expected", "code"),
    [
        ("error=access_denied&state=STATE", CredentialsRejected, None),
        ("error=consent_required&state=STATE", TermsPending, None),
        ("error=server_error&state=STATE", SignInChanged, "no_code"),
        ("state=STATE", SignInChanged, "no_code"),
        ("code=stolen&state=other", SignInChanged, "state"),
        ("code=stolen", SignInChanged, "state"),
        ("", SignInChanged, "state"),
        ("code=c&state=%C3%A4", SignInChanged, "state"),
    ],
)
async def test_callbacks(
    owner: Owner, query: str, expected: type[NissanError], code: str | None
) -> None:
    """The state must be ours before anything else counts."""
    error = await called_back(owner, PASSWORD, query)
    assert type(error) is expected
    assert getattr(error, "code", None) == code
    assert owner.meddler.count(TOKEN) == 0


async def test_a_denial_without_a_password_is_no_rejection(owner: Owner) -> None:
    """It was not sent, so it was not wrong."""
    error = await called_back(owner, AUTHORIZE, "error=access_denied&state=STATE")
    assert isinstance(error, SignInChanged)
    assert owner.meddler.count(PASSWORD) == 0


async def test_pkce(owner: Owner) -> None:
    """The challenge is sent, the verifier only with the code; each time another."""
    for _ in range(2):
        await owner.client().sign_in()
    lines = [x for x in owner.meddler.passed if "code_challenge=" in x]
    queries = [parse_qs(urlsplit(line).query) for line in lines]
    for name in ("code_challenge", "state"):
        first, second = (query[name][0] for query in queries)
        assert first != second
        assert "=" not in first
    assert owner.meddler.count("code_verifier") == 0


async def test_a_refused_sign_in_rests_for_an_hour(owner: Owner) -> None:
    """Unless the owner asks for it."""
    client = owner.client()
    owner.meddler.say(PASSWORD, 200, text=HTML.format("terms"))
    with pytest.raises(TermsPending):
        await client.vehicles()
    owner.meddler.forget()
    await owner.emulator.advance(3599)
    with pytest.raises(TermsPending):
        await client.vehicles()
    assert owner.meddler.passed == []
    with pytest.raises(TermsPending):
        await client.sign_in()
    assert owner.meddler.count(PASSWORD) == 1
    owner.meddler.stop()
    await owner.emulator.advance(3600)
    assert await client.vehicles()


async def test_an_outage_does_not_rest(owner: Owner) -> None:
    """The next call tries again."""
    client = owner.client()
    owner.meddler.say(AUTHORIZE, 503, times=1)
    with pytest.raises(Outage):
        await client.vehicles()
    assert await client.vehicles()


@pytest.mark.parametrize("fault", CASES)
async def test_no_secret_is_told(
    owner: Owner, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in what is raised, not in what it came from, not in the log."""
    caplog.set_level(logging.DEBUG)
    where, status, how, _, _ = CASES[fault]
    owner.meddler.say(where, status, **how)
    error: BaseException | None = await refused(owner)
    told = caplog.text
    while error is not None:
        told += repr(error) + str(error.args)
        error = error.__context__
    assert OWNER.password not in told
    for word in ("code=", "code_verifier", "Bearer", "eyJ"):
        assert word not in told


async def test_errors_are_in_one_tree() -> None:
    """These are about signing in, and nothing else is."""
    kinds = {kind.__name__ for kind in SignInError.__subclasses__()}
    assert kinds == {
        "CredentialsRejected",
        "TermsPending",
        "VerificationRequired",
        "ClientOutdated",
        "SignInChanged",
    }
