"""KAuth: the sign-in before September 2026; any client secret is taken (2.1)."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from aiohttp import web
from msgspec import Struct, field

from emulator.cloud.accounts import Account, SignInError
from emulator.cloud.cloud import Cloud
from emulator.cloud.tokens import LIFE_S, Authorization, Purpose

from . import oauth, pages
from .inbound import cloud_of, decode, form
from .wire import answer

_REALM = "/a-ncb-prod"
_ADDRESS = "org.kamereon.service.nci:/oauth2redirect"
CLIENTS = {"a-ncb-nc-android-prod": _ADDRESS, "a-ncb-prod-android": _ADDRESS}
_ISSUER = "https://prod.eu2.auth.kamereon.org:443/kauth/oauth2/a-ncb-prod"
_COOKIE = "kauthSession"
_EMAIL = "IDToken1"
_PASSWORD = "IDToken2"  # noqa: S105 - the name of a field
_CALLBACKS = (
    ("NameCallback", "User Name:", _EMAIL),
    ("PasswordCallback", "Password:", _PASSWORD),
)
_MESSAGES = {
    "wrong": "E-mail or password is wrong.",
    "locked": "Too many wrong tries. Wait 15 minutes, then try again.",
}


class Input(Struct):
    """One field of a call-back."""

    name: str
    value: str


class CallBack(Struct):
    """One thing that the client is asked for."""

    input: tuple[Input, ...]


class Authentication(Struct):
    """The call-backs, filled in."""

    auth_id: str = field(name="authId")
    callbacks: tuple[CallBack, ...]

    def value(self, name: str) -> str:
        """Return what was filled into a field."""
        inputs = (entry for callback in self.callbacks for entry in callback.input)
        return next((entry.value for entry in inputs if entry.name == name), "")


async def authenticate(request: web.Request) -> web.StreamResponse:
    """Ask for e-mail and password, or take them in."""
    cloud = cloud_of(request)
    body = await request.read()
    if not body.strip():
        return answer(_questions(cloud.tokens.issue(Purpose.KAUTH_FORM, None)))
    try:
        filled = decode(body, Authentication)
    except ValueError:
        return _refusal(HTTPStatus.BAD_REQUEST, "The body is not readable")
    if cloud.tokens.find(Purpose.KAUTH_FORM, filled.auth_id) is None:
        return _refusal(HTTPStatus.UNAUTHORIZED, "Session has timed out", "110")
    try:
        account = await cloud.accounts.sign_in(
            filled.value(_EMAIL), filled.value(_PASSWORD)
        )
    except SignInError as err:
        message = "User Locked Out." if err.locked else "Authentication Failed"
        return _refusal(HTTPStatus.UNAUTHORIZED, message)
    cloud.tokens.redeem(Purpose.KAUTH_FORM, filled.auth_id)
    return _session_answer(cloud, account)


async def authorize(request: web.Request) -> web.StreamResponse:
    """Give a code to whoever is signed in; others get the form."""
    cloud = cloud_of(request)
    asked = oauth.asked(request.query, CLIENTS)
    if request.query.get("response_type") != "code":
        return oauth.call_back(asked, error="unsupported_response_type")
    cookie = request.cookies.get(_COOKIE, "")
    session = cloud.tokens.find(Purpose.KAUTH_SESSION, cookie)
    account = cloud.account_of(session)
    if account is None:
        return _to_form(cloud.tokens.issue(Purpose.KAUTH_FORM, None, asked))
    return _call_back(cloud, account, asked)


async def login_page(request: web.Request) -> web.StreamResponse:
    """Show the form to a browser."""
    key = request.query.get("goto", "")
    _begun(cloud_of(request), key)
    sign_in = pages.SignInForm("/kauth/UI/Login", _EMAIL, _PASSWORD, {"goto": key})
    return pages.sign_in(
        sign_in, message=_MESSAGES.get(request.query.get("failure", ""))
    )


async def login(request: web.Request) -> web.StreamResponse:
    """Take the browser's form in; a wrong pair shows it again (E2)."""
    cloud = cloud_of(request)
    fields = await form(request)
    key = fields.get("goto", "")
    asked = _begun(cloud, key)
    try:
        account = await cloud.accounts.sign_in(
            fields.get(_EMAIL, ""), fields.get(_PASSWORD, "")
        )
    except SignInError as err:
        return _to_form(key, failure="locked" if err.locked else "wrong")
    cloud.tokens.redeem(Purpose.KAUTH_FORM, key)
    response = _call_back(cloud, account, asked)
    _set_session(response, cloud.tokens.issue(Purpose.KAUTH_SESSION, account.user_id))
    return response


async def access_token(request: web.Request) -> web.StreamResponse:
    """Change a code, or a refresh token, for tokens of the data services."""
    fields = await form(request)
    if fields.get("client_id") not in CLIENTS:
        raise oauth.GrantError("invalid_client", "Client authentication failed")
    grant = _GRANTS.get(fields.get("grant_type", ""))
    if grant is None:
        raise oauth.GrantError("unsupported_grant_type", "Grant type is not supported")
    return oauth.answer(grant(cloud_of(request), fields))


def _of_code(cloud: Cloud, fields: Mapping[str, str]) -> dict[str, object]:
    account, asked = oauth.redeem_code(cloud, Purpose.KAUTH_CODE, fields)
    return {
        **oauth.kamereon_tokens(cloud, account),
        "scope": asked.scope,
        "id_token": oauth.unsigned_jwt(cloud, _claims(cloud, account, asked)),
    }


def _of_refresh_token(cloud: Cloud, fields: Mapping[str, str]) -> dict[str, object]:
    text = fields.get("refresh_token", "")
    account = cloud.account_of(cloud.tokens.find(Purpose.REFRESH, text))
    if account is None:
        raise oauth.GrantError("invalid_grant", "grant is invalid")
    return oauth.kamereon_tokens(cloud, account)


_GRANTS: dict[str, Callable[[Cloud, Mapping[str, str]], dict[str, object]]] = {
    "authorization_code": _of_code,
    "refresh_token": _of_refresh_token,
}


def _questions(auth_id: str) -> dict[str, object]:
    callbacks = [
        {
            "type": kind,
            "output": [{"name": "prompt", "value": prompt}],
            "input": [{"name": name, "value": ""}],
        }
        for kind, prompt, name in _CALLBACKS
    ]
    return {
        "authId": auth_id,
        "template": "",
        "stage": "LDAP1",
        "header": "Sign in",
        "callbacks": callbacks,
    }


def _session_answer(cloud: Cloud, account: Account) -> web.Response:
    session = cloud.tokens.issue(Purpose.KAUTH_SESSION, account.user_id)
    response = answer(
        {"tokenId": session, "successUrl": "/kauth/console", "realm": _REALM}
    )
    _set_session(response, session)
    return response


def _set_session(response: web.Response, session: str) -> None:
    response.set_cookie(_COOKIE, session, httponly=True, samesite="Lax")


def _refusal(
    status: HTTPStatus, message: str, error_code: str | None = None
) -> web.Response:
    document: dict[str, object] = {
        "code": status.value,
        "reason": status.phrase,
        "message": message,
    }
    if error_code is not None:
        document["detail"] = {"errorCode": error_code}
    return answer(document, status=status)


def _begun(cloud: Cloud, key: str) -> Authorization:
    """Return what the client asked for when a browser's sign-in began."""
    token = cloud.tokens.find(Purpose.KAUTH_FORM, key)
    if token is None or token.asked is None:
        raise pages.expired()
    return token.asked


def refused(fields: Mapping[str, str]) -> web.Response:
    """Show the browser's form again, as after a wrong pair (E2)."""
    return _to_form(fields.get("goto", ""), failure="wrong")


def _to_form(key: str, **parameters: str) -> web.Response:
    query = urlencode({"realm": _REALM, "goto": key, **parameters})
    return oauth.found(f"/kauth/XUI/?{query}")


def _call_back(cloud: Cloud, account: Account, asked: Authorization) -> web.Response:
    code = cloud.tokens.issue(Purpose.KAUTH_CODE, account.user_id, asked)
    return oauth.call_back(asked, code=code, iss=_ISSUER, client_id=asked.client_id)


def _claims(cloud: Cloud, account: Account, asked: Authorization) -> dict[str, object]:
    now = int(cloud.clock.now)
    claims: dict[str, object] = {
        "sub": f"KAMEREON-{account.user_id}",
        "KID": account.user_id,
        "iss": _ISSUER,
        "aud": asked.client_id,
        "iat": now,
        "exp": now + int(LIFE_S[Purpose.ACCESS]),
        "tokenName": "id_token",
        "given_name": account.first_name,
        "country": account.country,
        "vehicles": {"vehicles": _cars(cloud, account)},
    }
    if asked.nonce is not None:
        claims["nonce"] = asked.nonce
    return claims


def _cars(cloud: Cloud, account: Account) -> list[dict[str, object]]:
    vehicles = cloud.vehicles
    return [
        {
            "vin": str(vehicles.uuid(vin)),
            "gw": vehicles.model(vehicles.documents[vin]).platform.gateway,
            "role": pairing.role,
        }
        for vin, pairing in account.cars.items()
    ]
