"""What is no diagnostics, odd ones, and too many of them."""

from typing import Any

import pytest

from custom_components.nissanconnect.api.client import NissanClient
from emulator import vin
from emulator.cloud.recorded import REDACTED
from emulator.tcu.deeds import Drive
from tests.diagnosed import MICRA, changed

from .conftest import Owner
from .importing import API, made, snapshot


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
    "record is text": changed("record", to="<script>"),
    "too many cars": {"vehicles": [MICRA] * 21},
    "payload is a list": changed(*BATTERY, "payload", to=[1]),
    "payload is deep": changed(*BATTERY, "payload", to=_deep(20)),
    "payload is very deep": changed(*BATTERY, "payload", to=_deep(2_000)),
    "payload is long": changed(
        *BATTERY, "payload", to={str(number): number for number in range(6_000)}
    ),
    "a long text": changed("record", "modelName", to="x" * 501),
    "a long name": changed(*BATTERY, "payload", to={"x" * 501: 1}),
    "no time": changed(*BATTERY, "server_at", to="yesterday"),
    "unknown refusal": changed("learnt", "lessons", "cockpit", "refusal", to="angry"),
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
    "no VIN": changed("record", "vin", to=None),
    "a frame number": changed("record", "vin", to=f"E13-0634{REDACTED}"),
    "script": changed("record", "modelName", to="<script>alert(1)</script>"),
    "numbers": changed("record", "modelName", to=7),
    "year": changed("record", "modelYear", to=10**30),
    "services": changed("record", "services", to=[None, [], {"id": {}}, -1, "x"]),
    "level": changed(*BATTERY, "payload", to={"batteryLevel": 1e308}),
    "types": changed(*BATTERY, "payload", to={"batteryLevel": [], "plugStatus": {}}),
    "ancient": changed(*BATTERY, "server_at", to="0001-01-01T00:00:00Z"),
    "future": changed(*BATTERY, "server_at", to="9999-12-31T23:59:59Z"),
    "version": changed(*BATTERY, "version", to="v99"),
    "empty": changed(*BATTERY, "payload", to={}),
    "unknown": changed("resources", "flying", to={"answer": None, "error": None}),
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
    calls = "/console/api/vehicles"
    for path in ("/", "/console", calls, f"{calls}/{car.vin}"):
        page = await owner.session.get(owner.emulator.url + path)
        assert page.status == 200
        assert "<script>alert" not in await page.text() or path.startswith(calls)
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
