"""What the driver's seat reads beside the truth: accounts, dealings, ways, log."""

from typing import Any

from aiohttp import ClientSession
import pytest

from emulator import routes
from emulator.cloud.subscriptions import Plan
from emulator.tcu.alerts import Alert, CurfewAlert, SpeedAlert, Weekday
from emulator.tcu.deeds import BreakIn, Drive
from emulator.testing import OWNER, SECOND, Emulator, running

API = "/console/api"


async def _json(client: ClientSession, path: str, **query: str) -> Any:
    answer = await client.get(f"{API}/{path}", params=query)
    assert answer.status == 200
    return await answer.json()


async def test_what_runs_is_told_with_passwords_and_the_showroom(
    emulator: Emulator, client: ClientSession
) -> None:
    begun = await _json(client, "world")
    assert (begun["scenario"], begun["seed"], begun["fleet"]) == ("demo", 1, 0)
    assert begun["cars"] == 8
    told = [(one["email"], one["password"], one["cars"]) for one in begun["accounts"]]
    assert told == [(*OWNER, 6), (*SECOND, 1)]
    assert {tuple(one["security_codes"]) for one in begun["accounts"]} == {("1234",)}
    assert begun["showroom"] == list(emulator.world.cars)[-1:]


async def test_M3_it_is_told_how_far_alerts_have_got(
    emulator: Emulator, client: ClientSession
) -> None:
    vin = emulator.car("almera").vin
    path = f"vehicles/{vin}/owned"
    assert (await _json(client, path))["alerts"] == []
    _want(emulator, SpeedAlert(alert_id="one", limit_kmh=30), "In <town>")
    emulator.do("almera", Drive("bangkok"))
    await emulator.advance(120)
    friday = frozenset[Weekday]({"friday"})
    _want(emulator, CurfewAlert(alert_id="two", start=1320, end=300, days=friday))
    speed, curfew = (await _json(client, path))["alerts"]
    assert speed["alert"]["limit_kmh"] == 30
    assert (speed["name"], speed["stage"]) == ("In <town>", "ACTIVATED")
    assert speed["breached"]
    assert curfew["stage"] == "STATUS_ACTIVATION_IN_PROGRESS"
    assert curfew["in_force"] is None
    emulator.world.cloud.monitoring.remove(vin, "one")
    stages = [one["stage"] for one in (await _json(client, path))["alerts"]]
    assert "STATUS_DELETION_IN_PROGRESS" in stages


def _want(emulator: Emulator, alert: Alert, name: str | None = None) -> None:
    emulator.world.cloud.monitoring.add(emulator.car("almera").vin, alert, name)


async def test_inbox_and_plans_are_told_in_a_language(
    emulator: Emulator, client: ClientSession
) -> None:
    vin = emulator.car("almera").vin
    emulator.do("almera", BreakIn())
    ended = Plan(emulator.world.clock.now, renews=False)
    emulator.world.cloud.subscriptions.set(vin, "remote", ended)
    owned = await _json(client, f"vehicles/{vin}/owned")
    assert [one["title"] for one in owned["inbox"]] == ["Theft alert"]
    assert owned["inbox"][0]["at"] == "2026-03-02T06:00:00Z"
    plans = {one["plan"]: one for one in owned["plans"]}
    assert plans["remote"]["ended"]
    assert not plans["theft"]["ended"]
    assert plans["theft"]["renews"]
    french = await _json(client, f"vehicles/{vin}/owned", language="fr")
    assert french["inbox"][0]["title"] != "Theft alert"


async def test_a_drive_is_told_with_its_points(
    emulator: Emulator, client: ClientSession
) -> None:
    ways = {one["route"]: one for one in (await _json(client, "routes"))["routes"]}
    assert ways["bangkok"]["length_km"] == pytest.approx(16.5, abs=0.1)
    path = f"vehicles/{emulator.car('almera').vin}/route"
    assert (await _json(client, path))["points"] == []
    emulator.do("almera", Drive("bangkok"))
    assert (await _json(client, path))["points"] == ways["bangkok"]["points"]


@pytest.mark.parametrize(
    ("search", "found"),
    [("leaf", 2), ("SECOND@", 1), ("petite", 1), ("mntbaan", 2), ("zeppelin", 0)],
)
async def test_cars_are_found_by_name_model_owner_and_vin(
    client: ClientSession, search: str, found: int
) -> None:
    told = await _json(client, "vehicles", search=search, limit="1")
    assert told["found"] == found
    assert len(told["vehicles"]) == min(found, 1)


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1e3", ""])
@pytest.mark.parametrize("path", ["vehicles", "requests"])
async def test_a_limit_that_is_none_is_refused(
    client: ClientSession, path: str, limit: str
) -> None:
    answer = await client.get(f"{API}/{path}", params={"limit": limit})
    assert answer.status == 400
    assert (await answer.json())["error"]["field"] == "limit"


async def test_the_latest_requests_are_told_if_there_is_a_limit(
    client: ClientSession,
) -> None:
    for _ in range(3):
        await client.get("/user-adapter/v1/users/current")
    rows = (await _json(client, "requests", limit="2"))["requests"]
    assert [row["id"] for row in rows] == [2, 3]


async def test_a_car_is_told_with_what_it_is(
    emulator: Emulator, client: ClientSession
) -> None:
    car = await _json(client, f"vehicles/{emulator.car('leaf_ze1').vin}")
    assert (car["brand"], car["model"], car["model_year"]) == ("Nissan", "Leaf", 2020)
    assert (car["color"], car["zone"]) == ("QAB", "Europe/Paris")
    assert car["equipment"]["energy"]["store"] == "battery"
    assert "hood" not in car["equipment"]["openings"]


async def test_the_fault_desk_names_all_endpoints(client: ClientSession) -> None:
    desk = await _json(client, "faults")
    assert desk["endpoints"] == sorted(routes.ENDPOINTS)


@pytest.mark.usefixtures("socket_enabled")
async def test_a_scenario_is_told_with_what_comes_next() -> None:
    async with (
        running(scenario="day", start=None) as emulator,
        ClientSession(emulator.url) as client,
    ):
        told = await _json(client, "scenarios/current")
        assert (told["scenario"], told["left"]) == ("day", len(told["steps"]))
        assert told["steps"][0] == {
            "at": "2026-03-03T00:00:00Z",
            "vin": emulator.car("almera").vin,
            "step": {
                "after": "0:30",
                "car": "Almera",
                "driver": {"do": "unlock_with_key"},
                "note": "Leaves home for work",
                "line": 37,
            },
        }
        await emulator.advance(30 * 60)
        assert (await _json(client, "scenarios/current"))["left"] == told["left"] - 1


@pytest.mark.usefixtures("socket_enabled")
async def test_of_a_fleet_some_accounts_are_told() -> None:
    async with running(fleet=100) as emulator, ClientSession(emulator.url) as client:
        begun = await _json(client, "world")
        assert begun["accounts_in_all"] == 82
        assert len(begun["accounts"]) == 30
        assert begun["accounts"][-1]["password"] is None
        told = await _json(client, "vehicles", search="fleet-000007@", limit="5")
        assert told["found"] == len(told["vehicles"]) > 0
