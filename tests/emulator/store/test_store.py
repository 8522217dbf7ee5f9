"""The store: what is sold, how it is paid for, how it renews and ends (P1 to P3)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
import sqlite3

from aiohttp import ClientSession, CookieJar
import pytest

from emulator.cloud.accounts import Role
from emulator.cloud.cards import CardDetails
from emulator.cloud.subscriptions import Plan
from emulator.cloud.wallets import FORBIDDEN
from emulator.testing import OWNER, SECOND, START, Emulator, running

from .customers import ADDRESS, DAY, VISA, Customer, letters

YEAR = 366 * DAY


def _end(emulator: Emulator, customer: Customer, days: float) -> None:
    """Let the plan `alerts` end, so many days from the start."""
    plan = Plan(START + days * DAY, renews=False)
    emulator.world.cloud.subscriptions.set(customer.vin, "alerts", plan)


async def test_P1_offers_follow_country_model_year_and_grade(
    emulator: Emulator, customer: Customer
) -> None:
    """Price and length are told before anything is asked; some are free."""
    prices = {}
    for persona in ("qashqai_e_power", "leaf_ze1", "almera", "qx60"):
        customer.vin = emulator.car(persona).vin
        shop = await customer.done("GET", f"cars/{customer.vin}")
        for plan in shop["plans"]:
            offers = {row["months"]: row["price"] for row in plan["offers"]}
            prices[persona, plan["plan"]] = shop["currency"], offers
    assert prices["qashqai_e_power", "remote"] == ("EUR", {1: 4.99, 12: 49.9})
    assert prices["leaf_ze1", "remote"] == ("EUR", {12: 0})
    assert prices["qashqai_e_power", "theft"] == ("EUR", {12: 0})
    assert prices["leaf_ze1", "theft"] == ("EUR", {12: 19.9, 24: 34.9})
    assert prices["almera", "alerts"] == ("THB", {12: 0})
    assert prices["qx60", "theft"] == ("USD", {12: 0})
    features = (await customer.plans())["remote"]["features"]
    assert features == ["lock", "engine_start", "horn_lights"]


async def test_P2_an_address_refuses_characters_by_name(customer: Customer) -> None:
    """Each of them, in any line; a missing line too. Nothing is kept of it."""
    assert len(FORBIDDEN) == 17
    for character in FORBIDDEN:
        status, told = await customer.ask(
            "PUT", "address", ADDRESS | {"more": f"Flat {character} 2"}
        )
        assert (status, told["error"]["code"]) == (400, "forbidden_character")
        assert told["error"]["field"] == "more"
        assert told["error"]["message"].startswith(f"{character} (")
    typed = ADDRESS | {"city": " "}
    assert await customer.refused("PUT", "address", typed) == ("required", "city")
    typed = ADDRESS | {"city": "Ly\non"}
    code = await customer.refused("PUT", "address", typed)
    assert code == ("forbidden_character", "city")
    assert (await customer.done("GET", "wallet"))["address"] is None
    assert await customer.done("PUT", "address", ADDRESS | {"city": "ลียง"})


async def test_P2_test_cards_alone_are_taken(customer: Customer) -> None:
    """What is wrong is said at its field; expiry is the end of a month."""
    for change, refusal in {
        ("number", "4242424242424241"): "card_number",
        ("number", "4242"): "card_number",
        ("number", "378282246310005"): "card_brand",
        ("number", "4539578763621486"): "no_test_card",
        ("expiry", "13/27"): "card_expiry",
        ("expiry", "02/26"): "card_expired",
        ("security_code", "12"): "card_security_code",
        ("holder", " "): "required",
        ("security_code", ""): "required",
    }.items():
        field, typed = change
        told = await customer.refused("POST", "cards", VISA | {field: typed})
        assert told == (refusal, field), change
    card = await customer.done("POST", "cards", VISA | {"expiry": "03/26"})
    assert card == {
        "card_id": "1",
        "brand": "VISA",
        "last_four": "4242",
        "expires_at": "2026-04-01T00:00:00Z",
    }
    master = VISA | {"number": "2223003122003222"}
    changed = await customer.done("PUT", "cards/1", master)
    assert (changed["brand"], changed["last_four"]) == ("MasterCard", "3222")
    await customer.done("DELETE", "cards/1")
    assert (await customer.done("GET", "wallet"))["cards"] == []
    assert await customer.refused("DELETE", "cards/1") == ("unknown_card", "card_id")


async def test_P2_subscribing_asks_for_all_of_it(
    emulator: Emulator, customer: Customer
) -> None:
    """Terms, an address, a card; then the plan runs on from its end, with a bill."""
    path, order = f"cars/{customer.vin}/plans", customer.order("alerts", 12)
    _end(emulator, customer, -1)
    assert (await customer.plans())["alerts"]["ended"]
    told = await customer.refused("POST", path, order | {"terms_accepted": False})
    assert told == ("terms", "terms_accepted")
    assert await customer.refused("POST", path, order) == ("payment_needed", "card_id")
    card = await customer.done("POST", "cards", VISA)
    order |= {"card_id": card["card_id"]}
    assert await customer.refused("POST", path, order) == ("address_needed", "address")
    await customer.done("PUT", "address", ADDRESS)
    told = await customer.refused("POST", path, order | {"months": 3})
    assert told == ("not_sold", "plan")
    sold = await customer.done("POST", path, order)
    assert not sold["plan"]["ended"]
    assert sold["plan"]["ends_at"] == "2027-03-02T06:00:00Z"
    charge = sold["bill"]["charge"]
    assert (charge["price"], charge["currency"]) == (29.9, "EUR")
    assert (charge["brand"], charge["last_four"]) == ("VISA", "4242")
    sold = await customer.done("POST", path, order | {"months": 1})
    assert sold["plan"]["ends_at"] == "2027-04-02T05:00:00Z"
    assert await customer.done("POST", path, order)
    told = await customer.refused("POST", path, order)
    assert told == ("paid_ahead", "months")
    assert len((await customer.done("GET", "bills"))["bills"]) == 3
    receipt = letters(emulator)[-1]
    assert receipt.kind == "receipt"
    for said in ("29.90 EUR", "2 มีนาคม 2569", "2 มีนาคม 2570", "VISA", "4242"):
        assert said in receipt.text


async def test_P2_what_is_free_needs_no_payment(
    emulator: Emulator, customer: Customer
) -> None:
    customer.vin = emulator.car("leaf_ze1").vin
    order = customer.order("remote", 12, renews=True)
    sold = await customer.done("POST", f"cars/{customer.vin}/plans", order)
    assert sold["bill"] is None
    assert sold["plan"]["renews"]
    ends_at = datetime.fromisoformat(sold["plan"]["ends_at"]).timestamp()
    await emulator.advance(ends_at - START + 1)
    await customer.sign_in()
    assert not (await customer.plans())["remote"]["ended"]
    assert letters(emulator) == []


async def test_P3_the_clock_charges_for_what_renews_until_the_card_has_expired(
    emulator: Emulator, customer: Customer
) -> None:
    """Each month a bill; then a mail that says why the plan has ended."""
    _end(emulator, customer, 0)
    card_id = await customer.pay_with(VISA | {"expiry": "04/26"})
    order = customer.order("alerts", 1, card_id=card_id, renews=True)
    await customer.done("POST", f"cars/{customer.vin}/plans", order)
    await emulator.advance(32 * DAY)
    await customer.sign_in()
    plan = (await customer.plans())["alerts"]
    assert (plan["ends_at"], plan["renews"]) == ("2026-05-02T05:00:00Z", True)
    bills = (await customer.done("GET", "bills"))["bills"]
    assert [bill["charge"]["automatic"] for bill in bills] == [True, False]
    await emulator.advance(30 * DAY)
    await customer.sign_in()
    plan = (await customer.plans())["alerts"]
    assert (plan["ended"], plan["renews"]) == (True, False)
    told = letters(emulator)[0]
    assert told.kind == "not_renewed"
    assert "บัตรหมดอายุแล้ว" in told.text
    assert len((await customer.done("GET", "bills"))["bills"]) == 2


async def test_P3_cancelled_runs_to_its_end_and_renewal_can_be_switched(
    emulator: Emulator, customer: Customer
) -> None:
    plan = f"cars/{customer.vin}/plans/alerts"
    _end(emulator, customer, 10)
    wish: dict[str, object] = {"renews": True, "months": 1}
    told = await customer.refused("PUT", f"{plan}/renewal", wish)
    assert told == ("payment_needed", "card_id")
    card_id = await customer.pay_with(VISA)
    wish["card_id"] = card_id
    told = await customer.done("PUT", f"{plan}/renewal", wish)
    assert (told["renews"], told["months"], told["card_id"]) == (True, 1, card_id)
    told = await customer.done("PUT", f"{plan}/renewal", {"renews": False})
    assert (told["renews"], told["cancelled"]) == (False, False)
    await customer.done("PUT", f"{plan}/renewal", wish)
    told = await customer.done("DELETE", plan)
    assert (told["renews"], told["cancelled"], told["ended"]) == (False, True, False)
    [letter] = letters(emulator)
    assert letter.kind == "cancelled"
    assert "12 มีนาคม 2569" in letter.text
    await emulator.advance(11 * DAY)
    await customer.sign_in()
    assert (await customer.plans())["alerts"]["ended"]
    assert (await customer.done("GET", "bills"))["bills"] == []
    assert await customer.refused("DELETE", plan) == ("ended", "plan")
    assert (await customer.refused("DELETE", f"{plan}s"))[0] == "unknown_plan"


async def test_P3_nobody_pays_for_a_car_that_is_anothers_now(
    emulator: Emulator, customer: Customer
) -> None:
    """The plan stays with the VIN to its end; its buyer sees nothing of cards."""
    _end(emulator, customer, 10)
    card_id = await customer.pay_with(VISA)
    wish = {"renews": True, "months": 1, "card_id": card_id}
    await customer.done("PUT", f"cars/{customer.vin}/plans/alerts/renewal", wish)
    accounts = emulator.world.cloud.accounts
    owner, second = (accounts.documents.find(who.email) for who in (OWNER, SECOND))
    assert owner
    assert second
    accounts.unpair(owner.user_id, customer.vin)
    accounts.pair(second.user_id, customer.vin, at=START, role=Role.OWNER)
    told = await customer.refused("GET", f"cars/{customer.vin}")
    assert told == ("not_paired", "vin")
    await customer.sign_in(SECOND)
    plan = (await customer.plans())["alerts"]
    assert (plan["renews"], plan["card_id"]) == (True, None)
    await emulator.advance(10 * DAY)
    await customer.sign_in(SECOND)
    assert (await customer.plans())["alerts"]["ended"]
    assert letters(emulator) == []


async def test_P2_the_owner_alone_buys(emulator: Emulator, customer: Customer) -> None:
    accounts = emulator.world.cloud.accounts
    second = accounts.documents.find(SECOND.email)
    assert second
    accounts.pair(second.user_id, customer.vin, at=START, role=Role.STANDARD)
    await customer.sign_in(SECOND)
    shop = await customer.done("GET", f"cars/{customer.vin}")
    assert shop["may_buy"] is False
    order = customer.order("theft", 12)
    told = await customer.refused("POST", f"cars/{customer.vin}/plans", order)
    assert told[0] == "owner_only"
    customer.http.cookie_jar.clear()
    told = await customer.refused("GET", "wallet")
    assert told[0] == "signed_out"


async def test_P3_a_new_car_has_twelve_months_from_delivery(
    emulator: Emulator,
) -> None:
    """Who activates late has fewer left; then somebody must pay."""
    cloud = emulator.world.cloud
    [showroom] = [
        vin
        for vin in cloud.cars
        if cloud.vehicles.documents[vin].delivered_on == "2026-03-02"
    ]
    plans = cloud.subscriptions.of(cloud.vehicles.documents[showroom], START)
    for plan in plans.values():
        ends = datetime.fromtimestamp(plan.ends_at, UTC)
        assert ends.isoformat() == "2027-03-01T17:00:00+00:00"
        assert not plan.renews


@asynccontextmanager
async def _opened(
    state: Path, jar: CookieJar
) -> AsyncIterator[tuple[Emulator, ClientSession]]:
    async with (
        running(state=state) as emulator,
        ClientSession(emulator.url, cookie_jar=jar) as http,
    ):
        yield emulator, http


@pytest.mark.usefixtures("socket_enabled")
async def test_P2_all_survives_a_restart_and_no_secret_is_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Of the card brand, last digits and end; the clock goes on charging."""
    state = tmp_path / "garage.sqlite"
    jar = CookieJar(unsafe=True)
    async with _opened(state, jar) as (emulator, http):
        customer = Customer(http, emulator.car("qashqai_e_power").vin)
        await customer.sign_in()
        _end(emulator, customer, 0)
        card_id = await customer.pay_with(VISA)
        order = customer.order("alerts", 1, card_id=card_id, renews=True)
        await customer.done("POST", f"cars/{customer.vin}/plans", order)
        before = await customer.done("GET", "wallet")
    with closing(sqlite3.connect(state)) as kept:
        rows = kept.execute("SELECT data FROM documents").fetchall()
    text = b"\n".join(data for (data,) in rows)
    for digits in ("4242424242424242", VISA["number"]):
        assert digits.encode() not in text
        assert digits not in caplog.text + repr(CardDetails(**VISA))
    assert b'"123"' not in text
    async with _opened(state, jar) as (emulator, http):
        customer.http = http
        await customer.sign_in()
        assert await customer.done("GET", "wallet") == before
        await emulator.advance(32 * DAY)
        await customer.sign_in()
        bills = (await customer.done("GET", "bills"))["bills"]
        assert [bill["charge"]["automatic"] for bill in bills] == [True, False]
