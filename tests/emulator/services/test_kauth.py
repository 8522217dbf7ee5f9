"""The sign-in before September 2026, protocol 2.1."""

from base64 import urlsafe_b64decode
import json
from typing import Any

from aiohttp import ClientSession
import pytest

from emulator.testing import OWNER, Emulator

from .clients import (
    KAUTH_ADDRESS,
    KAUTH_AUTHORIZE,
    KAUTH_CLIENT,
    KAUTH_JSON,
    KAUTH_REALM,
    Client,
    Form,
    called_back,
    follow,
    kauth_answer,
    kauth_code,
    kauth_tokens,
    send_form,
)


async def test_the_first_answer_asks_for_name_and_password(
    http: ClientSession,
) -> None:
    asked = await (await http.post(KAUTH_JSON)).json()
    assert asked["stage"] == "LDAP1"
    assert asked["authId"]
    assert asked["callbacks"] == [
        {
            "type": "NameCallback",
            "output": [{"name": "prompt", "value": "User Name:"}],
            "input": [{"name": "IDToken1", "value": ""}],
        },
        {
            "type": "PasswordCallback",
            "output": [{"name": "prompt", "value": "Password:"}],
            "input": [{"name": "IDToken2", "value": ""}],
        },
    ]


async def test_a_right_pair_gives_a_session_in_body_and_cookie(
    http: ClientSession,
) -> None:
    answer = await kauth_answer(http, *OWNER)
    said = await answer.json()
    assert said["realm"] == "/a-ncb-prod"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"kauthSession={said['tokenId']};")
    assert "HttpOnly" in cookie
    assert "Path=/" in cookie


async def test_the_whole_old_way_leads_to_the_user(http: ClientSession) -> None:
    status, tokens = await kauth_tokens(http, await kauth_code(http, *OWNER))
    assert status == 200
    assert tokens["scope"] == KAUTH_AUTHORIZE["scope"]
    assert tokens["token_type"] == "Bearer"
    assert len(tokens["access_token"]) == 27
    assert await Client(http, tokens["access_token"]).user_id()


@pytest.mark.parametrize("secret", ["", "another", None])
async def test_any_client_secret_is_taken(
    http: ClientSession, secret: str | None
) -> None:
    other = {} if secret is None else {"client_secret": secret}
    status, _ = await kauth_tokens(http, await kauth_code(http, *OWNER), **other)
    assert status == 200


async def test_E2_a_wrong_pair_is_401_whichever_half(http: ClientSession) -> None:
    answers = [
        await kauth_answer(http, OWNER.email, "wrong"),
        await kauth_answer(http, "nobody@example.com", OWNER.password),
    ]
    for answer in answers:
        assert answer.status == 401
        assert await answer.json() == {
            "code": 401,
            "reason": "Unauthorized",
            "message": "Authentication Failed",
        }


async def test_E2_a_locked_account_is_told_apart(http: ClientSession) -> None:
    for _ in range(5):
        await kauth_answer(http, OWNER.email, "wrong")
    answer = await kauth_answer(http, *OWNER)
    assert answer.status == 401
    assert (await answer.json())["message"] == "User Locked Out."


async def test_call_backs_that_took_too_long_have_timed_out(
    emulator: Emulator, http: ClientSession
) -> None:
    asked = await (await http.post(KAUTH_JSON)).json()
    await emulator.advance(5 * 60)
    answer = await http.post(KAUTH_JSON, json=asked)
    assert answer.status == 401
    said = await answer.json()
    assert said["message"] == "Session has timed out"
    assert said["detail"] == {"errorCode": "110"}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'{"authId": 1, "callbacks": []}',
        b'{"authId": "x", "callbacks": {}}',
        b'{"authId": "x", "callbacks": [{"input": [{}]}]}',
        b'{"authId": "\xff"}',
        b'{"x": ' + b"[" * 50_000,
    ],
    ids=range(8),
)
async def test_an_unreadable_body_is_400(http: ClientSession, body: bytes) -> None:
    answer = await http.post(KAUTH_JSON, data=body)
    assert answer.status == 400


async def test_call_backs_without_fields_are_a_wrong_pair(http: ClientSession) -> None:
    asked = await (await http.post(KAUTH_JSON)).json()
    answer = await http.post(
        KAUTH_JSON, json={"authId": asked["authId"], "callbacks": []}
    )
    assert answer.status == 401


async def test_a_browser_gets_a_form_and_comes_back_with_a_code(
    http: ClientSession,
) -> None:
    answer = await http.get(f"{KAUTH_REALM}/authorize", params=KAUTH_AUTHORIZE)
    page, form = str(answer.url), Form(await answer.text())
    wrong = await send_form(http, page, form, IDToken1=OWNER.email, IDToken2="wrong")
    text = await wrong.text()
    assert "is wrong" in text
    right = await send_form(
        http, page, Form(text), IDToken1=OWNER.email, IDToken2=OWNER.password
    )
    code = called_back(right, KAUTH_ADDRESS)["code"]
    assert (await kauth_tokens(http, code))[0] == 200
    again = await http.get(
        f"{KAUTH_REALM}/authorize", params=KAUTH_AUTHORIZE, allow_redirects=False
    )
    assert called_back(await follow(http, again), KAUTH_ADDRESS)["code"]


@pytest.mark.parametrize(
    "wrong", [{"client_id": "x"}, {"redirect_uri": "https://evil.example/"}]
)
async def test_nothing_is_sent_to_an_address_that_is_not_registered(
    http: ClientSession, wrong: dict[str, str]
) -> None:
    answer = await http.get(
        f"{KAUTH_REALM}/authorize",
        params=KAUTH_AUTHORIZE | wrong,
        allow_redirects=False,
    )
    assert answer.status == 400
    assert "Location" not in answer.headers


async def test_another_response_type_calls_back_with_an_error(
    http: ClientSession,
) -> None:
    answer = await http.get(
        f"{KAUTH_REALM}/authorize",
        params=KAUTH_AUTHORIZE | {"response_type": "token"},
        allow_redirects=False,
    )
    says = called_back(answer, KAUTH_ADDRESS)
    assert says["error"] == "unsupported_response_type"


async def test_the_id_token_names_the_cars_by_their_uuid(http: ClientSession) -> None:
    _, tokens = await kauth_tokens(http, await kauth_code(http, *OWNER))
    claims = json.loads(urlsafe_b64decode(f"{tokens['id_token'].split('.')[1]}=="))
    assert claims["nonce"] == KAUTH_AUTHORIZE["nonce"]
    assert claims["sub"] == f"KAMEREON-{claims['KID']}"
    cars = await Client(http, tokens["access_token"]).cars()
    assert [car["vin"] for car in claims["vehicles"]["vehicles"]] == [
        car["uuid"] for car in cars
    ]


async def test_a_wrong_key_gets_a_page(http: ClientSession) -> None:
    page = await http.get("/kauth/XUI/", params={"goto": "https://evil.example/"})
    sent = await http.post("/kauth/UI/Login", data={"goto": "https://evil.example/"})
    assert (page.status, sent.status) == (400, 400)


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"client_id": "x"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"redirect_uri": "https://evil.example/"}, "invalid_grant"),
        ({"code": "unknown"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "invalid_grant"),
    ],
)
async def test_wrong_token_requests_are_refused(
    http: ClientSession, other: dict[str, str], error: str
) -> None:
    status, said = await kauth_tokens(http, await kauth_code(http, *OWNER), **other)
    assert (status, said["error"]) == (400, error)


async def test_a_code_is_good_once(http: ClientSession) -> None:
    code = await kauth_code(http, *OWNER)
    assert (await kauth_tokens(http, code))[0] == 200
    assert (await kauth_tokens(http, code))[0] == 400


async def test_a_code_of_one_identity_service_is_none_of_the_other(
    http: ClientSession,
) -> None:
    code = await kauth_code(http, *OWNER)
    answer = await http.post(
        "/oauth2/token",
        data={
            "grant_type": "authorization_code",
            "client_id": KAUTH_CLIENT,
            "redirect_uri": KAUTH_ADDRESS,
            "code": code,
        },
    )
    assert answer.status == 400


async def test_a_refresh_token_gives_new_tokens(
    emulator: Emulator, http: ClientSession
) -> None:
    _, tokens = await kauth_tokens(http, await kauth_code(http, *OWNER))
    await emulator.advance(tokens["expires_in"])
    old = Client(http, tokens["access_token"])
    assert (await old.get("/user-adapter/v1/users/current")).status == 401
    answer = await http.post(
        f"{KAUTH_REALM}/access_token",
        data={
            "grant_type": "refresh_token",
            "client_id": KAUTH_CLIENT,
            "client_secret": "whatever",
            "refresh_token": tokens["refresh_token"],
        },
    )
    newer: dict[str, Any] = await answer.json()
    assert await Client(http, newer["access_token"]).user_id()
