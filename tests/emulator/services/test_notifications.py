"""Notifications and rules, protocol 4.11 and 4.12."""

from typing import Any

import pytest

from emulator.cloud import notices
from emulator.cloud.accounts import Role
from emulator.cloud.inbox import Content
from emulator.tcu.alerts import SpeedAlert
from emulator.tcu.report import Notice
from emulator.testing import START, Emulator

from .clients import JSON_API, Client


async def _paths(owner: Client) -> tuple[str, str]:
    vin = (await owner.cars())[0]["vin"]
    place = f"users/{await owner.user_id()}/vehicles/{vin}"
    return (
        f"/notifications/v2/notifications/{place}",
        f"/notifications/v1/rules/settings/{place}",
    )


async def _list(owner: Client, **query: str) -> list[dict[str, Any]]:
    path, _ = await _paths(owner)
    answer = await owner.get(path, **({"realm": "P_NCB", "langCode": "EN"} | query))
    assert answer.status == 200, await answer.text()
    messages: list[dict[str, Any]] = (await answer.json())["data"]["attributes"][
        "messages"
    ]
    return messages


async def _told(owner: Client, **query: str) -> list[str]:
    """Return which of the test's notifications are listed."""
    return [message["data"][0]["value"] for message in await _list(owner, **query)]


async def _mark(owner: Client, body: Any) -> int:
    path, _ = await _paths(owner)
    return (await owner.http.post(path, headers=owner.headers, json=body)).status


def _tell(emulator: Emulator, name: str, at: float, category: str = "custom") -> None:
    content = Content(category, "abs.alert", 2, {"place": name})
    emulator.world.cloud.inbox.add(emulator.car("almera").vin, at, content)


async def test_a_quiet_car_has_no_notifications(owner: Client) -> None:
    path, _ = await _paths(owner)
    assert await _list(owner) == []
    flat = await owner.get(path, "application/json", realm="a-ncb")
    assert (await flat.json())["messages"] == []


async def test_N1_the_newest_comes_first_by_the_cars_time(
    emulator: Emulator, owner: Client
) -> None:
    _tell(emulator, "second", START - 60.25)
    _tell(emulator, "third", START)
    _tell(emulator, "first", START - 3600)
    assert await _told(owner) == ["third", "second", "first"]
    assert await _told(owner, order="ASC") == ["first", "second", "third"]
    _, message, _ = await _list(owner)
    assert message.pop("notificationId")
    assert message == {
        "messageTitle": "ABS warning",
        "messageSubtitle": "The ABS warning lamp is on.",
        "messageDescription": "The ABS warning lamp is on.",
        "categoryKey": "custom",
        "ruleKey": "abs.alert",
        "notificationKey": "abs.alert",
        "priority": 2,
        "status": "UNREAD",
        "timestamp": "2026-03-02T05:58:59.750Z",
        "data": [{"name": "place", "type": "STRING", "value": "second"}],
        "metadata": {"push": True},
    }


async def test_a_part_of_the_list_can_be_asked_for(
    emulator: Emulator, owner: Client
) -> None:
    for number in range(30):
        category = "Safety&Security" if number % 10 == 0 else "custom"
        _tell(emulator, str(number), START - number * 60, category)
    assert await _told(owner) == [str(number) for number in range(20)]
    numbers = [str(number) for number in range(20, 30)]
    assert await _told(owner, **{"from": "21", "to": "40"}) == numbers
    assert await _told(owner, categoryKey="Safety&Security") == ["0", "10", "20"]
    span = {"start": "2026-03-02T05:55:00Z", "end": "2026-03-02T06:57:00+01:00"}
    assert await _told(owner, **span) == ["3", "4", "5"]


async def test_the_latest_two_hundred_are_kept(
    emulator: Emulator, owner: Client
) -> None:
    for number in range(201):
        _tell(emulator, str(number), START + number)
    told = await _told(owner, order="ASC", to="1000")
    assert (len(told), told[0]) == (200, "1")


async def test_N1_read_and_unread_are_each_users_own(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    vin, second = emulator.car("almera").vin, await stranger.user_id()
    accounts = emulator.world.cloud.accounts
    accounts.pair(second, vin, at=START - 86_400, role=Role.STANDARD)
    _tell(emulator, "first", START - 60)
    _tell(emulator, "second", START)
    newest, oldest = [message["notificationId"] for message in await _list(owner)]
    assert await _mark(owner, [{"notificationId": newest, "status": "READ"}]) == 204
    assert await _told(owner, status="READ") == ["second"]
    assert await _told(owner, status="UNREAD") == ["first"]
    his = f"/notifications/v2/notifications/users/{second}/vehicles/{vin}"
    answer = await stranger.get(his, realm="P_NCB", status="UNREAD")
    assert len((await answer.json())["data"]["attributes"]["messages"]) == 2
    unknown = [
        {"notificationId": oldest, "status": "READ"},
        {"notificationId": "x", "status": "READ"},
    ]
    assert await _mark(owner, unknown) == 404
    assert await _told(owner, status="UNREAD") == ["first"]
    assert await _mark(owner, [{"notificationId": newest, "status": "UNREAD"}]) == 204
    assert len(await _told(owner, status="UNREAD")) == 2


async def test_E9_nobody_sees_what_was_before_the_car_was_his(
    emulator: Emulator, owner: Client
) -> None:
    _tell(emulator, "in another life", START - 900 * 86_400)
    _tell(emulator, "since then", START)
    assert await _told(owner) == ["since then"]


async def test_H2_the_detail_says_what_to_do_and_marks_nothing(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    _tell(emulator, "here", START)
    [listed] = await _list(owner)
    path, _ = await _paths(owner)
    detail = f"{path}/notifications/{listed['notificationId']}"
    answer = await owner.get(detail, langCode="FR")
    data = (await answer.json())["data"]
    assert (data["type"], data["id"]) == ("Notification", listed["notificationId"])
    said = data["attributes"]
    assert said["messageSubtitle"] == "Le témoin ABS est allumé."
    assert said["messageDescription"].startswith("Les freins fonctionnent sans ABS.")
    assert said["status"] == "UNREAD"
    assert [row["status"] for row in await _list(owner)] == ["UNREAD"]
    assert (await owner.get(f"{path}/notifications/x")).status == 404
    assert (await stranger.get(detail)).status == 403


async def test_N1_every_reader_has_his_language(
    emulator: Emulator, owner: Client
) -> None:
    limit = SpeedAlert(alert_id="a", limit_kmh=90)
    content = notices.content(Notice(START, "speed.infringement", limit))
    emulator.world.cloud.inbox.add(emulator.car("almera").vin, START, content)
    said = {
        code: (await _list(owner, langCode=code))[0]["messageSubtitle"]
        for code in ("EN", "fr", "TH", "GR")
    }
    assert said == {
        "EN": "The car is faster than 90 km/h.",
        "fr": "La voiture dépasse 90 km/h.",
        "TH": "รถวิ่งเร็วกว่า 90 กม./ชม.",
        "GR": "The car is faster than 90 km/h.",
    }


@pytest.mark.parametrize(
    "query",
    [
        {"realm": "another"},
        {"status": "SEEN"},
        {"order": "UP"},
        {"from": "0"},
        {"from": "5", "to": "4"},
        {"to": "1e99"},
        {"to": "9" * 4_000},
        {"start": "yesterday"},
    ],
)
async def test_a_wrong_parameter_is_400(owner: Client, query: dict[str, str]) -> None:
    path, _ = await _paths(owner)
    asked = {"realm": "P_NCB", "langCode": "EN"} | query
    assert (await owner.get(path, **asked)).status == 400


async def test_the_realm_is_needed(owner: Client) -> None:
    path, _ = await _paths(owner)
    assert (await owner.get(path)).status == 400


async def test_the_ariya_has_no_notifications(owner: Client) -> None:
    vin = (await owner.cars())[5]["vin"]
    path = f"/notifications/v2/notifications/users/{await owner.user_id()}/vehicles"
    assert (await owner.get(f"{path}/{vin}", realm="P_NCB")).status == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 204),
        ([{"notificationId": "x", "status": "READ"}], 404),
        ([{"notificationId": "x", "status": "SEEN"}], 400),
        ({"notificationId": "x", "status": "READ"}, 400),
        ({"data": []}, 400),
        ([[]], 400),
    ],
)
async def test_marking_takes_a_bare_array(
    owner: Client, body: Any, status: int
) -> None:
    path, _ = await _paths(owner)
    for media_type in ("application/json", JSON_API):
        answer = await owner.http.post(
            path, headers=owner.headers | {"Content-Type": media_type}, json=body
        )
        assert answer.status == status


async def test_marking_in_another_media_type_is_refused(owner: Client) -> None:
    path, _ = await _paths(owner)
    answer = await owner.http.post(path, headers=owner.headers, data={"x": "y"})
    assert answer.status == 400


async def test_rules_are_those_of_the_cars_services(owner: Client) -> None:
    _, path = await _paths(owner)
    settings = (await (await owner.get(path, langCode="EN")).json())["settings"]
    rules = {row["ruleKey"]: row for row in settings}
    assert {"speed.infringement", "curfew.infringement", "wheel.alert"} <= rules.keys()
    assert "battery.ended.charge" not in rules
    rule = rules["speed.infringement"]
    assert rule["status"] == "ACTIVATED"
    assert rule["channels"] == [{"channelType": "PUSH_APP"}]
    assert rule["ruleTitle"] == "Speed alert"
    settings = (await (await owner.get(path, langCode="FR")).json())["settings"]
    titles = {row["ruleKey"]: row["ruleTitle"] for row in settings}
    assert titles["speed.infringement"] == "Alerte de vitesse"


async def test_nobody_reads_for_somebody_else(owner: Client, stranger: Client) -> None:
    for path in await _paths(owner):
        assert (await stranger.get(path, realm="P_NCB")).status == 403
    mine, his = await stranger.user_id(), await owner.user_id()
    for path in await _paths(owner):
        answer = await stranger.get(path.replace(his, mine), realm="P_NCB")
        assert answer.status == 403
