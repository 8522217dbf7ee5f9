"""What may stand in a command's body, and which car takes it: protocol 5 and 3.4."""

from typing import Any

import pytest

from emulator.tcu.deeds import Plug
from emulator.testing import Emulator

from .clients import JSON_API, Client, error_of
from .commanding import LOCK, UNLOCK, commander_of, ordered, truth_of

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
    commander = await commander_of(emulator, owner)
    final = await commander.order("lock-unlock", **said)
    assert final == {"status": "COMPLETED", "data": []}
    assert truth_of(emulator).locked is locked


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
    commander = await commander_of(emulator, owner)
    final = await commander.order("engine-start", **said)
    assert final["status"] == "COMPLETED"
    truth = truth_of(emulator)
    run, began_at = truth.remote_run, truth.remote_started_at
    assert run
    assert began_at
    assert run.until == began_at + minutes * 60
    assert run.cabin.target_c == target_c
    stopped = await commander.order("engine-start", action="stop", srp="")
    assert stopped["status"] == "COMPLETED"
    assert truth_of(emulator).engine == "off"


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
    commander = await commander_of(emulator, owner)
    action_id = await commander.submit("horn-lights", **said)
    order = emulator.world.cloud.orders.find
    while not ((found := order(commander.vin, action_id)) and found.due is None):
        await emulator.advance(0.5)
    signal = truth_of(emulator).signal
    assert signal
    assert signal.target == target
    assert seconds - 0.5 <= signal.until - emulator.world.clock.now <= seconds
    assert (await commander.order("horn-lights", action="stop"))[
        "status"
    ] == "COMPLETED"
    assert truth_of(emulator).signal is None


@pytest.mark.parametrize("degrees", ["21", "21.0", 21, 21.0])
async def test_the_climate_takes_numbers_and_texts(
    emulator: Emulator, owner: Client, degrees: Any
) -> None:
    commander = await commander_of(emulator, owner, "leaf_ze1")
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
    commander = await commander_of(emulator, owner, "leaf_ze1")
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
    commander = await commander_of(emulator, owner, "leaf_ze1")
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
    commander = await commander_of(emulator, owner, "leaf_ze1")
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
    commander = await commander_of(emulator, owner, "leaf_ze1")
    attributes = {"action": "start", "targetTemperature": 21, "startDateTime": when}
    body = {"data": {"type": "HvacStart", "attributes": attributes}}
    answer = await owner.order(commander.vin, "hvac-start", body)
    assert answer.status == 400
    [error] = (await answer.json())["errors"]
    assert error["code"] == "Future"
    assert error["title"] == "must be a future date"
    assert error["source"] == {"pointer": "/data/attributes/startDateTime"}
    assert ordered(emulator, "leaf_ze1") == 0


async def test_charging_is_stopped_and_started(
    emulator: Emulator, owner: Client
) -> None:
    commander = await commander_of(emulator, owner, "leaf_ze1")
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
    assert ordered(emulator, persona) == 0


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
    assert ordered(emulator) == 0


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
    assert ordered(emulator, "leaf_ze1") == 0


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
    assert truth_of(emulator).locked
