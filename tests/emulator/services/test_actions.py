"""Asking cars over the air, and how far that has got: protocol 5, R7."""

from typing import Any

import pytest

from emulator.tcu.deeds import Privacy, RadioChange
from emulator.testing import Emulator

from .clients import JSON_API, Client, error_of

BOTH_HOSTS = ("", "/car-adapter")


async def _almera(owner: Client) -> str:
    return str((await owner.cars())[0]["vin"])


async def _statuses(
    emulator: Emulator, owner: Client, vin: str, order_id: str, seconds: int
) -> list[tuple[int, str | int]]:
    """Return each new status with the second in which it was first seen."""
    seen: list[tuple[int, str | int]] = []
    for second in range(seconds + 1):
        status = await owner.status(vin, order_id)
        if not seen or seen[-1][1] != status:
            seen.append((second, status))
        await emulator.advance(1)
    return seen


@pytest.mark.parametrize(
    ("nickname", "action", "kind"),
    [
        ("Leaf", "refresh-battery-status", "RefreshBatteryStatus"),
        ("Almera", "refresh-location", "RefreshLocation"),
        ("Almera", "refresh-lock-status", "RefreshLockStatus"),
        ("Almera", "refresh-hvac-status", "RefreshHvacStatus"),
        ("Ariya", "wake-up-vehicle", "WakeUpVehicle"),
    ],
)
async def test_R7_an_action_goes_its_way_to_the_car_and_back(
    emulator: Emulator, owner: Client, nickname: str, action: str, kind: str
) -> None:
    vin = {car["nickname"]: car["vin"] for car in await owner.cars()}[nickname]
    answer = await owner.order(vin, action)
    assert answer.content_type == JSON_API
    data = (await answer.json())["data"]
    assert (data["type"], data["attributes"]) == (kind, {})
    seen = await _statuses(emulator, owner, vin, data["id"], 25)
    assert [status for _, status in seen] == [404, "CREATED", "PENDING", "COMPLETED"]
    _, created, pending, completed = (second for second, _ in seen)
    assert 1 <= created <= 2
    assert 7 <= pending - created <= 11
    assert 4 <= completed - pending <= 7


async def test_both_hosts_tell_the_same(emulator: Emulator, owner: Client) -> None:
    vin = await _almera(owner)
    order_id = await owner.ordered(vin, "refresh-location")
    for host in BOTH_HOSTS:
        answer = await owner.get(
            f"{host}/v1/cars/{vin}/actions/status", actionId=order_id
        )
        assert answer.status == 404
        assert "No action(s) found for this vehicle." in await answer.text()
    await emulator.advance(30)
    for host in BOTH_HOSTS:
        assert await owner.status(vin, order_id, host) == "COMPLETED"


async def test_when_completed_the_cache_holds_the_news(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    before = await owner.read(vin, "location")
    untouched = await owner.read(vin, "lock-status")
    order_id = await owner.ordered(vin, "refresh-location")
    while await owner.status(vin, order_id) != "COMPLETED":
        assert await owner.read(vin, "location") == before
        await emulator.advance(0.5)
    after = await owner.read(vin, "location")
    assert after["lastUpdateTime"] > before["lastUpdateTime"]
    assert await owner.read(vin, "lock-status") == untouched


async def test_waking_up_brings_everything(emulator: Emulator, owner: Client) -> None:
    vin = await _almera(owner)
    resources = ("location", "lock-status", "hvac-status", "health-status")
    before = {name: await owner.read(vin, name) for name in resources}
    await owner.ordered(vin, "wake-up-vehicle")
    await emulator.advance(30)
    for name in resources:
        newer = (await owner.read(vin, name))["lastUpdateTime"]
        assert newer > before[name]["lastUpdateTime"]


async def test_R7_F71_without_coverage_it_fails_after_its_deadline(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    before = await owner.read(vin, "location")
    emulator.do("almera", RadioChange(coverage=False))
    order_id = await owner.ordered(vin, "refresh-location")
    await emulator.advance(119)
    assert await owner.status(vin, order_id) == "PENDING"
    await emulator.advance(1)
    assert await owner.status(vin, order_id) == "TIMEOUT"
    assert await owner.read(vin, "location") == before
    assert emulator.car("almera").asleep(emulator.world.clock.now)


async def test_a_car_that_comes_back_in_time_still_answers(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    emulator.do("almera", RadioChange(coverage=False))
    order_id = await owner.ordered(vin, "refresh-location")
    await emulator.advance(60)
    emulator.do("almera", RadioChange(coverage=True))
    await emulator.advance(20)
    assert await owner.status(vin, order_id) == "COMPLETED"


async def test_latency_lies_between_created_and_the_car(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    emulator.do("almera", RadioChange(latency_s=(40, 40)))
    order_id = await owner.ordered(vin, "refresh-location")
    seen = await _statuses(emulator, owner, vin, order_id, 60)
    assert [status for _, status in seen] == [404, "CREATED", "PENDING", "COMPLETED"]
    assert seen[2][0] - seen[1][0] in {40, 41}


async def test_a_latency_beyond_the_deadline_is_a_timeout(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    emulator.do("almera", RadioChange(latency_s=(500, 500)))
    order_id = await owner.ordered(vin, "refresh-location")
    await emulator.advance(120)
    assert await owner.status(vin, order_id) == "TIMEOUT"
    assert emulator.car("almera").asleep(emulator.world.clock.now)


async def test_one_action_of_a_kind_at_a_time(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    order_id = await owner.ordered(vin, "refresh-location")
    again = await owner.order(vin, "refresh-location")
    assert again.status == 409
    assert error_of(await again.text())[1] == "409001"
    await owner.ordered(vin, "refresh-lock-status")
    await emulator.advance(30)
    assert await owner.status(vin, order_id) == "COMPLETED"
    await owner.ordered(vin, "refresh-location")


async def test_the_last_twenty_actions_are_remembered(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    ids = []
    for _ in range(21):
        ids.append(await owner.ordered(vin, "refresh-location"))
        await emulator.advance(30)
    assert len(set(ids)) == 21
    assert await owner.status(vin, ids[0]) == 404
    assert {await owner.status(vin, one) for one in ids[1:]} == {"COMPLETED"}


async def test_an_action_is_known_only_for_its_car(
    emulator: Emulator, owner: Client
) -> None:
    almera, kicks, *_ = [car["vin"] for car in await owner.cars()]
    order_id = await owner.ordered(almera, "refresh-location")
    await emulator.advance(5)
    assert await owner.status(almera, order_id) == "CREATED"
    assert await owner.status(kicks, order_id) == 404


@pytest.mark.parametrize("query", [{}, {"actionId": ""}])
async def test_the_status_needs_an_id(owner: Client, query: dict[str, str]) -> None:
    path = f"/v1/cars/{await _almera(owner)}/actions/status"
    assert (await owner.get(path, **query)).status == 400


@pytest.mark.parametrize(
    "media_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        f"{JSON_API}; charset=utf-8",
        "text/plain",
        "",
    ],
)
async def test_another_media_type_is_refused_and_nothing_is_asked(
    emulator: Emulator, owner: Client, media_type: str
) -> None:
    vin = await _almera(owner)
    answer = await owner.http.post(
        f"/car-adapter/v1/cars/{vin}/actions/refresh-location",
        headers=owner.headers | {"Content-Type": media_type},
        data=b'{"data":{"type":"RefreshLocation"}}',
    )
    assert answer.status == 400
    assert error_of(await answer.text()) == ("Invalid Content-Type header value", "400")
    assert emulator.world.cloud.orders.of(vin).count == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        [{"data": {"type": "RefreshLocation"}}],
        {"type": "RefreshLocation"},
        {"data": {"type": "RefreshLockStatus"}},
        {"data": {"type": 1}},
        {"data": {"type": "RefreshLocation", "attributes": []}},
        {"data": None},
        "RefreshLocation",
    ],
)
async def test_an_unreadable_body_is_refused_and_nothing_is_asked(
    emulator: Emulator, owner: Client, body: Any
) -> None:
    vin = await _almera(owner)
    answer = await owner.order(vin, "refresh-location", body)
    assert answer.status == 400
    assert error_of(await answer.text()) == ("Http message is not readable", "400")
    assert emulator.world.cloud.orders.of(vin).count == 0


@pytest.mark.parametrize(
    ("nickname", "action", "status"),
    [
        ("Ariya", "refresh-lock-status", 403),
        ("Almera", "refresh-battery-status", 404),
        ("Almera", "fly-to-the-moon", 404),
    ],
)
async def test_what_a_car_cannot_tell_it_is_not_asked(
    owner: Client, nickname: str, action: str, status: int
) -> None:
    vin = {car["nickname"]: car["vin"] for car in await owner.cars()}[nickname]
    assert (await owner.order(vin, action)).status == status


async def test_without_gnss_it_completes_and_the_old_fix_stays(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    before = await owner.read(vin, "location")
    emulator.do("almera", RadioChange(gnss=False))
    order_id = await owner.ordered(vin, "refresh-location")
    await emulator.advance(30)
    assert await owner.status(vin, order_id) == "COMPLETED"
    assert await owner.read(vin, "location") == before


async def test_privacy_that_the_cloud_has_not_heard_of_is_told_by_the_car(
    emulator: Emulator, owner: Client
) -> None:
    vin = await _almera(owner)
    emulator.do("almera", RadioChange(coverage=False))
    emulator.do("almera", Privacy(on=True))
    order_id = await owner.ordered(vin, "refresh-location")
    emulator.do("almera", RadioChange(coverage=True))
    await emulator.advance(30)
    assert await owner.status(vin, order_id) == "COMPLETED"
    assert (await owner.get(f"/car-adapter/v1/cars/{vin}/location")).status == 403
