"""Cars made of the diagnostics of real ones, and diagnostics of which none is made."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    NoData,
    NotSupported,
    Outage,
)
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.snapshot import VehicleSnapshot, merge
from custom_components.nissanconnect.api.vehicles import VehicleRecord
from emulator import vin
from emulator.tcu.deeds import Drive, IgnitionOff, LockWithKey
from emulator.testing import running

from .conftest import Owner
from .rounds import EVERYTHING

API = "/console/api/personas/import"
REDACTED = "**REDACTED**"
# As the car of protocol 10.11 and 3.4 would be diagnosed.
MICRA: dict[str, Any] = {
    "record": {
        "vin": f"VNVAMC1E{REDACTED}",
        "uuid": REDACTED,
        "color": "NNP",
        "modelName": "MICRA",
        "modelYear": 2025,
        "energy": "ELECTRIC",
        "carGateway": "RVG",
        "canGeneration": "C1A_HS EVO",
        "nickname": None,
        "registrationNumber": REDACTED,
        "iceEvFlag": "EV",
        "pictureURL": "https://example.invalid/micra.png",
        "services": [
            {"id": 12, "activationState": "ACTIVATED"},
            {"id": "97", "activationState": "ACTIVATED"},
            {"id": 366, "activationState": "ACTIVATED"},
            {"id": 299, "activationState": "EXPIRED"},
        ],
    },
    "learnt": {
        "lessons": {
            "cockpit": {"version": "v2", "refusal": None},
            "lock_status": {"version": None, "refusal": "no_data"},
            "health_status": {"version": None, "refusal": "access_denied"},
        },
        "proofs": [],
    },
    "resources": {
        "cockpit": {
            "answer": {
                "payload": {"fuelQuantity": 0.0, "totalMileage": 12345.0},
                "version": "v2",
                "query": {},
                "server_at": "2025-11-20T18:00:00+00:00",
            },
            "error": None,
        },
        "battery_status": {
            "answer": {
                "payload": {
                    "lastUpdateTime": "2025-11-20T17:40:00.000Z",
                    "batteryLevel": 57,
                    "batteryTemperature": 0,
                    "batteryAutonomy": 244,
                    "plugStatus": 0,
                    "chargingStatus": 0.0,
                    "chargingRemainingTime": 1,
                    "somethingNew": {"since": "2025-11-20T17:00Z"},
                },
                "version": "v3",
                "query": {},
                "server_at": "2025-11-20T18:00:00+00:00",
            },
            "error": None,
        },
        "location": {
            "answer": {
                "payload": {
                    "gpsLatitude": REDACTED,
                    "gpsLongitude": REDACTED,
                    "gpsDirection": None,
                    "lastUpdateTime": "2025-11-20T17:40:00.000Z",
                },
                "version": "v1",
                "query": {},
                "server_at": "2025-11-20T18:00:00+00:00",
            },
            "error": None,
        },
        "hvac_status": {
            "answer": None,
            "error": "Outage('cloud not usable: http_502')",
        },
        "lock_status": {"answer": None, "error": "NoData()"},
        "health_status": {"answer": None, "error": "AccessDenied()"},
        "pressure": {"answer": None, "error": "NotSupported()"},
    },
}


async def made(owner: Owner, client: NissanClient, diagnosed: Any) -> VehicleRecord:
    """Import a car; return its record."""
    answer = await owner.session.post(owner.emulator.url + API, json=diagnosed)
    document = await answer.json()
    assert answer.status == 200, document
    number = document["vehicles"][0]["vin"]
    return next(car for car in await client.vehicles() if car.vin == number)


async def snapshot(
    owner: Owner, client: NissanClient, car: VehicleRecord
) -> VehicleSnapshot:
    """Read all of a car."""
    known = VehicleSnapshot()
    for key, outcome in (await client.read(car, EVERYTHING, Learnt())).items():
        known = merge(known, key, outcome, owner.now())
    return known


def payload(known: VehicleSnapshot, key: ResourceKey) -> Any:
    """Return a resource's attributes."""
    answer = known.reading(key).answer
    assert answer is not None
    return answer.payload


async def test_a_car_answers_as_the_diagnosed_one_did(
    owner: Owner, client: NissanClient
) -> None:
    """Its payloads, twenty minutes old as they were; its refusals, each its own."""
    car = await made(owner, client, {"data": {"vehicles": [MICRA]}})
    known = await snapshot(owner, client, car)
    assert payload(known, ResourceKey.BATTERY_STATUS) == {
        "lastUpdateTime": "2026-03-02T05:40:00.000Z",
        "batteryLevel": 57,
        "batteryTemperature": 0,
        "batteryAutonomy": 244,
        "plugStatus": 0,
        "chargingStatus": 0.0,
        "chargingRemainingTime": 1,
        "somethingNew": {"since": "2026-03-02T05:00Z"},
    }
    assert payload(known, ResourceKey.COCKPIT) == {
        "fuelQuantity": 0.0,
        "totalMileage": 12345.0,
    }
    assert known.cockpit.answer is not None
    assert known.cockpit.answer.version == "v2"
    assert isinstance(known.lock_status.error, NoData)
    assert isinstance(known.health_status.error, AccessDenied)
    assert isinstance(known.pressure.error, NotSupported)
    assert isinstance(known.hvac_status.error, Outage)


async def test_a_cars_record_is_the_diagnosed_ones(
    owner: Owner, client: NissanClient
) -> None:
    """But for the VIN, which is a new one of the model, and for pictures."""
    car = await made(owner, client, MICRA)
    assert car.vin.startswith("VNVAMC1E")
    assert vin.check_digit(car.vin) == car.vin[8]
    kept = {"modelName", "modelYear", "canGeneration", "services", "iceEvFlag", "color"}
    assert {name: car.raw[name] for name in kept} == {
        name: MICRA["record"][name] for name in kept
    }
    assert car.raw.keys().isdisjoint({"pictureURL", "ccsGen", "phase", "engineType"})
    assert car.services == {"12", "97", "366"}
    assert car.dormant == {"299": "EXPIRED"}
    assert car.nickname is None


async def test_a_made_car_can_be_driven_and_tells_it_in_the_diagnosed_form(
    owner: Owner, client: NissanClient
) -> None:
    """What was not measured or not told stays so."""
    car = await made(owner, client, MICRA)
    truth = owner.emulator.world.cars[car.vin]
    route = ((48.85, 2.35), (48.95, 2.35))
    owner.emulator.world.do(truth, Drive(route, 60))
    await owner.emulator.advance(1_200)
    owner.emulator.world.do(truth, IgnitionOff())
    owner.emulator.world.do(truth, LockWithKey())
    known = await snapshot(owner, client, car)
    driven = payload(known, ResourceKey.COCKPIT)
    assert driven["totalMileage"] == pytest.approx(12345 + 11.1, abs=0.1)
    assert driven.keys() == {"fuelQuantity", "totalMileage"}
    battery = payload(known, ResourceKey.BATTERY_STATUS)
    told = MICRA["resources"]["battery_status"]["answer"]["payload"]
    assert battery.keys() == told.keys()
    assert 50 < battery["batteryLevel"] < 57
    assert type(battery["batteryLevel"]) is int
    assert type(battery["chargingStatus"]) is float
    assert battery["batteryTemperature"] == 0
    assert battery["lastUpdateTime"] == "2026-03-02T06:20:00.000Z"
    place = payload(known, ResourceKey.LOCATION)
    assert place["gpsLatitude"] == pytest.approx(48.95, abs=0.001)
    assert place["gpsDirection"] is None


async def test_forms_that_are_not_ours_are_kept(
    owner: Owner, client: NissanClient
) -> None:
    """Numbers as texts, times with an offset, null (protocol 4, 8.4)."""
    diagnosed = deepcopy(MICRA)
    answer = diagnosed["resources"]["battery_status"]["answer"]
    answer["payload"] = {
        "timestamp": "2025-11-20T18:40:00+01:00",
        "batteryLevel": "57",
        "chargingStatus": 0,
        "batteryAutonomy": None,
    }
    answer["version"] = "v2"
    car = await made(owner, client, diagnosed)
    before = payload(await snapshot(owner, client, car), ResourceKey.BATTERY_STATUS)
    assert before == answer["payload"] | {"timestamp": "2026-03-02T06:40:00+01:00"}
    truth = owner.emulator.world.cars[car.vin]
    owner.emulator.world.do(truth, Drive(((48.85, 2.35), (48.95, 2.35)), 60))
    await owner.emulator.advance(1_200)
    after = payload(await snapshot(owner, client, car), ResourceKey.BATTERY_STATUS)
    assert after["timestamp"].endswith("+01:00")
    assert isinstance(after["batteryLevel"], str)
    assert isinstance(after["chargingStatus"], int)


async def test_a_made_car_is_kept(tmp_path: Path, socket_enabled: None) -> None:
    file = tmp_path / "garage.sqlite"
    async with running(state=file) as emulator, ClientSession() as http:
        answer = await http.post(emulator.url + API, json=MICRA)
        number = (await answer.json())["vehicles"][0]["vin"]
        before = emulator.world.persona(number)
    async with running(state=file) as emulator:
        assert emulator.world.persona(number) == before
        record = emulator.world.cloud.vehicles.documents[number]
        assert emulator.world.cloud.vehicles.model(record).platform == before.platform


def _changed(*path: str, to: Any) -> dict[str, Any]:
    """Return the diagnostics with another value at a place."""
    diagnosed = deepcopy(MICRA)
    part: Any = diagnosed
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return diagnosed


def _deep(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = {"in": value}
    return value


BATTERY = ("resources", "battery_status", "answer")
HOSTILE: dict[str, Any] = {
    "nothing": {},
    "no object": [],
    "no car": {"data": {"vehicles": []}},
    "no resources": {"record": {}, "resources": []},
    "record is text": _changed("record", to="<script>"),
    "too many cars": {"vehicles": [MICRA] * 21},
    "payload is a list": _changed(*BATTERY, "payload", to=[1]),
    "payload is deep": _changed(*BATTERY, "payload", to=_deep(20)),
    "payload is very deep": _changed(*BATTERY, "payload", to=_deep(2_000)),
    "payload is long": _changed(
        *BATTERY, "payload", to={str(number): number for number in range(6_000)}
    ),
    "a long text": _changed("record", "modelName", to="x" * 501),
    "a long name": _changed(*BATTERY, "payload", to={"x" * 501: 1}),
    "no time": _changed(*BATTERY, "server_at", to="yesterday"),
    "unknown refusal": _changed("learnt", "lessons", "cockpit", "refusal", to="angry"),
}


@pytest.mark.parametrize("diagnosed", HOSTILE.values(), ids=HOSTILE)
async def test_what_is_no_diagnostics_is_refused_and_changes_nothing(
    owner: Owner, diagnosed: Any
) -> None:
    world = owner.emulator.world
    before = (list(world.cars), list(world.personas), world.cloud.accounts.documents)
    answer = await owner.session.post(owner.emulator.url + API, json=diagnosed)
    assert answer.status == 400
    error = (await answer.json())["error"]
    assert error["code"] in {"invalid", "invalid_diagnostics", "malformed"}
    assert error["message"]
    assert (list(world.cars), list(world.personas)) == before[:2]
    assert not world.cloud.changed


ODD: dict[str, Any] = {
    "no VIN": _changed("record", "vin", to=None),
    "a frame number": _changed("record", "vin", to=f"E13-0634{REDACTED}"),
    "script": _changed("record", "modelName", to="<script>alert(1)</script>"),
    "numbers": _changed("record", "modelName", to=7),
    "year": _changed("record", "modelYear", to=10**30),
    "services": _changed("record", "services", to=[None, [], {"id": {}}, -1, "x"]),
    "level": _changed(*BATTERY, "payload", to={"batteryLevel": 1e308}),
    "types": _changed(*BATTERY, "payload", to={"batteryLevel": [], "plugStatus": {}}),
    "ancient": _changed(*BATTERY, "server_at", to="0001-01-01T00:00:00Z"),
    "future": _changed(*BATTERY, "server_at", to="9999-12-31T23:59:59Z"),
    "version": _changed(*BATTERY, "version", to="v99"),
    "empty": _changed(*BATTERY, "payload", to={}),
    "unknown": _changed("resources", "flying", to={"answer": None, "error": None}),
}


@pytest.mark.parametrize("diagnosed", ODD.values(), ids=ODD)
async def test_an_odd_car_is_a_car_all_the_same(
    owner: Owner, client: NissanClient, diagnosed: Any
) -> None:
    """It can be read, driven and looked at in the console; nothing fails."""
    car = await made(owner, client, diagnosed)
    assert vin.fault(car.vin) is None
    truth = owner.emulator.world.cars[car.vin]
    owner.emulator.world.do(truth, Drive(((48.85, 2.35), (48.86, 2.35)), 60))
    await owner.emulator.advance(600)
    await snapshot(owner, client, car)
    for path in ("/", "/console", f"/console/cars/{car.vin}", "/console/api/vehicles"):
        page = await owner.session.get(owner.emulator.url + path)
        assert page.status == 200
        assert "<script>alert" not in await page.text() or path.endswith("vehicles")
    requests = owner.emulator.world.requests.after(0)
    assert not [row for row in requests if row.status == 500]


async def test_an_unknown_account_and_too_many_cars_are_refused(owner: Owner) -> None:
    address = owner.emulator.url + API
    answer = await owner.session.post(
        address, json=MICRA, params={"account": "nobody@example.com"}
    )
    assert answer.status == 404
    assert (await answer.json())["error"]["field"] == "account"
    for _ in range(10):
        answer = await owner.session.post(address, json={"vehicles": [MICRA] * 20})
        assert answer.status == 200
    answer = await owner.session.post(address, json=MICRA)
    assert answer.status == 400
    assert "200" in (await answer.json())["error"]["message"]
