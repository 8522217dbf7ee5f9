"""Other people's clients: one of before September 2026, one that reads flat JSON."""

from typing import Any

from aiohttp import ClientSession
import pytest

from emulator.testing import OWNER

from .clients import Client, kauth_code, kauth_tokens, sign_in

# Which address tells it, for the cars that have it; the newest first.
ADDRESSES = {
    "cockpit": ("/car-adapter/v2/{}/cockpit", "/car-adapter/v1/{}/cockpit"),
    "location": ("/car-adapter/v1/{}/location",),
    "lock": ("/car-adapter/v1/{}/lock-status",),
    "battery": (
        "/bff-web/v3/{}/battery-status?canGen=C1A",
        "/car-adapter/v2/{}/battery-status",
        "/car-adapter/v1/{}/battery-status",
    ),
    "hvac": ("/car-adapter/v1/{}/hvac-status",),
    "engine": ("/car-adapter/v2/{}/res-state", "/car-adapter/v1/{}/res-state"),
    "health": (
        "/bff-web/v1/{}/health-status?canGen=C1A",
        "/car-adapter/v1/{}/health-status",
    ),
    "pressure": ("/car-adapter/v1/{}/pressure",),
    "trips": (
        "/car-adapter/v1/{}/trip-history?type=0&start=2026-03-01&end=2026-03-02",
    ),
}
ALL = set(ADDRESSES)
EXPECTED = {
    "Almera": ALL - {"battery"},
    "KICKS": ALL - {"battery", "pressure"},
    "Leaf": ALL - {"engine", "pressure"},
    "Qashqai": ALL - {"battery", "engine"},
    "QX60": ALL - {"battery"},
    "Ariya": ALL - {"lock", "engine"},
}


async def _read_all(client: Client, vin: str, accept: str | None) -> dict[str, Any]:
    """Return what each resource says, by the first address that answers."""
    said: dict[str, Any] = {}
    for name, addresses in ADDRESSES.items():
        for address in addresses:
            answer = await client.get(address.format(f"cars/{vin}"), accept)
            if answer.status == 200:
                said[name] = await answer.json()
                break
    return said


def _unwrapped(said: dict[str, Any]) -> dict[str, Any]:
    return {"id": said["data"]["id"], **said["data"]["attributes"]}


async def test_a_client_of_the_old_sign_in_reads_everything(
    http: ClientSession,
) -> None:
    _, tokens = await kauth_tokens(http, await kauth_code(http, *OWNER))
    client = Client(http, tokens["access_token"])
    cars = await client.cars("v4")
    found = {
        car["nickname"]: set(await _read_all(client, car["vin"], None)) for car in cars
    }
    assert found == EXPECTED


async def test_a_client_of_flat_json_reads_everything(http: ClientSession) -> None:
    client = Client(http, (await sign_in(http, *OWNER))["access_token"])
    for car in await client.cars():
        flat = await _read_all(client, car["vin"], "application/json")
        assert set(flat) == EXPECTED[car["nickname"]]
        enveloped = await _read_all(client, car["vin"], None)
        for name, said in flat.items():
            assert said["id"] == car["vin"]
            assert "data" not in said
            assert said == _unwrapped(enveloped[name])


@pytest.mark.parametrize("version", ["v2", "v4", "v5"])
@pytest.mark.parametrize("accept", [None, "application/json"])
async def test_every_list_of_cars_serves_both(
    http: ClientSession, version: str, accept: str | None
) -> None:
    _, tokens = await kauth_tokens(http, await kauth_code(http, *OWNER))
    client = Client(http, tokens["access_token"])
    path = f"/bff-web/{version}/users/{await client.user_id()}/cars"
    answer = await client.get(path, accept)
    assert len((await answer.json())["data"]) == 6
