"""Notifications and rules, protocol 4.11 and 4.12."""

from typing import Any

import pytest

from .clients import JSON_API, Client


async def _paths(owner: Client) -> tuple[str, str]:
    vin = (await owner.cars())[0]["vin"]
    place = f"users/{await owner.user_id()}/vehicles/{vin}"
    return (
        f"/notifications/v2/notifications/{place}",
        f"/notifications/v1/rules/settings/{place}",
    )


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"realm": "a-ncb"},
        {"categoryKey": "Safety&Security", "status": "UNREAD", "order": "ASC"},
        {"start": "2026-01-01T00:00:00Z", "end": "2026-03-01T00:00:00Z"},
        {"from": "1", "to": "50"},
    ],
)
async def test_the_list_is_empty_for_now(owner: Client, query: dict[str, str]) -> None:
    path, _ = await _paths(owner)
    asked = {"realm": "P_NCB", "langCode": "EN"} | query
    answer = await owner.get(path, **asked)
    assert (await answer.json())["data"]["attributes"] == {"messages": []}
    flat = await owner.get(path, "application/json", **asked)
    assert (await flat.json())["messages"] == []


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
    assert rule["ruleTitle"]


async def test_nobody_reads_for_somebody_else(owner: Client, stranger: Client) -> None:
    for path in await _paths(owner):
        assert (await stranger.get(path, realm="P_NCB")).status == 403
    mine, his = await stranger.user_id(), await owner.user_id()
    for path in await _paths(owner):
        answer = await stranger.get(path.replace(his, mine), realm="P_NCB")
        assert answer.status == 403
