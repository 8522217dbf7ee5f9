"""Plans that end, and cars that are deactivated: P3, E8, F78."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from emulator.cloud.accounts import Role
from emulator.moments import iso
from emulator.tcu.deeds import IgnitionOff, IgnitionOn
from emulator.testing import OWNER, START, Emulator, running

from .clients import JSON_API, Client
from .commanding import UNLOCK, commander_of, truth_of

PERSONA = "kicks_e_power"
ENDED = "The subscription has ended"


async def _plans(emulator: Emulator, client: Client) -> dict[str, Any]:
    vin = emulator.car(PERSONA).vin
    answer = await client.get(f"/bff-web/v1/cars/{vin}/subscriptions")
    assert answer.status == 200, await answer.text()
    rows = (await answer.json())["data"]["attributes"]["plans"]
    return {row.pop("plan"): row for row in rows}


async def _end(emulator: Emulator, owner: Client, plan: str, ends: str) -> Any:
    vin = emulator.car(PERSONA).vin
    answer = await owner.http.post(
        f"/console/api/vehicles/{vin}/plan", json={"plan": plan, "ends": ends}
    )
    return answer.status, await answer.json()


async def _states(emulator: Emulator, owner: Client) -> dict[str, str]:
    vin = emulator.car(PERSONA).vin
    [car] = [car for car in await owner.cars() if car["vin"] == vin]
    return {str(row["id"]): row["activationState"] for row in car["services"]}


async def _refusal(owner: Client, vin: str, action: str, said: Any) -> str:
    """Return why an action is refused."""
    kind = "".join(part.capitalize() for part in action.split("-"))
    body = {"data": {"type": kind, "attributes": said}}
    answer = await owner.order(vin, action, body)
    assert answer.status == 403
    [error] = (await answer.json())["errors"]
    assert error["title"] == "security.access"
    return str(error["detail"])


async def _switch(emulator: Emulator, client: Client, status: str) -> tuple[int, Any]:
    vin = emulator.car(PERSONA).vin
    answer = await client.http.put(
        f"/bff-web/v1/users/{await client.user_id()}/vehicles/{vin}/service-status",
        headers=client.headers | {"Content-Type": JSON_API},
        json={"data": {"type": "ServiceStatus", "attributes": {"status": status}}},
    )
    data = (await answer.json()).get("data", {})
    return answer.status, data.get("attributes", {}).get("status")


async def _status(emulator: Emulator, client: Client) -> str:
    vin = emulator.car(PERSONA).vin
    path = f"/bff-web/v1/users/{await client.user_id()}/vehicles/{vin}/service-status"
    answer = await client.get(path)
    return str((await answer.json())["data"]["attributes"]["status"])


async def test_P3_plans_run_from_the_delivery_year_by_year(
    emulator: Emulator, owner: Client
) -> None:
    plans = await _plans(emulator, owner)
    assert plans.keys() == {"remote", "alerts", "theft"}
    vin = emulator.car(PERSONA).vin
    delivered = emulator.world.cloud.vehicles.documents[vin].delivered_on
    for plan in plans.values():
        ends = datetime.fromisoformat(plan["endDate"])
        assert START < ends.timestamp() < START + 366 * 86_400
        # Midnight in Bangkok is 17:00 of the day before in UTC.
        assert (ends.astimezone(UTC).hour, plan["renews"]) == (17, True)
        assert plan["status"] == "ACTIVE"
    assert delivered == "2024-05-13"
    assert plans["remote"]["endDate"] == "2026-05-12T17:00:00Z"
    assert plans["remote"]["services"] == [27, 96, 97]
    await emulator.advance(100 * 86_400)
    await owner.sign_in(*OWNER)
    plans = await _plans(emulator, owner)
    assert plans["remote"]["endDate"] == "2027-05-12T17:00:00Z"


async def test_P3_F78_what_has_ended_refuses_and_the_rest_goes_on(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner)
    status, told = await _end(emulator, owner, "remote", iso(START + 3600))
    assert (status, told["plans"]["remote"]["renews"]) == (200, False)
    assert (await commander.order("lock-unlock", **UNLOCK))["status"] == "COMPLETED"
    await emulator.advance(3600)
    await owner.sign_in(*OWNER)
    for action, said in (
        ("lock-unlock", UNLOCK),
        ("engine-start", {"action": "start"}),
        ("horn-lights", {"action": "stop"}),
    ):
        assert await _refusal(owner, commander.vin, action, said) == ENDED
    states = await _states(emulator, owner)
    expired = {uid for uid, state in states.items() if state == "EXPIRED"}
    assert expired == {"27", "96", "97"}
    assert set(states.values()) == {"EXPIRED", "ACTIVATED"}
    assert (await _plans(emulator, owner))["remote"]["status"] == "ENDED"
    assert (await commander.order("refresh-location"))["status"] == "COMPLETED"
    path = f"/car-adapter/v1/cars/{commander.vin}/settings/restrictions"
    assert (await owner.get(path)).status == 200
    await _end(emulator, owner, "alerts", iso(START))
    assert (await owner.get(path)).status == 403
    [car] = [car for car in await owner.cars("v2") if car["vin"] == commander.vin]
    uids = {uid["name"]: uid["enabled"] for uid in car["uids"]}
    assert (uids["96"], uids["282"], uids["12"]) == (False, False, True)


@pytest.mark.parametrize(
    ("plan", "ends", "field"),
    [("music", iso(START), "plan"), ("remote", "soon", "ends")],
)
async def test_a_wrong_plan_is_refused(
    emulator: Emulator, owner: Client, plan: str, ends: str, field: str
) -> None:
    status, told = await _end(emulator, owner, plan, ends)
    assert (status, told["error"]["field"]) == (400, field)
    assert set((await _states(emulator, owner)).values()) == {"ACTIVATED"}


async def test_P3_the_plan_belongs_to_the_vin(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    vin = emulator.car(PERSONA).vin
    await _end(emulator, owner, "remote", iso(START))
    accounts = emulator.world.cloud.accounts
    second = await stranger.user_id()
    accounts.pair(second, vin, at=START, role=Role.OWNER)
    assert (await _plans(emulator, stranger))["remote"]["status"] == "ENDED"


async def test_E8_a_deactivated_car_refuses_and_reports_nothing_new(
    emulator: Emulator, owner: Client
) -> None:
    vin = emulator.car(PERSONA).vin
    assert await _status(emulator, owner) == "ACTIVATED"
    assert await _switch(emulator, owner, "DEACTIVATED") == (200, "DEACTIVATED")
    before = emulator.world.cloud.cache(vin)
    for action, said in (("lock-unlock", UNLOCK), ("refresh-location", {})):
        why = await _refusal(owner, vin, action, said)
        assert why == "The car is deactivated"
    assert set((await _states(emulator, owner)).values()) == {"DEACTIVATED"}
    emulator.do(PERSONA, IgnitionOn())
    await emulator.advance(900)
    emulator.do(PERSONA, IgnitionOff())
    assert emulator.world.cloud.cache(vin) == before
    assert (await owner.read(vin, "cockpit"))["totalMileage"]
    history = {"type": "0", "start": "2026-03-02", "end": "2026-03-02"}
    answer = await owner.get(f"/car-adapter/v1/cars/{vin}/trip-history", **history)
    assert (await answer.json())["data"]["attributes"]["summaries"] == []


async def test_E8_reactivation_takes_one_to_five_minutes(
    emulator: Emulator, owner: Client
) -> None:
    vin = emulator.car(PERSONA).vin
    assert await _switch(emulator, owner, "ACTIVATED") == (200, "ACTIVATED")
    await _switch(emulator, owner, "DEACTIVATED")
    for _ in range(2):
        said = await _switch(emulator, owner, "ACTIVATED")
        assert said == (200, "ACTIVATION_IN_PROGRESS")
        await emulator.advance(30)
    why = await _refusal(owner, vin, "lock-unlock", UNLOCK)
    assert why == "The car is being activated"
    assert set((await _states(emulator, owner)).values()) == {"ACTIVATION_IN_PROGRESS"}
    await emulator.advance(240)
    assert await _status(emulator, owner) == "ACTIVATED"
    commander = await commander_of(emulator, owner)
    assert (await commander.order("lock-unlock", **UNLOCK))["status"] == "COMPLETED"
    assert not truth_of(emulator).locked


async def test_E8_the_owner_alone_switches(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    vin, second = emulator.car(PERSONA).vin, await stranger.user_id()
    assert (await _switch(emulator, stranger, "DEACTIVATED"))[0] == 403
    accounts = emulator.world.cloud.accounts
    accounts.pair(second, vin, at=START, role=Role.STANDARD)
    assert (await _switch(emulator, stranger, "DEACTIVATED"))[0] == 403
    assert await _status(emulator, stranger) == "ACTIVATED"
    assert (await _switch(emulator, owner, "SLEEPING"))[0] == 400


@pytest.mark.usefixtures("socket_enabled")
async def test_E8_an_activation_goes_on_after_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "garage.sqlite"
    async with running(state=state) as emulator:
        vin = emulator.car(PERSONA).vin
        activations = emulator.world.cloud.activations
        activations.deactivate(vin)
        activations.activate(vin)
        began = activations.of(vin)
    async with running(state=state) as emulator:
        activations = emulator.world.cloud.activations
        assert activations.of(vin) == began
        await emulator.advance(300)
        assert activations.of(vin).status == "ACTIVATED"
        assert emulator.car(PERSONA).reachable(emulator.world.clock.now)
