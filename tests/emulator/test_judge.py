"""The judge: what clients did wrong, and that it keeps no secret."""

from typing import Any

from aiohttp import ClientSession
import pytest

from emulator.judge import Charge
from emulator.testing import OWNER, Emulator

from .services.clients import JSON_API, kauth_answer, send_form, shown_form, sign_in

CURRENT = "/user-adapter/v1/users/current"


async def _verdict(client: ClientSession, of: str | None = None) -> Any:
    query = {} if of is None else {"client": of}
    answer = await client.get("/console/api/judge", params=query)
    assert answer.status == 200
    return await answer.json()


async def _charges(client: ClientSession) -> list[str]:
    return [found["charge"] for found in (await _verdict(client))["findings"]]


async def _bearer(client: ClientSession) -> dict[str, str]:
    client.cookie_jar.clear()
    tokens = await sign_in(client, *OWNER)
    return {"Authorization": f"Bearer {tokens['access_token']}"}


async def _order(
    emulator: Emulator, client: ClientSession, name: str, kind: str, **attributes: str
) -> int:
    """Ask the Almera for something; return the status."""
    vin = emulator.car("kicks_e_power").vin
    answer = await client.post(
        f"/car-adapter/v1/cars/{vin}/actions/{name}",
        json={"data": {"type": kind, "attributes": attributes}},
        headers={**await _bearer(client), "Content-Type": JSON_API},
    )
    return answer.status


async def test_a_client_that_behaves_is_clean(
    emulator: Emulator, client: ClientSession
) -> None:
    headers = {**await _bearer(client), "User-Agent": "Good/1"}
    for _ in range(3):
        await client.get(CURRENT, headers=headers)
        await emulator.advance(3600)
    verdict = await _verdict(client, "Good/1")
    assert verdict["clean"] is True
    assert verdict["calls"] == [
        {
            "client": "Good/1",
            "endpoint": "current_user",
            "total": 3,
            "busiest_hour": 1,
        }
    ]


async def test_the_busiest_hour_is_counted(
    emulator: Emulator, client: ClientSession
) -> None:
    for pause in (1, 1, 3600, 1):
        await client.get(CURRENT)
        await emulator.advance(pause)
    [calls] = (await _verdict(client))["calls"]
    assert (calls["total"], calls["busiest_hour"]) == (4, 3)


async def test_a_parked_car_that_is_woken_to_be_read_is_told(
    emulator: Emulator, client: ClientSession
) -> None:
    assert await _order(emulator, client, "wake-up-vehicle", "WakeUpVehicle") == 200
    [finding] = (await _verdict(client))["findings"]
    assert finding["charge"] == Charge.WOKE_PARKED_CAR
    last = emulator.world.requests.latest(1)[0]
    assert (finding["request"], finding["path"]) == (last.id, last.path)


async def test_a_command_may_wake_a_car(
    emulator: Emulator, client: ClientSession
) -> None:
    lights = {"action": "start", "target": "lights"}
    assert await _order(emulator, client, "horn-lights", "HornLights", **lights) == 200
    assert await _charges(client) == []


async def test_F73_a_command_that_is_sent_again_is_told(
    emulator: Emulator, client: ClientSession
) -> None:
    """While the first is under way; another command is not."""
    lights = {"action": "start", "target": "lights"}
    await _order(emulator, client, "horn-lights", "HornLights", **lights)
    assert await _order(emulator, client, "horn-lights", "HornLights", **lights) == 409
    assert await _charges(client) == [Charge.REPEATED_COMMAND]
    await emulator.advance(180)
    assert await _order(emulator, client, "horn-lights", "HornLights", **lights) == 200
    assert await _charges(client) == [Charge.REPEATED_COMMAND]


async def test_F73_a_lost_command_that_is_sent_again_is_told(
    emulator: Emulator, client: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows what came of the first."""
    lights = {"action": "start", "target": "lights"}
    with monkeypatch.context() as broken:
        broken.setattr(emulator.world.cloud, "order", None)
        assert (
            await _order(emulator, client, "horn-lights", "HornLights", **lights) == 500
        )
    assert await _charges(client) == []
    assert await _order(emulator, client, "horn-lights", "HornLights", **lights) == 200
    assert await _charges(client) == [Charge.REPEATED_COMMAND]


@pytest.mark.parametrize("way", ["oneid", "kauth"])
async def test_F15_a_rejected_password_that_is_tried_again_is_told(
    client: ClientSession, way: str
) -> None:
    """The same pair only: a person may mistype twice."""

    async def attempt(password: str) -> None:
        if way == "kauth":
            await kauth_answer(client, OWNER.email, password)
            return
        page, form = await shown_form(client)
        await send_form(client, page, form, userName=OWNER.email, password=password)

    await attempt("wrong")
    await attempt("also wrong")
    assert await _charges(client) == []
    await attempt("wrong")
    assert await _charges(client) == [Charge.REPEATED_PASSWORD]


async def test_a_secret_in_an_address_is_told_and_not_kept(
    client: ClientSession,
) -> None:
    headers = await _bearer(client)
    token = headers["Authorization"].removeprefix("Bearer ")
    await client.get(f"{CURRENT}?token={token}", headers=headers)
    await client.get(f"/car-adapter/v1/cars/{token}/cockpit", headers=headers)
    await client.get(f"{CURRENT}?password=x", headers=headers)
    verdict = await _verdict(client)
    assert [one["charge"] for one in verdict["findings"]] == 3 * [
        Charge.SECRET_IN_ADDRESS
    ]
    assert token not in str(verdict)


async def test_a_clean_sheet(emulator: Emulator, client: ClientSession) -> None:
    await _order(emulator, client, "wake-up-vehicle", "WakeUpVehicle")
    answer = await client.delete("/console/api/judge")
    assert await answer.json() == {"clean": True, "findings": [], "calls": []}
    assert (await _verdict(client))["clean"] is True


async def test_what_nobody_serves_is_counted_too(client: ClientSession) -> None:
    await client.get("/car-adapter/v9/cars/X/anything")
    [calls] = (await _verdict(client))["calls"]
    assert calls["endpoint"] == "unknown"


async def test_a_body_that_is_no_command_is_no_finding(
    emulator: Emulator, client: ClientSession
) -> None:
    vin = emulator.car("kicks_e_power").vin
    for body in (b"{", b"[" * 5000, b'{"data": 3}'):
        answer = await client.post(
            f"/car-adapter/v1/cars/{vin}/actions/horn-lights",
            data=body,
            headers={**await _bearer(client), "Content-Type": JSON_API},
        )
        assert answer.status == 400
    assert await _charges(client) == []
