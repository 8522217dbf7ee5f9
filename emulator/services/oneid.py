"""OneID: the maker's present sign-in (protocol 2.2)."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from aiohttp import web

from emulator.cloud.accounts import SignInError
from emulator.cloud.cloud import Cloud
from emulator.cloud.tokens import LIFE_S, Authorization, Purpose, Token

from . import oauth, pages
from .inbound import cloud_of, form

CLIENTS = {"ZM3WK7ax1OtQKYQ8Qqzcv5VgiA8a": "com://wso2.service.nci"}
_COOKIE = "commonAuthId"
_REGION = "EU"
_WRONG_PAIR = "login.fail.message"
_MESSAGES = {
    _WRONG_PAIR: "E-mail or password is wrong.",
    "account.locked": "Too many wrong tries. Wait 15 minutes, then try again.",
    "account.unvalidated": "Open the link in our mail first.",
}


async def authorize(request: web.Request) -> web.StreamResponse:
    """Begin a sign-in, or go on after the form."""
    key = request.query.get("sessionDataKey")
    if key is None:
        return _begin(request)
    return _go_on(request, key)


def _begin(request: web.Request) -> web.Response:
    """Show the form; a browser that is still signed in goes straight back (8.5)."""
    cloud = cloud_of(request)
    asked = oauth.asked(request.query, CLIENTS)
    if fault := _fault(request.query):
        return oauth.call_back(asked, error="invalid_request", error_description=fault)
    session = _session(request)
    if session is not None:
        return _call_back(cloud, session, asked)
    return _to_form(cloud.tokens.issue(Purpose.ONEID_FORM, None, asked))


def _fault(query: Mapping[str, str]) -> str | None:
    if query.get("response_type") != "code":
        return "response_type must be code"
    if not query.get("code_challenge"):
        return "PKCE is mandatory for this application"
    if query.get("code_challenge_method") != "S256":
        return "code_challenge_method must be S256"
    return None


def _go_on(request: web.Request, key: str) -> web.Response:
    cloud = cloud_of(request)
    session = _session(request)
    if session is None:
        return _to_form(key)
    begun = cloud.tokens.redeem(Purpose.ONEID_FORM, key)
    if begun is None or begun.asked is None:
        raise pages.expired()
    return _call_back(cloud, session, begun.asked)


async def login_page(request: web.Request) -> web.StreamResponse:
    """Show the sign-in form."""
    key = request.query.get("sessionDataKey", "")
    if cloud_of(request).tokens.find(Purpose.ONEID_FORM, key) is None:
        raise pages.expired()
    hidden = {"sessionDataKey": key, "regionCode": _REGION, "username": ""}
    sign_in = pages.SignInForm("../commonauth", "userName", "password", hidden)
    message = None
    if "authFailure" in request.query:
        reason = request.query.get("authFailureMsg", _WRONG_PAIR)
        message = _MESSAGES.get(reason, _MESSAGES[_WRONG_PAIR])
    return pages.sign_in(sign_in, message=message)


async def common_auth(request: web.Request) -> web.StreamResponse:
    """Take the form in; a wrong pair shows it again (E2)."""
    cloud = cloud_of(request)
    fields = await form(request)
    key = fields.get("sessionDataKey", "")
    if cloud.tokens.find(Purpose.ONEID_FORM, key) is None:
        raise pages.expired()
    try:
        account = await cloud.accounts.sign_in(
            _email(fields), fields.get("password", "")
        )
    except SignInError as err:
        return _to_form(key, authFailure="true", authFailureMsg=_reason(err))
    cookie = cloud.tokens.issue(Purpose.ONEID_SESSION, account.user_id)
    response = oauth.found(f"/oauth2/authorize?{urlencode({'sessionDataKey': key})}")
    response.set_cookie(_COOKIE, cookie, httponly=True, samesite="Lax")
    return response


async def token(request: web.Request) -> web.StreamResponse:
    """Change a code, or a refresh token, for tokens."""
    fields = await form(request)
    grant = _GRANTS.get(fields.get("grant_type", ""))
    if grant is None:
        raise oauth.GrantError("unsupported_grant_type", "Unsupported grant_type")
    return oauth.answer(grant(cloud_of(request), fields))


def _of_code(cloud: Cloud, fields: Mapping[str, str]) -> dict[str, object]:
    return _tokens(cloud, oauth.redeem_code(cloud, Purpose.ONEID_CODE, fields))


def _of_refresh_token(cloud: Cloud, fields: Mapping[str, str]) -> dict[str, object]:
    text = fields.get("refresh_token", "")
    return _tokens(cloud, oauth.redeem(cloud, Purpose.ONEID_REFRESH, text))


def _tokens(cloud: Cloud, grant: oauth.Grant) -> dict[str, object]:
    """Return new tokens; only the id token is of use elsewhere."""
    user_id = grant.account.user_id
    id_token = oauth.unsigned_jwt(cloud, _claims(cloud, grant))
    cloud.tokens.keep(Purpose.ONEID_ID, id_token, user_id)
    return {
        "access_token": cloud.secrets.token(),
        "refresh_token": cloud.tokens.issue(
            Purpose.ONEID_REFRESH, user_id, grant.asked
        ),
        "id_token": id_token,
        "token_type": "Bearer",
        "expires_in": int(LIFE_S[Purpose.ONEID_ID]),
    }


def _claims(cloud: Cloud, grant: oauth.Grant) -> dict[str, object]:
    now = int(cloud.clock.now)
    claims: dict[str, object] = {
        "sub": grant.account.user_id,
        "aud": grant.asked.client_id,
        "iat": now,
        "exp": now + int(LIFE_S[Purpose.ONEID_ID]),
    }
    if grant.asked.nonce is not None:
        claims["nonce"] = grant.asked.nonce
    return claims


_GRANTS: dict[str, Callable[[Cloud, Mapping[str, str]], dict[str, object]]] = {
    "authorization_code": _of_code,
    "refresh_token": _of_refresh_token,
}


def _reason(err: SignInError) -> str:
    if err.locked:
        return "account.locked"
    return "account.unvalidated" if err.unvalidated else _WRONG_PAIR


def _session(request: web.Request) -> Token | None:
    cookie = request.cookies.get(_COOKIE, "")
    return cloud_of(request).tokens.find(Purpose.ONEID_SESSION, cookie)


def _call_back(cloud: Cloud, session: Token, asked: Authorization) -> web.Response:
    code = cloud.tokens.issue(Purpose.ONEID_CODE, session.user_id, asked)
    return oauth.call_back(asked, code=code)


def refused(fields: Mapping[str, str]) -> web.Response:
    """Show the form again, as after a wrong pair (E2)."""
    key = fields.get("sessionDataKey", "")
    return _to_form(key, authFailure="true", authFailureMsg=_WRONG_PAIR)


def _to_form(key: str, **parameters: str) -> web.Response:
    query = urlencode({"sessionDataKey": key, **parameters}, errors="surrogatepass")
    return oauth.found(f"/authenticationendpoint/login.do?{query}")


def _email(fields: Mapping[str, str]) -> str:
    """Return what was typed; applications also send it as `region/e-mail`."""
    typed = fields.get("userName") or fields.get("username", "")
    return typed.removeprefix(f"{_REGION}/")
