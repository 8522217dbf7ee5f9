"""Tiny clients, straight from the protocol: they share nothing with the emulator."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from html.parser import HTMLParser
import re
from typing import Any, override
from urllib.parse import parse_qsl, urljoin, urlsplit

from aiohttp import ClientResponse, ClientSession

JSON_API = "application/vnd.api+json"
ONEID_CLIENT = "ZM3WK7ax1OtQKYQ8Qqzcv5VgiA8a"
ONEID_ADDRESS = "com://wso2.service.nci"
KAUTH_CLIENT = "a-ncb-nc-android-prod"
KAUTH_ADDRESS = "org.kamereon.service.nci:/oauth2redirect"
KAUTH_REALM = "/kauth/oauth2/a-ncb-prod"
KAUTH_JSON = "/kauth/json/realms/root/realms/a-ncb-prod/authenticate"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
AUTHORIZE = {
    "response_type": "code",
    "client_id": ONEID_CLIENT,
    "redirect_uri": ONEID_ADDRESS,
    "scope": "openid name profile email offline_access",
    "state": "a state & more",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "locale": "en_GB",
    "brand": "Nissan",
    "client": "mynissanapp",
}
KAUTH_AUTHORIZE = {
    "response_type": "code",
    "client_id": KAUTH_CLIENT,
    "redirect_uri": KAUTH_ADDRESS,
    "scope": "openid profile vehicles",
    "nonce": "sdfdsfez",
    "state": "af0ifjsldkj",
}


class Form(HTMLParser):
    """The one form of a page."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.action = ""
        self.method = ""
        self.fields: dict[str, str] = {}
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action, self.method = given["action"], given["method"]
        elif tag == "input":
            self.fields[given["name"]] = given.get("value", "")


async def shown_form(http: ClientSession) -> tuple[str, Form]:
    """Begin a sign-in; return the page's address and its form."""
    answer = await http.get("/oauth2/authorize", params=AUTHORIZE)
    assert answer.status == 200
    return str(answer.url), Form(await answer.text())


async def send_form(
    http: ClientSession, page: str, form: Form, **filled: str
) -> ClientResponse:
    """Send a form as a browser does, and follow to the end of this host."""
    answer = await http.post(
        urljoin(page, form.action), data=form.fields | filled, allow_redirects=False
    )
    return await follow(http, answer)


async def follow(http: ClientSession, answer: ClientResponse) -> ClientResponse:
    """Follow redirects as long as they stay on this host."""
    for _ in range(10):
        location = answer.headers.get("Location", "")
        if not location.startswith("/"):
            return answer
        answer = await http.get(location, allow_redirects=False)
    raise AssertionError("too many redirects")


def called_back(answer: ClientResponse, address: str = ONEID_ADDRESS) -> dict[str, str]:
    """Return what a call-back to the application says."""
    assert answer.status == 302
    location = answer.headers["Location"]
    assert location.startswith(f"{address}?")
    return dict(parse_qsl(urlsplit(location).query or location.partition("?")[2]))


async def oneid_code(http: ClientSession, email: str, password: str) -> str:
    """Sign in as the application does; return the code."""
    page, form = await shown_form(http)
    region = form.fields["regionCode"]
    answer = await send_form(
        http,
        page,
        form,
        userName=email,
        username=f"{region}/{email}",
        password=password,
    )
    says = called_back(answer)
    assert says["state"] == AUTHORIZE["state"]
    return says["code"]


async def oneid_tokens(
    http: ClientSession, code: str, /, **other: str
) -> tuple[int, dict[str, Any]]:
    """Change a code for OneID's tokens."""
    answer = await http.post(
        "/oauth2/token",
        data={
            "grant_type": "authorization_code",
            "client_id": ONEID_CLIENT,
            "redirect_uri": ONEID_ADDRESS,
            "code": code,
            "code_verifier": VERIFIER,
        }
        | other,
    )
    return answer.status, await answer.json()


async def exchange(
    http: ClientSession, id_token: str, **headers: str
) -> ClientResponse:
    """Change an id token for tokens of the data services."""
    return await http.post(
        "/bff-web/v1/oauth2/access_token?platform=Android",
        headers={"Authorization": id_token, "Content-Type": JSON_API} | headers,
    )


async def refresh(
    http: ClientSession, refresh_token: str, **other: Any
) -> ClientResponse:
    """Ask for a new access token."""
    headers = {"Authorization": refresh_token, "Content-Type": JSON_API}
    given = {"headers": headers, "data": b'{"scope":"openid profile vehicles"}'}
    return await http.post(
        "/bff-web/v1/oauth2/refresh-token?platform=Android", **given | other
    )


async def sign_in(http: ClientSession, email: str, password: str) -> dict[str, Any]:
    """Go the whole present way; return the data services' tokens."""
    code = await oneid_code(http, email, password)
    _, tokens = await oneid_tokens(http, code)
    answer = await exchange(http, tokens["id_token"])
    assert answer.status == 200
    result: dict[str, Any] = await answer.json()
    return result


async def kauth_answer(
    http: ClientSession, email: str, password: str
) -> ClientResponse:
    """Go the first two steps of the old way."""
    headers = {
        "Accept-Api-Version": "protocol=1.0,resource=2.1",
        "X-Username": "anonymous",
        "X-Password": "anonymous",
        "Accept": "application/json",
    }
    asked = await (await http.post(KAUTH_JSON, headers=headers)).json()
    for callback in asked["callbacks"]:
        named = callback["type"] == "NameCallback"
        callback["input"][0]["value"] = email if named else password
    return await http.post(KAUTH_JSON, headers=headers, json=asked)


async def kauth_code(http: ClientSession, email: str, password: str) -> str:
    """Sign in the old way; return the code."""
    answer = await kauth_answer(http, email, password)
    assert answer.status == 200
    token = (await answer.json())["tokenId"]
    answer = await http.get(
        f"{KAUTH_REALM}/authorize",
        params=KAUTH_AUTHORIZE,
        headers={"Cookie": f"i18next=en-UK; amlbcookie=05; kauthSession={token}"},
        allow_redirects=False,
    )
    says = called_back(answer, KAUTH_ADDRESS)
    assert says["state"] == KAUTH_AUTHORIZE["state"]
    return says["code"]


async def kauth_tokens(
    http: ClientSession, code: str, /, **other: str
) -> tuple[int, dict[str, Any]]:
    """Change a code for the data services' tokens, the old way."""
    answer = await http.post(
        f"{KAUTH_REALM}/access_token",
        data={
            "grant_type": "authorization_code",
            "client_id": KAUTH_CLIENT,
            "client_secret": "whatever",
            "redirect_uri": KAUTH_ADDRESS,
            "code": code,
        }
        | other,
    )
    return answer.status, await answer.json()


class Client:
    """A signed-in client of the data services."""

    def __init__(self, http: ClientSession, access_token: str = "") -> None:
        """Use an access token, or sign in later."""
        self.http = http
        self.headers = {"Authorization": f"Bearer {access_token}"}
        self.refresh_token = ""

    async def sign_in(self, email: str, password: str) -> None:
        """Go the whole present way, as if for the first time."""
        self.http.cookie_jar.clear()
        tokens = await sign_in(self.http, email, password)
        self.headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        self.refresh_token = tokens["refresh_token"]

    async def renew(self) -> None:
        """Get a new access token."""
        answer = await refresh(self.http, self.refresh_token)
        access_token = (await answer.json())["access_token"]
        self.headers = {"Authorization": f"Bearer {access_token}"}

    async def get(
        self, path: str, accept: str | None = None, **query: str
    ) -> ClientResponse:
        """Read an address."""
        headers = self.headers | ({"Accept": accept} if accept else {})
        return await self.http.get(path, headers=headers, params=query)

    async def user_id(self) -> str:
        """Return who is signed in."""
        answer = await self.get("/user-adapter/v1/users/current")
        user_id: str = (await answer.json())["userId"]
        return user_id

    async def cars(self, version: str = "v5") -> list[dict[str, Any]]:
        """Return the cars of the account."""
        answer = await self.get(f"/bff-web/{version}/users/{await self.user_id()}/cars")
        assert answer.status == 200
        rows: list[dict[str, Any]] = (await answer.json())["data"]
        return rows

    async def read(self, vin: str, resource: str, version: str = "v1") -> Any:
        """Return a resource of the car adapter, in its envelope's attributes."""
        answer = await self.get(f"/car-adapter/{version}/cars/{vin}/{resource}")
        assert answer.status == 200, await answer.text()
        return (await answer.json())["data"]["attributes"]

    async def order(self, vin: str, action: str, body: Any = None) -> ClientResponse:
        """Ask a car for something."""
        kind = "".join(part.capitalize() for part in action.split("-"))
        given = {"data": {"type": kind}} if body is None else body
        return await self.http.post(
            f"/car-adapter/v1/cars/{vin}/actions/{action}",
            headers=self.headers | {"Content-Type": JSON_API},
            json=given,
        )

    async def ordered(self, vin: str, action: str) -> str:
        """Ask a car for something; return the order's id."""
        answer = await self.order(vin, action)
        assert answer.status == 200, await answer.text()
        order_id: str = (await answer.json())["data"]["id"]
        return order_id

    async def status(self, vin: str, order_id: str, host: str = "") -> str | int:
        """Return an order's status, or the HTTP status of a refusal."""
        path = f"{host}/v1/cars/{vin}/actions/status"
        answer = await self.get(path, actionId=order_id)
        if answer.status != 200:
            return answer.status
        status: str = (await answer.json())["data"]["attributes"]["status"]
        return status


def error_of(text: str) -> tuple[str, str]:
    """Return title and code of an error body."""
    found = re.search(r'"code":"([^"]*)","title":"([^"]*)"', text)
    assert found, text
    return found[2], found[1]
