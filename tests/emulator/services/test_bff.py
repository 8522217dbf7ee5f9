"""Tokens for the data services, and the list of cars, protocol 2.2 and 3."""

from typing import Any

from aiohttp import ClientSession
import pytest

from emulator.tcu.deeds import Privacy
from emulator.testing import OWNER, Emulator

from .clients import (
    JSON_API,
    Client,
    error_of,
    exchange,
    oneid_code,
    oneid_tokens,
    refresh,
    sign_in,
)


async def test_the_id_token_is_taken_raw_and_in_the_right_media_type(
    http: ClientSession,
) -> None:
    _, tokens = await oneid_tokens(http, await oneid_code(http, *OWNER))
    id_token = tokens["id_token"]
    assert (await exchange(http, f"Bearer {id_token}")).status == 401
    assert (await exchange(http, id_token[:-1])).status == 401
    assert (await exchange(http, tokens["access_token"])).status == 401
    wrong = await exchange(http, id_token, **{"Content-Type": "application/json"})
    assert wrong.status == 400
    assert error_of(await wrong.text()) == ("Invalid Content-Type header value", "400")
    assert (await exchange(http, id_token)).status == 200


async def test_an_id_token_expires(emulator: Emulator, http: ClientSession) -> None:
    _, tokens = await oneid_tokens(http, await oneid_code(http, *OWNER))
    await emulator.advance(tokens["expires_in"])
    assert (await exchange(http, tokens["id_token"])).status == 401


async def test_access_ends_after_an_hour_and_refresh_gives_more(
    emulator: Emulator, http: ClientSession
) -> None:
    tokens = await sign_in(http, *OWNER)
    assert tokens["expires_in"] == 3600
    client = Client(http, tokens["access_token"])
    await emulator.advance(3599)
    assert (await client.get("/user-adapter/v1/users/current")).status == 200
    await emulator.advance(1)
    answer = await client.get("/user-adapter/v1/users/current")
    assert answer.status == 401
    assert error_of(await answer.text())[1] == "401"
    for _ in range(2):
        newer = await (await refresh(http, tokens["refresh_token"])).json()
        assert "refresh_token" not in newer
        assert await Client(http, newer["access_token"]).user_id()


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({"data": b""}, 400),
        ({"data": b"[]"}, 400),
        ({"data": b'{"scope": 1}'}, 400),
        ({"data": b"\xff"}, 400),
        ({"headers": {"Content-Type": JSON_API}}, 401),
        ({"headers": {"Authorization": "x", "Content-Type": JSON_API}}, 401),
        ({"headers": {"Authorization": "x"}}, 400),
    ],
)
async def test_a_wrong_refresh_is_refused(
    http: ClientSession, other: dict[str, Any], status: int
) -> None:
    tokens = await sign_in(http, *OWNER)
    answer = await refresh(http, tokens["refresh_token"], **other)
    assert answer.status == status


@pytest.mark.parametrize(
    "header",
    ["", "x", "Bearer", "Bearer ", "Basic eDp5", "Bearer \xff\xfe", "Bearer x"],
)
async def test_without_a_good_token_nothing_is_told(
    http: ClientSession, header: str
) -> None:
    answer = await http.get(
        "/user-adapter/v1/users/current", headers={"Authorization": header}
    )
    assert answer.status == 401


async def test_the_garage_lists_every_main_persona(owner: Client) -> None:
    cars = await owner.cars()
    assert [car["nickname"] for car in cars] == [
        "Almera",
        "KICKS",
        "Leaf",
        "Qashqai",
        "QX60",
        "Ariya",
    ]
    almera = cars[0]
    assert almera["carGateway"] == "AVN"
    assert almera["canGeneration"] == "C1A"
    assert almera["privacyMode"] == "off"
    assert almera["role"] == "OWNER"
    assert len({car["vin"] for car in cars}) == 6
    assert len({car["uuid"] for car in cars}) == 6


async def test_services_are_activated_with_their_feature(owner: Client) -> None:
    almera, *_ = await owner.cars()
    assert {"id": 12, "activationState": "ACTIVATED", "features": []}.keys() == (
        almera["services"][0].keys()
    )
    ids = {row["id"] for row in almera["services"]}
    assert {row["activationState"] for row in almera["services"]} == {"ACTIVATED"}
    # The gates of remote lock and of SRP on a CCS2 car (3.4).
    assert almera["ccsGen"] == "1"
    assert {886, 878, 909} <= ids


async def test_the_older_lists_show_the_same_cars(owner: Client) -> None:
    newest = await owner.cars("v5")
    assert await owner.cars("v4") == newest
    oldest = await owner.cars("v2")
    assert [car["vin"] for car in oldest] == [car["vin"] for car in newest]
    assert oldest[0]["uids"][0] == {
        "name": str(newest[0]["services"][0]["id"]),
        "enabled": True,
    }


async def test_privacy_mode_is_listed_once_the_car_has_told(
    emulator: Emulator, owner: Client
) -> None:
    emulator.do("almera", Privacy(on=True))
    await emulator.advance(600)
    assert (await owner.cars())[0]["privacyMode"] == "on"


async def test_only_the_own_garage_is_shown(owner: Client, stranger: Client) -> None:
    answer = await stranger.get(f"/bff-web/v5/users/{await owner.user_id()}/cars")
    assert answer.status == 403
    assert error_of(await answer.text()) == ("security.access", "403")
    assert len(await stranger.cars()) == 1


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (JSON_API, 406),
        (f"{JSON_API};q=1.0, text/html", 406),
        ("text/html", 406),
        ("application/json", 200),
        ("*/*", 200),
        (None, 200),
        (f"{JSON_API}, application/json", 200),
        ("application/json;q=0", 406),
        ("application/json;q=nonsense", 200),
        (", ;;=,q=", 406),
    ],
)
async def test_the_bff_does_not_know_the_media_type_of_json_api(
    owner: Client, accept: str | None, status: int
) -> None:
    user_id = await owner.user_id()
    ariya = (await owner.cars())[5]["vin"]
    for path in (
        f"/bff-web/v5/users/{user_id}/cars",
        f"/bff-web/v3/cars/{ariya}/battery-status?canGen=C1A",
        f"/bff-web/v1/cars/{ariya}/health-status?canGen=C1A",
    ):
        assert (await owner.get(path, accept)).status == status


async def test_the_bff_wants_the_generation_and_the_right_one(owner: Client) -> None:
    ariya = (await owner.cars())[5]["vin"]
    path = f"/bff-web/v3/cars/{ariya}/battery-status"
    assert (await owner.get(path)).status == 400
    wrong = await owner.get(path, canGen="C1A_HS EVO")
    assert wrong.status == 403
    assert error_of(await wrong.text())[1] == "403011"
    assert (await owner.get(path, canGen="C1A")).status == 200


async def test_vehicle_status_has_its_own_shape(owner: Client) -> None:
    almera = (await owner.cars())[0]["vin"]
    path = f"/bff-web/v1/cars/{almera}/vehicle-status"
    shapes = [
        await (await owner.get(path, accept, canGen="C1A")).json()
        for accept in ("*/*", "application/json")
    ]
    assert shapes[0] == shapes[1]
    lamps = shapes[0]["healthStatus"]["malfunctionIndicatorLamps"]["attributes"]
    assert lamps["absWarning"] == 0
    assert shapes[0]["tyrePressure"]["attributes"]["flPressure"] > 2000


async def test_vehicle_status_without_tpms_has_no_tyres(owner: Client) -> None:
    kicks = (await owner.cars())[1]["vin"]
    path = f"/bff-web/v1/cars/{kicks}/vehicle-status"
    assert (await (await owner.get(path, canGen="C1A")).json()).keys() == {
        "healthStatus"
    }
