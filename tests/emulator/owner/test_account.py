"""Signing up, links in mails, changing what one signs in with, leaving: E1 to E5."""

from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar
import pytest

from emulator.testing import OWNER, SECOND, Emulator, SignIn, running

from .person import MINUTE, NEW, Person

ACCOUNT, VALIDATION, SESSION = "account", "account/validation", "session"
VOID = ("link_void", "")


async def test_E1_nobody_signs_in_before_the_mail_is_confirmed(person: Person) -> None:
    await person.sign_up()
    early = await person.refused("POST", SESSION, **NEW._asdict())
    assert early == ("not_validated", "")
    wrong = NEW._replace(password="guess")
    told = await person.refused("POST", SESSION, **wrong._asdict())
    assert told == ("wrong_pair", "")
    code = person.code()
    await person.done("POST", VALIDATION, code=code)
    assert await person.refused("POST", VALIDATION, code=code) == VOID
    await person.sign_in()
    profile = await person.done("GET", "profile")
    assert (profile["first_name"], profile["country"]) == ("Nin", "TH")


async def test_E1_a_late_link_is_void_and_another_one_is_sent(
    emulator: Emulator, person: Person
) -> None:
    await person.sign_up()
    late = person.code()
    await emulator.advance(30 * MINUTE - 1)
    asked = {"code": late, "purpose": "sign_up"}
    assert await person.done("POST", "account/link", **asked) == {"good": True}
    await emulator.advance(1)
    assert await person.done("POST", "account/link", **asked) == {"good": False}
    assert await person.refused("POST", VALIDATION, code=late) == VOID
    await person.done("POST", "account/validation/mail", email=" NIN@example.com ")
    assert len(person.letters()) == 2
    await person.done("POST", VALIDATION, code=person.code())
    await person.sign_in()


async def test_E1_what_is_missing_or_wrong_is_said_by_its_field(person: Person) -> None:
    typed: dict[str, Any] = {
        **NEW._asdict(),
        "first_name": "Nin",
        "last_name": "S",
        "country": "TH",
    }
    typed["terms_accepted"] = True
    for change, told in (
        ({"terms_accepted": False}, ("terms", "terms_accepted")),
        ({"email": "nin.example.com"}, ("no_address", "email")),
        ({"password": "Short-1"}, ("weak_password", "password")),
        ({"password": "lettersalone"}, ("weak_password", "password")),
        ({"first_name": " "}, ("invalid", "first_name")),
        ({"country": "Thailand"}, ("invalid", "country")),
    ):
        assert await person.refused("POST", ACCOUNT, **typed | change) == told
    assert person.letters() == []


async def test_E1_an_address_is_told_to_its_mailbox_alone(person: Person) -> None:
    """Who signs up anew takes the place of the one before, whose link is void."""
    await person.sign_up(OWNER)
    assert person.letters(OWNER.email)[0].kind == "account_exists"
    for path in (f"{VALIDATION}/mail", "account/forgotten"):
        await person.done("POST", path, email="nobody@example.com")
    assert person.letters("nobody@example.com") == []
    await person.sign_up()
    first = person.code()
    await person.sign_up(NEW._replace(password="Another-1"))
    assert await person.refused("POST", VALIDATION, code=first) == VOID
    await person.done("POST", VALIDATION, code=person.code())
    await person.sign_in(NEW._replace(password="Another-1"))


async def test_E3_a_forgotten_password_is_replaced_and_every_session_ends(
    emulator: Emulator, person: Person
) -> None:
    await person.sign_in(OWNER)
    for _ in range(5):
        await person.ask("POST", SESSION, email=OWNER.email, password="guess")
    await person.done("POST", "account/forgotten", email=OWNER.email)
    late = person.code(OWNER.email)
    await emulator.advance(30 * MINUTE)
    new = OWNER._replace(password="Brand-new-2")
    reset = {"code": late, "password": new.password}
    assert await person.refused("POST", "account/reset", **reset) == VOID
    await person.done("POST", "account/forgotten", email=OWNER.email)
    reset["code"] = person.code(OWNER.email)
    weak = reset | {"password": "1"}
    told = await person.refused("POST", "account/reset", **weak)
    assert told == ("weak_password", "password")
    await person.done("POST", "account/reset", **reset)
    assert await person.refused("POST", "account/reset", **reset) == VOID
    assert (await person.ask("GET", SESSION))[0] == 204
    await person.refused("POST", SESSION, **OWNER._asdict())
    await person.sign_in(new)


async def test_E4_a_new_address_is_confirmed_through_the_old_one(
    person: Person,
) -> None:
    await person.sign_in(OWNER)
    new = SignIn("dao@example.com", OWNER.password)
    asked = {"email": new.email, "password": OWNER.password}
    wrong = asked | {"password": "guess"}
    assert (await person.refused("POST", "account/email", **wrong))[0] == "wrong_pair"
    taken = asked | {"email": SECOND.email}
    told = await person.refused("POST", "account/email", **taken)
    assert told == ("email_taken", "email")
    await person.done("POST", "account/email", **asked)
    assert (await person.ask("GET", SESSION))[0] == 204
    assert person.letters(new.email) == []
    await person.refused("POST", SESSION, **new._asdict())
    before = await person.sign_in(OWNER)
    await person.done("POST", "account/change", code=person.code(OWNER.email))
    assert (await person.ask("GET", SESSION))[0] == 204
    await person.refused("POST", SESSION, **OWNER._asdict())
    assert (await person.sign_in(new))["user_id"] == before["user_id"]
    await person.sign_up(OWNER)
    await person.done("POST", VALIDATION, code=person.code(OWNER.email))
    another = await person.sign_in(OWNER)
    assert another["user_id"] != before["user_id"]


async def test_E4_a_new_password_waits_for_its_mail_and_the_last_wish_counts(
    person: Person,
) -> None:
    await person.sign_in(OWNER)
    asked = {"new_password": "Emulator-9", "password": OWNER.password}
    await person.done("POST", "account/password", **asked)
    first = person.code(OWNER.email)
    await person.sign_in(OWNER)
    await person.done("POST", "account/password", **asked)
    assert await person.refused("POST", "account/change", code=first) == VOID
    await person.sign_in(OWNER)
    await person.done("POST", "account/change", code=person.code(OWNER.email))
    await person.refused("POST", SESSION, **OWNER._asdict())
    await person.sign_in(OWNER._replace(password="Emulator-9"))


async def test_E5_a_deleted_account_leaves_nothing_but_the_plan(
    emulator: Emulator, person: Person
) -> None:
    cloud, vin = emulator.world.cloud, emulator.car("almera").vin
    plans = cloud.subscriptions.of(
        cloud.vehicles.documents[vin], emulator.world.clock.now
    )
    user_id = (await person.sign_in(OWNER))["user_id"]
    card = {
        "holder": "D",
        "number": "4242424242424242",
        "expiry": "08/27",
        "security_code": "123",
    }
    await person.done("POST", "store/cards", **card)
    told = await person.refused("POST", "account/deletion", password="guess")
    assert told == ("wrong_pair", "")
    await person.done("POST", "account/deletion", password=OWNER.password)
    assert (await person.ask("GET", SESSION))[0] == 204
    await person.refused("POST", SESSION, **OWNER._asdict())
    kept = {
        f"{kind}/{key} {cloud.dump(kind, key)!r}"
        for kind, documents in cloud.collections.items()
        for key in documents
    }
    assert [
        one for one in kept if user_id in one and not one.startswith("orders/")
    ] == []
    assert [one for one in kept if one.startswith(f"trips/{vin}")] == []
    assert user_id not in emulator.car("almera").state.codes
    now = emulator.world.clock.now
    assert cloud.subscriptions.of(cloud.vehicles.documents[vin], now) == plans
    await person.sign_up(OWNER)
    await person.done("POST", VALIDATION, code=person.code(OWNER.email))
    await person.sign_in(OWNER)
    assert await person.pair(emulator.car("almera")) == vin


async def test_E10_the_profile_is_kept(person: Person) -> None:
    assert (await person.refused("GET", "profile"))[0] == "signed_out"
    await person.sign_in(OWNER)
    wish = {"phone": "+66 2 401 9600", "units": "mi", "look": "dark", "country": "FR"}
    await person.done("PUT", "profile", **wish)
    told = await person.done("PUT", "profile", first_name=" Dana ")
    assert {name: told[name] for name in wish} == wish
    assert told["language"] == "fr"
    assert (told["first_name"], told["last_name"]) == ("Dana", "Martin")
    wrong = await person.refused("PUT", "profile", phone="<script>")
    assert wrong == ("invalid", "phone")


@pytest.mark.usefixtures("socket_enabled")
async def test_a_sign_up_and_a_proof_outlive_the_process(tmp_path: Path) -> None:
    state = tmp_path / "garage.sqlite"
    async with running(state=state) as emulator, _browser(emulator) as http:
        person = Person(emulator, http)
        await person.join()
        await person.begin(person.showroom)
        await person.done("POST", "account/forgotten", email=NEW.email)
        await person.sign_up(SignIn("waits@example.com", "Showroom-2"))
        code, other = person.code(), person.code("waits@example.com")
    async with running(start=None, state=state) as emulator, _browser(emulator) as http:
        person = Person(emulator, http)
        await person.sign_in()
        assert (await person.done("GET", "pairing"))["vin"] == person.showroom.vin
        await person.done("POST", VALIDATION, code=other)
        await person.done("POST", "account/reset", code=code, password="Showroom-3")
        await person.sign_in(NEW._replace(password="Showroom-3"))
    text = state.read_bytes()
    for secret in (NEW.password, "Showroom-3"):
        assert secret.encode() not in text


def _browser(emulator: Emulator) -> ClientSession:
    return ClientSession(emulator.url, cookie_jar=CookieJar(unsafe=True))
