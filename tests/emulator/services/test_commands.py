"""Commands on their way, and how they end: protocol 5.2, R2-R7, R9."""

from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar

from emulator.tcu.deeds import (
    HazardLights,
    KeyInside,
    Open,
    RadioChange,
    UnlockWithKey,
)
from emulator.tcu.report import Opening
from emulator.testing import OWNER, Emulator, running

from .clients import Client, error_of
from .commanding import LOCK, UNLOCK, commander_of, truth_of
from .second_client import Commander, named


async def test_one_command_of_a_kind_at_a_time_on_a_car(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner)
    first = await commander.submit("lock-unlock", **UNLOCK)
    body = {"data": {"type": "LockUnlock", "attributes": LOCK}}
    again = await owner.order(commander.vin, "lock-unlock", body)
    assert again.status == 409
    assert error_of(await again.text())[1] == "409001"
    other = await commander.submit("horn-lights", action="stop")
    assert (await commander.follow(first))["status"] == "COMPLETED"
    assert (await commander.follow(other))["status"] == "COMPLETED"
    assert not truth_of(emulator).locked
    assert (await commander.order("lock-unlock", **LOCK))["status"] == "COMPLETED"


async def test_R7_the_time_line_of_a_command(emulator: Emulator, owner: Client) -> None:
    commander = await commander_of(emulator, owner)
    action_id = await commander.submit("lock-unlock", **UNLOCK)
    seen: list[str | None] = []
    while not seen or seen[-1] != "COMPLETED":
        found = await commander.look(action_id)
        status = found["status"] if found else None
        if not seen or seen[-1] != status:
            seen.append(status)
        assert truth_of(emulator).locked is (status != "COMPLETED")
        await emulator.advance(1)
    assert seen == [None, "CREATED", "PENDING", "COMPLETED"]


async def test_R7_F71_out_of_reach_it_times_out_and_the_car_has_done_nothing(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner)
    emulator.do("kicks_e_power", RadioChange(coverage=False))
    final = await commander.order("lock-unlock", **UNLOCK)
    assert final == {"status": "TIMEOUT", "data": []}
    emulator.do("kicks_e_power", RadioChange(coverage=True))
    await emulator.advance(600)
    assert truth_of(emulator).locked


async def test_R7_a_late_answer_is_still_told(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner)
    emulator.do("kicks_e_power", RadioChange(latency_s=(90, 90)))
    action_id = await commander.submit("lock-unlock", **UNLOCK)
    await emulator.advance(90)
    assert (await commander.look(action_id) or {})["status"] == "CREATED"
    assert truth_of(emulator).locked
    await emulator.advance(10)
    assert (await commander.look(action_id) or {})["status"] == "COMPLETED"
    assert not truth_of(emulator).locked


async def test_when_completed_the_cache_holds_the_new_state_with_its_time(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner)
    before = await owner.read(commander.vin, "lock-status")
    await commander.order("lock-unlock", **LOCK)
    after = await owner.read(commander.vin, "lock-status")
    assert after["lockStatus"] == before["lockStatus"] == "locked"
    assert after["lastUpdateTime"] > before["lastUpdateTime"]


async def test_R2_a_refusal_tells_why_in_the_shape_of_the_challenge(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner)
    emulator.do("kicks_e_power", UnlockWithKey())
    emulator.do("kicks_e_power", KeyInside(inside=True))
    final = await commander.order("lock-unlock", **LOCK)
    assert final["status"] == "REJECTED"
    assert final["errorCode"] == "101"
    assert named(final) == {
        "status": "KO",
        "errorCode": "101",
        "reason": "KEY_INSIDE",
    }
    assert not truth_of(emulator).locked


async def test_R2_R3_items_say_which_door_and_when(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner)
    emulator.do("kicks_e_power", UnlockWithKey())
    for door in (Opening.REAR_LEFT, Opening.HATCH):
        emulator.do("kicks_e_power", Open(door))
    items = named(await commander.order("lock-unlock", **LOCK))
    assert (items["reason"], items["doors"]) == ("DOOR_OPEN", "hatch,rear_left")
    second = await commander_of(emulator, owner, "qx60")
    emulator.do("qx60", UnlockWithKey())
    items = named(await second.order("horn-lights", target="lights"))
    assert items["reason"] == "TOO_EARLY"
    assert "allowedAt" not in items


async def test_R5_the_third_start_is_refused(emulator: Emulator, owner: Client) -> None:
    commander = await commander_of(emulator, owner)
    for _ in range(2):
        final = await commander.order("engine-start", action="start")
        assert final["status"] == "COMPLETED"
    final = await commander.order("engine-start", action="start")
    assert (final["errorCode"], named(final)["reason"]) == ("105", "START_LIMIT")


async def test_the_service_list_is_not_to_be_trusted(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner, "ariya")
    final = await commander.order("horn-lights", target="lights")
    assert final["status"] == "REJECTED"
    assert (final["errorCode"], named(final)["reason"]) == ("115", "NOT_EQUIPPED")


NOTE = """
title: A car that says CANCELLED of what it has done
accounts:
  - email: demo@example.com
    password: Emulator-1
    first_name: Dao
    last_name: Martin
    country: JP
    cars:
      - persona: note_e_power
        delivered_days_ago: 400
        enrolled_days_ago: 399
        odometer_km: 1000
        level_pct: 60
        parked: {latitude: 35.5, longitude: 139.6, heading_deg: 0, hours: 10}
"""


async def test_a_platform_that_calls_cancelled_what_was_done(
    tmp_path: Path, socket_enabled: None
) -> None:
    scenario = tmp_path / "note.yaml"
    scenario.write_text(NOTE)
    async with (
        running(scenario=str(scenario)) as emulator,
        ClientSession(emulator.url, cookie_jar=CookieJar(unsafe=True)) as http,
    ):
        owner = Client(http)
        await owner.sign_in(*OWNER)
        commander = await commander_of(emulator, owner, "note_e_power")
        final = await commander.order("engine-start", action="start")
        assert final == {"status": "CANCELLED", "error": {"code": "Failed"}, "data": []}
        status = await owner.read(commander.vin, "res-state", "v2")
        assert status["remoteEngineStatus"] == "12"
        assert [
            _told(message)[2]["result"] for message in await _replies(commander)
        ] == ["DONE"]
        emulator.do("note_e_power", HazardLights(on=True))
        refused = await commander.order("engine-start", action="start")
        assert (refused["status"], refused["errorCode"]) == ("REJECTED", "107")
        asked = await commander.order("refresh-location")
        assert asked["status"] == "COMPLETED"


async def _replies(commander: Commander) -> list[dict[str, Any]]:
    """Return the remote command replies of a car, the newest first."""
    answer = await commander.client.get(
        f"/notifications/v2/notifications/users/{commander.user_id}"
        f"/vehicles/{commander.vin}",
        realm="P_NCB",
        categoryKey="remotecontrol",
    )
    messages: list[dict[str, Any]] = (await answer.json())["data"]["attributes"][
        "messages"
    ]
    return messages


def _told(message: dict[str, Any]) -> tuple[str, str, dict[str, str]]:
    return (
        message["messageTitle"],
        message["notificationKey"],
        {item["name"]: item["value"] for item in message["data"]},
    )


async def test_R9_every_command_leaves_a_reply(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner)
    done = await commander.submit("engine-start", action="start")
    await commander.follow(done)
    emulator.do("kicks_e_power", HazardLights(on=True))
    refused = await commander.submit("engine-start", action="start")
    await commander.follow(refused)
    emulator.do("kicks_e_power", RadioChange(coverage=False))
    lost = await commander.submit("lock-unlock", **UNLOCK)
    await commander.follow(lost)
    await commander.order("refresh-location")
    assert [_told(message) for message in await _replies(commander)] == [
        (
            "Remote unlock",
            "custom",
            {"actionId": lost, "command": "RLU/Unlock", "result": "NOT_REACHABLE"},
        ),
        (
            "Remote engine start",
            "remote.start.unavailable",
            {
                "actionId": refused,
                "command": "RES/Start",
                "result": "HAZARD_LIGHTS_ON",
            },
        ),
        (
            "Remote engine start",
            "remote.start.engine",
            {"actionId": done, "command": "RES/Start", "result": "DONE"},
        ),
    ]


async def test_R9_replies_use_the_makers_words_where_he_has_some(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner, "leaf_ze1")
    await commander.order("charging-start", action="start")
    await commander.order("hvac-start", action="start", targetTemperature=20)
    replies = await _replies(commander)
    assert [message["notificationKey"] for message in replies] == [
        "hvac.autostart",
        "plug.connection.issue",
    ]
    assert replies[1]["messageSubtitle"] == "Not done: the cable is not plugged in."
