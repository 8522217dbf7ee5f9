"""The retailer's desk: look up, relaunch, registration PINs (P4)."""

from typing import Any

from aiohttp import ClientSession

from emulator.tcu.deeds import RadioChange
from emulator.testing import OWNER, Emulator

from .customers import DAY, VISA, Customer

DESK = "/retailer/api"


async def _read(client: ClientSession, path: str, **query: str) -> tuple[int, Any]:
    answer = await client.get(f"{DESK}/{path}", params=query)
    return answer.status, await answer.json()


async def _relaunch(client: ClientSession, vin: str) -> tuple[int, Any]:
    answer = await client.post(f"{DESK}/vehicles/{vin}/activation", json={})
    return answer.status, await answer.json()


async def _pin(
    client: ClientSession, vin: str, *, seen: bool = True
) -> tuple[int, Any]:
    typed = {"proof": "purchase_contract", "seen": seen}
    answer = await client.post(f"{DESK}/vehicles/{vin}/pin", json=typed)
    return answer.status, await answer.json()


async def test_P4_customers_and_cars_are_looked_up(
    emulator: Emulator, customer: Customer, client: ClientSession
) -> None:
    """Services, states, ends and bills; of a card no more than its last digits."""
    card_id = await customer.pay_with(VISA)
    order = customer.order("alerts", 12, card_id=card_id)
    sold = await customer.done("POST", f"cars/{customer.vin}/plans", order)
    status, told = await _read(client, "customers", email=" DEMO@example.com")
    assert (status, told["email"], told["country"]) == (200, OWNER.email, "TH")
    assert [car["vin"] for car in told["cars"]] == list(emulator.world.cars)[:6]
    assert [bill["number"] for bill in told["bills"]] == [sold["bill"]["number"]]
    status, told = await _read(client, f"vehicles/{customer.vin.lower()}")
    assert (told["brand"], told["grade"], told["status"]) == (
        "Nissan",
        "Tekna+",
        "ACTIVATED",
    )
    plans = {plan["plan"]: plan for plan in told["plans"]}
    assert plans["alerts"]["ends_at"] == sold["plan"]["ends_at"]
    assert plans["alerts"]["features"] == ["speed", "curfew", "area"]
    assert [user["email"] for user in told["users"]] == [OWNER.email]
    [row] = told["bills"]
    assert (row["email"], row["bill"]) == (OWNER.email, sold["bill"])
    status, told = await _read(client, "customers", email="nobody@example.com")
    assert (status, told["error"]["code"]) == (404, "unknown_account")
    status, told = await _read(client, "vehicles/MNTBAAN1XRT37945O")
    assert (status, told["error"]["code"]) == (400, "invalid_vin")


async def test_P4_a_failed_activation_is_relaunched(
    emulator: Emulator, customer: Customer, client: ClientSession
) -> None:
    """It fails where the network does not find the car; the car stays deactivated."""
    persona, vin = "qashqai_e_power", customer.vin
    activations = emulator.world.cloud.activations
    status, told = await _relaunch(client, vin)
    assert (status, told["error"]["code"]) == (409, "not_failed")
    activations.deactivate(vin)
    emulator.do(persona, RadioChange(coverage=False))
    activations.activate(vin)
    await emulator.advance(300)
    _, told = await _read(client, f"vehicles/{vin}")
    assert (told["status"], told["activation_failed"]) == ("DEACTIVATED", True)
    emulator.do(persona, RadioChange(coverage=True))
    status, told = await _relaunch(client, vin)
    assert (status, told["status"]) == (200, "ACTIVATION_IN_PROGRESS")
    assert not told["activation_failed"]
    await emulator.advance(300)
    _, told = await _read(client, f"vehicles/{vin}")
    assert (told["status"], told["activation_failed"]) == ("ACTIVATED", False)
    assert emulator.car(persona).reachable(emulator.world.clock.now)


async def test_P4_a_pin_is_issued_after_proof_and_told_once(
    emulator: Emulator, customer: Customer, client: ClientSession
) -> None:
    """Good once, for a week, until it is mistyped five times or a newer one comes."""
    pins, vin = emulator.world.cloud.registration_pins, customer.vin
    status, told = await _pin(client, vin, seen=False)
    assert (status, told["error"]["code"]) == (403, "proof_needed")
    _, told = await _pin(client, vin)
    first = told["pin"]
    assert len(first) == 8
    assert first not in repr(pins.documents[vin])
    assert first.encode() not in (pins.documents.dump(vin) or b"")
    _, told = await _pin(client, vin)
    assert not pins.redeem(vin, first)
    assert pins.redeem(vin, told["pin"])
    assert not pins.redeem(vin, told["pin"])
    _, told = await _pin(client, vin)
    for _ in range(5):
        assert not pins.redeem(vin, "00000000")
    assert not pins.redeem(vin, told["pin"])
    _, told = await _pin(client, vin)
    await emulator.advance(7 * DAY)
    assert not pins.redeem(vin, told["pin"])


async def test_P4_the_calls_of_store_and_desk_are_described(
    client: ClientSession,
) -> None:
    document = await (await client.get("/console/api/openapi.json")).json()
    paths = document["paths"]
    assert "get" in paths["/owner/api/store/cars/{vin}"]
    assert set(paths["/owner/api/store/cards/{card_id}"]) == {"put", "delete"}
    assert "post" in paths[f"{DESK}/vehicles/{{vin}}/pin"]
    plan = document["components"]["schemas"]["PlanOnSale"]
    assert plan["properties"]["ends_at"]["format"] == "date-time"


async def test_P4_no_foreign_page_sits_at_the_desk(
    customer: Customer, client: ClientSession
) -> None:
    answer = await client.post(
        f"{DESK}/vehicles/{customer.vin}/activation",
        json={},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status == 403
