"""What the telephone is notified of: M6, R9."""

from typing import Any

import pytest

from emulator.tcu.alerts import AreaAlert, SpeedAlert
from emulator.tcu.report import Notice, Report
from emulator.testing import START, Emulator

from .clients import JSON_API, Client
from .commanding import commander_of

ALL_ON = {
    "theft": True,
    "health": True,
    "area": True,
    "speed": True,
    "curfew": True,
    "remoteCommand": True,
}

SPEED = SpeedAlert(alert_id="a", limit_kmh=90)
AREA = AreaAlert(
    alert_id="b", kind="allow_within", latitude=13.7, longitude=100.5, radius_km=5
)


async def _place(emulator: Emulator, client: Client) -> str:
    vin = emulator.car("kicks_e_power").vin
    return f"users/{await client.user_id()}/vehicles/{vin}"


async def _put(client: Client, place: str, attributes: Any) -> tuple[int, Any]:
    answer = await client.http.put(
        f"/notifications/v1/preferences/{place}",
        headers=client.headers | {"Content-Type": JSON_API},
        json={"data": {"type": "Preferences", "attributes": attributes}},
    )
    return answer.status, await answer.json()


async def _read(client: Client, place: str) -> Any:
    answer = await client.get(f"/notifications/v1/preferences/{place}")
    return (await answer.json())["data"]["attributes"]


async def _pushes(client: Client, place: str) -> dict[str, bool]:
    path = f"/notifications/v2/notifications/{place}"
    answer = await client.get(path, realm="P_NCB")
    messages = (await answer.json())["data"]["attributes"]["messages"]
    return {row["notificationKey"]: row["metadata"]["push"] for row in messages}


async def test_M6_each_is_switched_on_and_off_at_once(
    emulator: Emulator, owner: Client
) -> None:
    place = await _place(emulator, owner)
    assert await _read(owner, place) == ALL_ON
    status, said = await _put(owner, place, {"speed": False, "theft": False})
    assert status == 200
    changed = ALL_ON | {"speed": False, "theft": False}
    assert said["data"]["attributes"] == await _read(owner, place) == changed
    await _put(owner, place, {"theft": True})
    assert await _read(owner, place) == ALL_ON | {"speed": False}


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("theft", Notice(START, "burglar.car.stolen")),
        ("health", Notice(START, "abs.alert")),
        ("area", Notice(START, "zone.infringement", AREA)),
        ("speed", Notice(START, "speed.recovery", SPEED)),
        ("curfew", Notice(START, "curfew.infringement")),
    ],
)
async def test_M6_they_silence_the_telephone_and_not_the_history(
    emulator: Emulator, owner: Client, name: str, notice: Notice
) -> None:
    place = await _place(emulator, owner)
    await _put(owner, place, dict.fromkeys(ALL_ON, True) | {name: False})
    car = emulator.car("kicks_e_power")
    told = (notice, Notice(START, "mil.lamp.on.request"))
    car.state.sent.append(Report(START, notices=told))
    emulator.world.cloud.receive(car)
    await _put(owner, place, {name: True})
    health = {"mil.lamp.on.request": name != "health"}
    assert await _pushes(owner, place) == {notice.key: False} | health


async def test_R9_the_preference_does_not_keep_replies_from_the_history(
    emulator: Emulator, owner: Client
) -> None:
    place = await _place(emulator, owner)
    await _put(owner, place, {"remoteCommand": False})
    commander = await commander_of(emulator, owner)
    await commander.order("engine-start", action="start")
    assert await _pushes(owner, place) == {"remote.start.engine": False}


async def test_M6_the_rule_settings_name_the_channel(
    emulator: Emulator, owner: Client
) -> None:
    place = await _place(emulator, owner)
    await _put(owner, place, {"curfew": False})
    answer = await owner.get(f"/notifications/v1/rules/settings/{place}")
    silent = [
        row["ruleKey"]
        for row in (await answer.json())["settings"]
        if row["channels"] == []
    ]
    assert silent == ["curfew.infringement"]


@pytest.mark.parametrize("wrong", [{"noise": True}, {"speed": "on"}, {"theft": None}])
async def test_M6_nonsense_changes_nothing(
    emulator: Emulator, owner: Client, wrong: Any
) -> None:
    place = await _place(emulator, owner)
    status, said = await _put(owner, place, wrong | {"health": False})
    assert status == 400
    assert said["errors"][0]["detail"]
    assert await _read(owner, place) == ALL_ON


async def test_M6_preferences_are_each_users_own(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    place = await _place(emulator, owner)
    assert (await _put(stranger, place, {"speed": False}))[0] == 403
    his = await _place(emulator, stranger)
    assert (await _put(stranger, his, {"speed": False}))[0] == 403
    assert await _read(owner, place) == ALL_ON
