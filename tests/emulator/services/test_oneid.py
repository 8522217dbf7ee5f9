"""The present sign-in, protocol 2.2."""

import base64
import json

from aiohttp import ClientSession
import pytest

from emulator.testing import OWNER, Emulator

from .clients import (
    AUTHORIZE,
    ONEID_ADDRESS,
    VERIFIER,
    Client,
    Form,
    called_back,
    exchange,
    follow,
    oneid_code,
    oneid_tokens,
    send_form,
    shown_form,
    sign_in,
)

MINUTE = 60.0
HOUR = 60 * MINUTE


async def test_the_whole_way_leads_to_the_user(owner: Client) -> None:
    answer = await owner.get("/user-adapter/v1/users/current")
    assert answer.status == 200
    assert (await answer.json())["email"] == OWNER.email


async def test_the_form_is_the_one_that_applications_look_for(
    http: ClientSession,
) -> None:
    page, form = await shown_form(http)
    assert "/authenticationendpoint/login.do?sessionDataKey=" in page
    assert (form.action, form.method) == ("../commonauth", "post")
    assert {"sessionDataKey", "regionCode", "username", "userName", "password"} <= set(
        form.fields
    )
    assert form.fields["username"] == ""


async def test_a_browser_fills_in_only_what_it_sees(http: ClientSession) -> None:
    page, form = await shown_form(http)
    answer = await send_form(
        http, page, form, userName=OWNER.email, password=OWNER.password
    )
    assert called_back(answer)["code"]


async def test_the_address_is_taken_in_any_spelling(http: ClientSession) -> None:
    assert await oneid_code(http, f" {OWNER.email.upper()}", OWNER.password)


async def test_the_session_cookie_is_out_of_reach_of_scripts(
    http: ClientSession,
) -> None:
    page, form = await shown_form(http)
    filled = {"userName": OWNER.email, "password": OWNER.password}
    answer = await http.post(
        "/commonauth", data=form.fields | filled, allow_redirects=False
    )
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert page.startswith("http://127.0.0.1")


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (OWNER.email, "wrong"),
        (OWNER.email, ""),
        ("nobody@example.com", OWNER.password),
        (OWNER.email, "\N{GRINNING FACE}" * 30_000),
    ],
    ids=["password", "empty", "address", "huge"],
)
async def test_E2_a_wrong_pair_shows_the_form_again_and_not_which_half(
    http: ClientSession, email: str, password: str
) -> None:
    page, form = await shown_form(http)
    answer = await send_form(http, page, form, userName=email, password=password)
    text = await answer.text()
    assert answer.status == 200
    assert "E-mail or password is wrong." in text
    assert Form(text).fields["sessionDataKey"] == form.fields["sessionDataKey"]
    right = await send_form(
        http, page, Form(text), userName=OWNER.email, password=OWNER.password
    )
    assert called_back(right)["code"]


async def _try(http: ClientSession, email: str, password: str) -> str:
    page, form = await shown_form(http)
    answer = await send_form(http, page, form, userName=email, password=password)
    return "in" if answer.status == 302 else await answer.text()


@pytest.mark.parametrize("email", [OWNER.email, "nobody@example.com"])
async def test_E2_five_wrong_tries_lock_for_15_minutes(
    emulator: Emulator, http: ClientSession, email: str
) -> None:
    for _ in range(5):
        assert "is wrong" in await _try(http, email, "wrong")
        await emulator.advance(MINUTE)
    assert "Too many wrong tries" in await _try(http, email, OWNER.password)
    await emulator.advance(13 * MINUTE)
    assert "Too many wrong tries" in await _try(http, email, OWNER.password)
    await emulator.advance(MINUTE)
    expected = "in" if email == OWNER.email else "is wrong"
    assert expected in await _try(http, email, OWNER.password)


async def test_E2_tries_older_than_15_minutes_do_not_count(
    emulator: Emulator, http: ClientSession
) -> None:
    for _ in range(9):
        assert "is wrong" in await _try(http, OWNER.email, "wrong")
        await emulator.advance(4 * MINUTE)
    assert await _try(http, OWNER.email, OWNER.password) == "in"


async def test_E2_a_right_pair_clears_the_count(http: ClientSession) -> None:
    for _ in range(4):
        await _try(http, OWNER.email, "wrong")
    assert await _try(http, OWNER.email, OWNER.password) == "in"
    http.cookie_jar.clear()
    assert "is wrong" in await _try(http, OWNER.email, "wrong")
    assert await _try(http, OWNER.email, OWNER.password) == "in"


async def test_good_cookies_go_straight_to_the_call_back(http: ClientSession) -> None:
    await sign_in(http, *OWNER)
    answer = await http.get(
        "/oauth2/authorize", params=AUTHORIZE, allow_redirects=False
    )
    status, tokens = await oneid_tokens(http, called_back(answer)["code"])
    assert status == 200
    assert (await exchange(http, tokens["id_token"])).status == 200


async def test_cookies_that_have_expired_show_the_form(
    emulator: Emulator, http: ClientSession
) -> None:
    await sign_in(http, *OWNER)
    await emulator.advance(8 * HOUR)
    _, form = await shown_form(http)
    assert "password" in form.fields


async def test_a_session_key_of_another_browser_gives_no_code(
    emulator: Emulator, http: ClientSession
) -> None:
    page, form = await shown_form(http)
    await send_form(http, page, form, userName=OWNER.email, password="wrong")
    key = form.fields["sessionDataKey"]
    async with ClientSession(emulator.url) as other:
        answer = await other.get("/oauth2/authorize", params={"sessionDataKey": key})
        assert answer.status == 200
        assert "password" in Form(await answer.text()).fields


@pytest.mark.parametrize("key", ["", "unknown", "\N{GRINNING FACE}", "a" * 4_000])
async def test_a_wrong_session_key_gets_a_page(http: ClientSession, key: str) -> None:
    filled = {
        "sessionDataKey": key,
        "userName": OWNER.email,
        "password": OWNER.password,
    }
    for answer in (
        await http.get(
            "/authenticationendpoint/login.do", params={"sessionDataKey": key}
        ),
        await http.post("/commonauth", data=filled),
    ):
        assert answer.status == 400
        assert "expired" in await answer.text()


async def test_a_session_key_is_good_for_one_sign_in(http: ClientSession) -> None:
    page, form = await shown_form(http)
    filled = {"userName": OWNER.email, "password": OWNER.password}
    called_back(await send_form(http, page, form, **filled))
    again = await http.get(
        "/oauth2/authorize", params={"sessionDataKey": form.fields["sessionDataKey"]}
    )
    assert again.status == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "another"},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": f"{ONEID_ADDRESS}.evil.example"},
        {"state": "a" * 1_001},
    ],
    ids=["client", "address", "longer address", "long state"],
)
async def test_nothing_is_sent_to_an_address_that_is_not_registered(
    http: ClientSession, wrong: dict[str, str]
) -> None:
    answer = await http.get(
        "/oauth2/authorize", params=AUTHORIZE | wrong, allow_redirects=False
    )
    assert answer.status == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    "wrong",
    [
        {"response_type": "token"},
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
    ],
)
async def test_a_wrong_request_calls_back_with_an_error(
    http: ClientSession, wrong: dict[str, str]
) -> None:
    answer = await http.get(
        "/oauth2/authorize", params=AUTHORIZE | wrong, allow_redirects=False
    )
    says = called_back(answer)
    assert says["error"] == "invalid_request"
    assert says["state"] == AUTHORIZE["state"]
    assert "code" not in says


async def test_a_code_is_good_once(http: ClientSession) -> None:
    code = await oneid_code(http, *OWNER)
    status, _ = await oneid_tokens(http, code)
    assert status == 200
    status, error = await oneid_tokens(http, code)
    assert (status, error["error"]) == (400, "invalid_grant")


async def test_a_code_expires(emulator: Emulator, http: ClientSession) -> None:
    code = await oneid_code(http, *OWNER)
    await emulator.advance(5 * MINUTE)
    status, error = await oneid_tokens(http, code)
    assert (status, error["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": VERIFIER.replace("a", "b")},
        {"code_verifier": ""},
        {"code_verifier": "\N{GRINNING FACE}"},
        {"client_id": "another"},
        {"redirect_uri": "https://evil.example/"},
        {"code": "unknown"},
    ],
)
async def test_a_code_is_bound_to_client_address_and_verifier(
    http: ClientSession, wrong: dict[str, str]
) -> None:
    code = await oneid_code(http, *OWNER)
    status, error = await oneid_tokens(http, code, **wrong)
    assert (status, error["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "invalid_grant"),
        ({"grant_type": "authorization_code"}, "invalid_grant"),
    ],
)
async def test_other_grants_are_refused(
    http: ClientSession, fields: dict[str, str], error: str
) -> None:
    answer = await http.post("/oauth2/token", data=fields)
    assert answer.status == 400
    assert (await answer.json())["error"] == error


async def test_a_refresh_token_gives_a_new_id_token_once(http: ClientSession) -> None:
    _, tokens = await oneid_tokens(http, await oneid_code(http, *OWNER))
    fields = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    answer = await http.post("/oauth2/token", data=fields)
    newer = await answer.json()
    assert (await exchange(http, newer["id_token"])).status == 200
    assert (await http.post("/oauth2/token", data=fields)).status == 400


async def test_the_id_token_reads_as_a_jwt(http: ClientSession) -> None:
    _, tokens = await oneid_tokens(http, await oneid_code(http, *OWNER))
    header, claims, signature = tokens["id_token"].split(".")
    assert json.loads(base64.urlsafe_b64decode(f"{header}=="))["alg"] == "RS256"
    said = json.loads(base64.urlsafe_b64decode(f"{claims}=="))
    assert said["exp"] - said["iat"] == tokens["expires_in"]
    assert len(base64.urlsafe_b64decode(f"{signature}==")) == 256


async def test_tokens_are_not_to_be_kept_by_anybody_on_the_way(
    http: ClientSession,
) -> None:
    answer = await http.post("/oauth2/token", data={})
    assert answer.status == 400
    _, tokens = await oneid_tokens(http, await oneid_code(http, *OWNER))
    answer = await exchange(http, tokens["id_token"])
    assert answer.headers["Cache-Control"] == "no-store"


async def test_pages_escape_what_they_are_given(http: ClientSession) -> None:
    _, form = await shown_form(http)
    page = await http.get(
        "/authenticationendpoint/login.do",
        params={
            "sessionDataKey": form.fields["sessionDataKey"],
            "authFailure": "true",
            "authFailureMsg": "<script>alert(1)</script>",
        },
    )
    assert "<script" not in await page.text()
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


async def test_the_chain_of_redirects_stays_on_this_host(http: ClientSession) -> None:
    answer = await http.get(
        "/oauth2/authorize", params=AUTHORIZE, allow_redirects=False
    )
    assert answer.status == 302
    assert (await follow(http, answer)).status == 200
