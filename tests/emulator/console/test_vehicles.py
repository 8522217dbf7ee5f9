"""Control calls on cars: the truth, deeds, and refusals that change nothing."""

from typing import Any

from aiohttp import ClientSession
import msgspec
import pytest

from emulator import drives
from emulator.console.api import CALLS
from emulator.tcu.deeds import DriverDeed, WorkshopDeed
from emulator.testing import Emulator
from tests.emulator.processes import ROOT

API = "/console/api/vehicles"


async def _json(client: ClientSession, path: str) -> Any:
    answer = await client.get(path)
    assert answer.status == 200
    return await answer.json()


def _vin(emulator: Emulator, persona: str) -> str:
    return emulator.car(persona).vin


async def test_the_demo_garage_is_there(client: ClientSession) -> None:
    cars = (await _json(client, API))["vehicles"]
    assert [car["persona"] for car in cars] == [
        "almera",
        "kicks_e_power",
        "leaf_ze1",
        "qashqai_e_power",
        "qx60",
        "ariya",
        "leaf_ze1",
        "almera",
    ]
    owners = [car["paired_to"] for car in cars]
    assert owners == [["demo@example.com"]] * 6 + [["second@example.com"], []]
    for car in cars:
        assert car["locked"]
        assert not car["ignition"]
        assert car["asleep"]
        assert car["reachable"]
        assert car["open"] == []
        assert not any(car["warnings"].values())
    places = {
        (car["position"]["latitude"], car["position"]["longitude"]) for car in cars
    }
    assert len(places) == len(cars)


async def test_times_are_iso_texts(emulator: Emulator, client: ClientSession) -> None:
    vin = _vin(emulator, "almera")
    car = await _json(client, f"{API}/{vin}")
    assert car["at"] == "2026-03-02T06:00:00Z"
    assert car["ignition_at"] < car["locked_at"] < car["at"]
    known = await _json(client, f"{API}/{vin}/cloud")
    assert known["heard_at"] == known["locks"]["at"] == car["locked_at"]


async def test_the_truth_and_the_clouds_view_part_without_coverage(
    emulator: Emulator, client: ClientSession
) -> None:
    path = f"{API}/{_vin(emulator, 'almera')}"
    await client.post(f"{path}/radio", json={"coverage": False})
    opened = await client.post(
        f"{path}/driver", json={"do": "open", "door": "front_left"}
    )
    assert (await opened.json())["open"] == ["front_left"]
    known = await _json(client, f"{path}/cloud")
    assert known["locks"]["value"]["open"] == []
    await client.post(f"{path}/radio", json={"coverage": True})
    known = await _json(client, f"{path}/cloud")
    assert known["locks"]["value"]["open"] == ["front_left"]


async def test_a_drive_by_name_moves_the_car(
    emulator: Emulator, client: ClientSession
) -> None:
    path = f"{API}/{_vin(emulator, 'almera')}"
    before = await _json(client, path)
    answer = await client.post(
        f"{path}/driver", json={"do": "drive", "route": "bangkok"}
    )
    started = await answer.json()
    assert started["driving"]["driven_km"] == 0
    assert started["cockpit"] == before["cockpit"]
    await emulator.advance(3_600)
    arrived = await _json(client, path)
    way = started["driving"]["left_km"]
    driven = arrived["cockpit"]["odometer_km"] - before["cockpit"]["odometer_km"]
    assert driven == pytest.approx(way, rel=0.001)
    assert arrived["ignition"]


async def test_a_drive_along_points_takes_its_speed(
    emulator: Emulator, client: ClientSession
) -> None:
    path = f"{API}/{_vin(emulator, 'leaf_ze1')}"
    deed = {
        "do": "drive",
        "route": [[48.88, 2.31], [48.89, 2.31]],
        "speed_kmh": 36,
    }
    driving = (await (await client.post(f"{path}/driver", json=deed)).json())["driving"]
    assert driving["speed_kmh"] == pytest.approx(36)
    assert driving["left_km"] == pytest.approx(1.112, abs=0.001)


@pytest.mark.parametrize("case", [str.upper, str.lower])
async def test_a_vin_is_found_in_any_case(
    emulator: Emulator, client: ClientSession, case: Any
) -> None:
    vin = _vin(emulator, "qx60")
    assert (await _json(client, f"{API}/{case(vin)}"))["vin"] == vin


@pytest.mark.parametrize(
    ("vin", "refusal"),
    [
        ("MNTBAAN1XRT37945", (400, "invalid_vin")),
        ("MNTBAAN1XRT37945O", (400, "invalid_vin")),
        ("MNTBAAN1XRT000000", (404, "unknown_vin")),
        ("<script>alert(1)<", (400, "invalid_vin")),
    ],
)
@pytest.mark.parametrize("call", ["", "/cloud", "/driver", "/workshop", "/radio"])
async def test_E6_wrong_vins_are_refused(
    client: ClientSession, vin: str, refusal: tuple[int, str], call: str
) -> None:
    body = {"/driver": {"do": "plug"}, "/workshop": {"do": "replace_tcu"}}.get(call, {})
    method = "GET" if call in {"", "/cloud"} else "POST"
    answer = await client.request(method, f"{API}/{vin}{call}", json=body)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == refusal
    assert error["field"] == "vin"


@pytest.mark.parametrize(
    ("call", "body", "refusal"),
    [
        ("driver", {}, (400, "invalid", "do")),
        ("driver", {"do": "fly"}, (400, "invalid", "do")),
        ("driver", {"do": "open"}, (400, "invalid", "door")),
        ("driver", {"do": "open", "door": "roof"}, (400, "invalid", "door")),
        ("driver", {"do": "refuel", "litres": -1}, (400, "invalid", "litres")),
        ("driver", {"do": "refuel", "litres": 5, "x": 1}, (400, "invalid", "x")),
        ("driver", {"do": "drive", "route": "moon"}, (409, "unknown_route", "route")),
        ("driver", {"do": "drive", "route": "../x"}, (409, "unknown_route", "route")),
        ("driver", {"do": "drive", "route": []}, (409, "empty_route", "route")),
        (
            "driver",
            {"do": "drive", "route": [[91, 0]]},
            (400, "invalid", "route[0][0]"),
        ),
        ("driver", {"do": "stop_driving"}, (409, "not_driving", "do")),
        ("driver", {"do": "plug"}, (409, "no_socket", "do")),
        ("driver", {"do": "break", "warning": "abs"}, (400, "invalid", "do")),
        ("workshop", {"do": "break", "warning": "x"}, (400, "invalid", "warning")),
        ("workshop", {"do": "open", "door": "hood"}, (400, "invalid", "do")),
        ("radio", {"coverage": "no"}, (400, "invalid", "coverage")),
        ("radio", {"latency_s": [5, 1]}, (409, "invalid", "latency_s")),
        ("radio", {"colour": "red"}, (400, "invalid", "colour")),
    ],
)
async def test_refused_deeds_say_why_and_change_nothing(
    emulator: Emulator,
    client: ClientSession,
    call: str,
    body: dict[str, Any],
    refusal: tuple[int, str, str],
) -> None:
    path = f"{API}/{_vin(emulator, 'almera')}"
    before = await _json(client, path)
    answer = await client.post(f"{path}/{call}", json=body)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"], error.get("field")) == refusal
    assert error["message"]
    assert await _json(client, path) == before


def test_every_call_deed_and_drive_stands_in_the_documentation() -> None:
    text = (ROOT / "docs" / "emulator.md").read_text("utf-8")
    for call in CALLS:
        assert f"`{call.method} {call.path}" in text
    for deeds in (DriverDeed, WorkshopDeed):
        for schema in msgspec.json.schema(deeds)["$defs"].values():
            if "do" in schema.get("properties", {}):
                assert f"`{schema['properties']['do']['enum'][0]}`" in text
    for name in drives.names():
        assert f"`{name}`" in text


async def test_openapi_describes_every_call(client: ClientSession) -> None:
    document = await _json(client, "/console/api/openapi.json")
    assert document["openapi"].startswith("3.1")
    paths = document["paths"]
    for path in ("clock", "clock/advance", "vehicles/{vin}/driver", "requests"):
        assert f"/console/api/{path}" in paths
    deed = paths["/console/api/vehicles/{vin}/driver"]["post"]
    assert deed["requestBody"]["required"]
    assert deed["parameters"][0]["name"] == "vin"
    schemas = document["components"]["schemas"]
    assert schemas["Vehicle"]["properties"]["locked_at"]["format"] == "date-time"
    assert "ErrorBody" in schemas
