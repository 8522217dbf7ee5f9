"""Commands on the wire: bodies, refusals, action status: protocol 5, R1-R7, R9."""

from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar
import pytest

from emulator.tcu.deeds import (
    HazardLights,
    KeyInside,
    Open,
    Plug,
    RadioChange,
    UnlockWithKey,
)
from emulator.tcu.report import Opening
from emulator.testing import OWNER, Emulator, running

from .clients import JSON_API, Client, error_of
from .second_client import Commander, named

LOCK = {"action": "lock", "target": "doors_hatch"}
UNLOCK = {"action": "unlock", "target": "doors_hatch"}
Y63_START = {
    "action": "start",
    "srp": "",
    "temperatureSetting": "25.0",
    "temperatureUnit": 0,
    "hvacFunctionRequest": 1,
    "frontLeftSeatControl": 0,
    "frontRightSeatControl": 0,
    "frontDefrostMode": 0,
    "rearDefrostMode": 0,
}


async def _commander(
    emulator: Emulator, owner: Client, persona: str = "kicks_e_power"
) -> Commander:
    user_id, vin = await owner.user_id(), emulator.car(persona).vin
    return Commander(owner, user_id, vin, emulator.advance)


def _truth(emulator: Emulator, persona: str = "kicks_e_power") -> Any:
    return emulator.car(persona).truth(emulator.world.clock.now)


def _orders(emulator: Emulator, persona: str = "kicks_e_power") -> int:
    return emulator.world.cloud.orders.of(emulator.car(persona).vin).count


@pytest.mark.parametrize(
    ("said", "locked"),
    [
        (UNLOCK, False),
        (UNLOCK | {"srp": ""}, False),
        (UNLOCK | {"srp": None, "duration": 0, "deviceId": "0123456789abcdef"}, False),
        ({"action": "unlock", "target": "hatch"}, False),
        ({"action": "unlock", "target": "driver_s_door", "duration": 0}, False),
        (LOCK, True),
    ],
)
async def test_R1_a_car_without_a_code_takes_the_plain_bodies(
    emulator: Emulator, owner: Client, said: dict[str, Any], locked: bool
) -> None:
    commander = await _commander(emulator, owner)
    final = await commander.order("lock-unlock", **said)
    assert final == {"status": "COMPLETED", "data": []}
    assert _truth(emulator).locked is locked


@pytest.mark.parametrize(
    ("said", "minutes", "target_c"),
    [
        ({"action": "start"}, 10, 22),
        ({"action": "start", "srp": ""}, 10, 22),
        (Y63_START, 10, 25),
        (Y63_START | {"temperatureSetting": "30", "frontDefrostMode": 2}, 10, 30),
        ({"action": "double_start"}, 20, 22),
    ],
)
async def test_R4_the_engine_starts_by_each_of_the_known_bodies(
    emulator: Emulator,
    owner: Client,
    said: dict[str, Any],
    minutes: float,
    target_c: float,
) -> None:
    commander = await _commander(emulator, owner)
    final = await commander.order("engine-start", **said)
    assert final["status"] == "COMPLETED"
    run = _truth(emulator).remote_run
    began_at = _truth(emulator).remote_started_at
    assert run.until == began_at + minutes * 60
    assert run.cabin.target_c == target_c
    stopped = await commander.order("engine-start", action="stop", srp="")
    assert stopped["status"] == "COMPLETED"
    assert _truth(emulator).engine == "off"


@pytest.mark.parametrize(
    ("said", "target", "seconds"),
    [
        ({"action": "start", "duration": 30, "target": "lights"}, "lights", 30),
        ({"duration": 40, "target": "horn"}, "horn", 40),
        ({"action": "double_start", "duration": 20}, "horn_lights", 40),
        ({"action": "double_start", "duration": 50}, "horn_lights", 60),
    ],
)
async def test_R3_horn_and_lights(
    emulator: Emulator, owner: Client, said: dict[str, Any], target: str, seconds: float
) -> None:
    commander = await _commander(emulator, owner)
    action_id = await commander.submit("horn-lights", **said)
    order = emulator.world.cloud.orders.find
    while not ((found := order(commander.vin, action_id)) and found.due is None):
        await emulator.advance(0.5)
    signal = _truth(emulator).signal
    assert signal.target == target
    assert seconds - 0.5 <= signal.until - emulator.world.clock.now <= seconds
    assert (await commander.order("horn-lights", action="stop"))[
        "status"
    ] == "COMPLETED"
    assert _truth(emulator).signal is None


@pytest.mark.parametrize("degrees", ["21", "21.0", 21, 21.0])
async def test_the_climate_takes_numbers_and_texts(
    emulator: Emulator, owner: Client, degrees: Any
) -> None:
    commander = await _commander(emulator, owner, "leaf_ze1")
    final = await commander.order(
        "hvac-start", action="start", targetTemperature=degrees
    )
    assert final["status"] == "COMPLETED"
    status = await owner.read(commander.vin, "hvac-status")
    assert (status["hvacStatus"], status["nextTargetTemperature"]) == ("on", 21)
    await commander.order("hvac-start", action="stop")
    assert (await owner.read(commander.vin, "hvac-status"))["hvacStatus"] == "off"


async def test_the_climate_starts_at_its_time(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner, "leaf_ze1")
    said = {"targetTemperature": 20, "startDateTime": "2026-03-02T07:30:00+01:00"}
    final = await commander.order("hvac-start", action="start", **said)
    assert final["status"] == "COMPLETED"
    status = await owner.read(commander.vin, "hvac-status")
    assert status["hvacStatus"] == "off"
    assert status["nextHvacStartDate"] == "2026-03-02T06:30:00Z"
    await emulator.advance(1800)
    status = await owner.read(commander.vin, "hvac-status")
    assert status["hvacStatus"] == "on"
    assert "nextHvacStartDate" not in status


async def test_a_start_to_come_can_be_cancelled(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner, "leaf_ze1")
    said = {"targetTemperature": 20, "startDateTime": "2026-03-02T06:30:00Z"}
    await commander.order("hvac-start", action="start", **said)
    assert (await commander.order("hvac-start", action="cancel"))[
        "status"
    ] == "COMPLETED"
    await emulator.advance(2400)
    assert (await owner.read(commander.vin, "hvac-status"))["hvacStatus"] == "off"


async def test_now_plus_five_seconds_is_now_for_start_and_stop(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner, "leaf_ze1")
    for action, shown in (("start", "on"), ("stop", "off")):
        soon = emulator.world.clock.now + 5
        when = f"2026-03-02T06:{int(soon // 60 % 60):02}:{int(soon % 60):02}+00:00"
        said = {"targetTemperature": "21", "startDateTime": when}
        final = await commander.order("hvac-start", action=action, **said)
        assert final["status"] == "COMPLETED"
        status = await owner.read(commander.vin, "hvac-status")
        assert status["hvacStatus"] == shown


@pytest.mark.parametrize(
    "when",
    ["2026-03-02T06:00:00Z", "2026-03-02T06:59:59+01:00", "2001-01-01T00:00:00Z"],
)
async def test_a_start_in_the_past_is_refused(
    emulator: Emulator, owner: Client, when: str
) -> None:
    commander = await _commander(emulator, owner, "leaf_ze1")
    attributes = {"action": "start", "targetTemperature": 21, "startDateTime": when}
    body = {"data": {"type": "HvacStart", "attributes": attributes}}
    answer = await owner.order(commander.vin, "hvac-start", body)
    assert answer.status == 400
    [error] = (await answer.json())["errors"]
    assert error["code"] == "Future"
    assert error["title"] == "must be a future date"
    assert error["source"] == {"pointer": "/data/attributes/startDateTime"}
    assert _orders(emulator, "leaf_ze1") == 0


async def test_charging_is_stopped_and_started(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner, "leaf_ze1")
    emulator.do("leaf_ze1", Plug())
    for action, status in (("stop", 0), ("start", 1)):
        final = await commander.order("charging-start", action=action)
        assert final["status"] == "COMPLETED"
        battery = await owner.read(commander.vin, "battery-status")
        assert battery["chargeStatus"] == status


@pytest.mark.parametrize(
    ("persona", "action", "attributes"),
    [
        ("ariya", "lock-unlock", LOCK),
        ("ariya", "charging-start", {"action": "stop"}),
        ("qashqai_e_power", "engine-start", {"action": "start"}),
        ("almera", "hvac-start", {"action": "stop"}),
        ("almera", "charging-start", {"action": "start"}),
        ("kicks_e_power", "hvac-start", {"action": "stop"}),
        ("kicks_e_power", "srp-initiates", {}),
        ("kicks_e_power", "srp-sets", {}),
        ("ariya", "srp-initiates", {}),
    ],
)
async def test_without_its_service_an_action_is_denied(
    emulator: Emulator,
    owner: Client,
    persona: str,
    action: str,
    attributes: dict[str, Any],
) -> None:
    kind = "".join(word.capitalize() for word in action.split("-"))
    body = {"data": {"type": kind, "attributes": attributes}}
    answer = await owner.order(emulator.car(persona).vin, action, body)
    assert answer.status == 403
    assert error_of(await answer.text()) == ("security.access", "403")
    assert _orders(emulator, persona) == 0


@pytest.mark.parametrize(
    ("action", "attributes"),
    [
        ("lock-unlock", {"lock": "lock", "doorType": "doors_hatch"}),
        ("lock-unlock", LOCK | {"doorType": "doors_hatch"}),
        ("lock-unlock", {}),
        ("lock-unlock", {"action": "lock"}),
        ("lock-unlock", {"target": "hatch"}),
        ("lock-unlock", {"action": "LOCK", "target": "hatch"}),
        ("lock-unlock", {"action": "lock", "target": "hood"}),
        ("lock-unlock", LOCK | {"duration": 5}),
        ("lock-unlock", LOCK | {"deviceId": "short"}),
        ("lock-unlock", LOCK | {"srp": 5}),
        ("lock-unlock", LOCK | {"srp": "0" * 129}),
        ("horn-lights", {"action": "blink"}),
        ("horn-lights", {"target": "radio"}),
        ("horn-lights", {"duration": 0}),
        ("horn-lights", {"duration": 61}),
        ("horn-lights", {"duration": "5"}),
        ("horn-lights", {"deviceId": "0123456789abcdef"}),
        ("engine-start", {}),
        ("engine-start", {"action": "START"}),
        ("engine-start", Y63_START | {"temperatureSetting": 25.0}),
        ("engine-start", Y63_START | {"temperatureSetting": "15.5"}),
        ("engine-start", Y63_START | {"temperatureSetting": "30.5"}),
        ("engine-start", Y63_START | {"temperatureSetting": "21.3"}),
        ("engine-start", Y63_START | {"temperatureSetting": "21.0\n"}),
        ("engine-start", Y63_START | {"temperatureUnit": 1}),
        ("engine-start", Y63_START | {"frontLeftSeatControl": 3}),
        ("engine-start", Y63_START | {"hvacFunctionRequest": True}),
        ("engine-start", Y63_START | {"action": "stop"}),
        ("engine-start", {"action": "start", "rearDefrostMode": 1}),
    ],
)
async def test_a_body_of_another_form_is_refused_and_nothing_is_ordered(
    emulator: Emulator, owner: Client, action: str, attributes: dict[str, Any]
) -> None:
    kind = "".join(word.capitalize() for word in action.split("-"))
    body = {"data": {"type": kind, "attributes": attributes}}
    answer = await owner.order(emulator.car("kicks_e_power").vin, action, body)
    assert answer.status == 400
    assert error_of(await answer.text()) == ("Http message is not readable", "400")
    assert _orders(emulator) == 0


@pytest.mark.parametrize(
    "attributes",
    [
        {"action": "start"},
        {"action": "start", "targetTemperature": 15.9},
        {"action": "start", "targetTemperature": 30.1},
        {"action": "start", "targetTemperature": "warm"},
        {"action": "start", "targetTemperature": ""},
        {"action": "start", "targetTemperature": "nan"},
        {"action": "start", "targetTemperature": "2_1"},
        {"action": "start", "targetTemperature": True},
        {"action": "start", "targetTemperature": 21, "startDateTime": "soon"},
        {"action": "start", "targetTemperature": 21, "startDateTime": "2026-03-03"},
        {
            "action": "start",
            "targetTemperature": 21,
            "startDateTime": "2026-03-03T00:00:00",
        },
        {
            "action": "start",
            "targetTemperature": 21,
            "startDateTime": "9999-12-31T23:59:59-14:00",
        },
    ],
)
async def test_a_climate_nobody_can_set_is_refused(
    emulator: Emulator, owner: Client, attributes: dict[str, Any]
) -> None:
    body = {"data": {"type": "HvacStart", "attributes": attributes}}
    answer = await owner.order(emulator.car("leaf_ze1").vin, "hvac-start", body)
    assert answer.status == 400
    assert _orders(emulator, "leaf_ze1") == 0


@pytest.mark.parametrize(
    "media_type", ["application/json", "application/json; charset=utf-8", ""]
)
async def test_a_command_of_another_media_type_moves_nothing(
    emulator: Emulator, owner: Client, media_type: str
) -> None:
    vin = emulator.car("kicks_e_power").vin
    answer = await owner.http.post(
        f"/car-adapter/v1/cars/{vin}/actions/lock-unlock",
        headers=owner.headers | {"Content-Type": media_type},
        json={"data": {"type": "LockUnlock", "attributes": UNLOCK}},
    )
    assert answer.status == 400
    assert error_of(await answer.text())[0] == "Invalid Content-Type header value"
    bare = await owner.http.post(
        f"/car-adapter/v1/cars/{vin}/actions/lock-unlock",
        headers=owner.headers | {"Content-Type": JSON_API},
        json=UNLOCK,
    )
    assert bare.status == 400
    await emulator.advance(60)
    assert _truth(emulator).locked


async def test_one_command_of_a_kind_at_a_time_on_a_car(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner)
    first = await commander.submit("lock-unlock", **UNLOCK)
    body = {"data": {"type": "LockUnlock", "attributes": LOCK}}
    again = await owner.order(commander.vin, "lock-unlock", body)
    assert again.status == 409
    assert error_of(await again.text())[1] == "409001"
    other = await commander.submit("horn-lights", action="stop")
    assert (await commander.follow(first))["status"] == "COMPLETED"
    assert (await commander.follow(other))["status"] == "COMPLETED"
    assert not _truth(emulator).locked
    assert (await commander.order("lock-unlock", **LOCK))["status"] == "COMPLETED"


async def test_R7_the_time_line_of_a_command(emulator: Emulator, owner: Client) -> None:
    commander = await _commander(emulator, owner)
    action_id = await commander.submit("lock-unlock", **UNLOCK)
    seen: list[str | None] = []
    while not seen or seen[-1] != "COMPLETED":
        found = await commander.look(action_id)
        status = found["status"] if found else None
        if not seen or seen[-1] != status:
            seen.append(status)
        assert _truth(emulator).locked is (status != "COMPLETED")
        await emulator.advance(1)
    assert seen == [None, "CREATED", "PENDING", "COMPLETED"]


async def test_R7_F71_out_of_reach_it_times_out_and_the_car_has_done_nothing(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner)
    emulator.do("kicks_e_power", RadioChange(coverage=False))
    final = await commander.order("lock-unlock", **UNLOCK)
    assert final == {"status": "TIMEOUT", "data": []}
    emulator.do("kicks_e_power", RadioChange(coverage=True))
    await emulator.advance(600)
    assert _truth(emulator).locked


async def test_R7_a_late_answer_is_still_told(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner)
    emulator.do("kicks_e_power", RadioChange(latency_s=(90, 90)))
    action_id = await commander.submit("lock-unlock", **UNLOCK)
    await emulator.advance(90)
    assert (await commander.look(action_id) or {})["status"] == "CREATED"
    assert _truth(emulator).locked
    await emulator.advance(10)
    assert (await commander.look(action_id) or {})["status"] == "COMPLETED"
    assert not _truth(emulator).locked


async def test_when_completed_the_cache_holds_the_new_state_with_its_time(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner)
    before = await owner.read(commander.vin, "lock-status")
    await commander.order("lock-unlock", **LOCK)
    after = await owner.read(commander.vin, "lock-status")
    assert after["lockStatus"] == before["lockStatus"] == "locked"
    assert after["lastUpdateTime"] > before["lastUpdateTime"]


async def test_R2_a_refusal_tells_why_in_the_shape_of_the_challenge(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner)
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
    assert not _truth(emulator).locked


async def test_R2_R3_items_say_which_door_and_when(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner)
    emulator.do("kicks_e_power", UnlockWithKey())
    for door in (Opening.REAR_LEFT, Opening.HATCH):
        emulator.do("kicks_e_power", Open(door))
    items = named(await commander.order("lock-unlock", **LOCK))
    assert (items["reason"], items["doors"]) == ("DOOR_OPEN", "hatch,rear_left")
    second = await _commander(emulator, owner, "qx60")
    emulator.do("qx60", UnlockWithKey())
    items = named(await second.order("horn-lights", target="lights"))
    assert items["reason"] == "TOO_EARLY"
    assert "allowedAt" not in items


async def test_R5_the_third_start_is_refused(emulator: Emulator, owner: Client) -> None:
    commander = await _commander(emulator, owner)
    for _ in range(2):
        final = await commander.order("engine-start", action="start")
        assert final["status"] == "COMPLETED"
    final = await commander.order("engine-start", action="start")
    assert (final["errorCode"], named(final)["reason"]) == ("105", "START_LIMIT")


async def test_the_service_list_is_not_to_be_trusted(
    emulator: Emulator, owner: Client
) -> None:
    commander = await _commander(emulator, owner, "ariya")
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
        commander = await _commander(emulator, owner, "note_e_power")
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
    commander = await _commander(emulator, owner)
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
    commander = await _commander(emulator, owner, "leaf_ze1")
    await commander.order("charging-start", action="start")
    await commander.order("hvac-start", action="start", targetTemperature=20)
    replies = await _replies(commander)
    assert [message["notificationKey"] for message in replies] == [
        "hvac.autostart",
        "plug.connection.issue",
    ]
    assert replies[1]["messageSubtitle"] == "Not done: the cable is not plugged in."
