"""The next service: V1, V2, and the due mileage of cockpit v2."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from emulator.moments import iso, parse
from emulator.tcu.deeds import IgnitionOff, IgnitionOn, SetOdometer
from emulator.testing import OWNER, Emulator, running

from .clients import JSON_API, Client, error_of

DAY = 86_400.0
DUE = {"dueDate": "2026-06-01", "dueMileage": 40_000}
NONE = {
    "dueDate": None,
    "dueMileage": None,
    "remainingDays": None,
    "remainingDistance": None,
}


def _path(emulator: Emulator) -> str:
    return f"/car-adapter/v1/cars/{emulator.car('almera').vin}/settings/service"


async def _set(emulator: Emulator, owner: Client, attributes: Any) -> tuple[int, str]:
    answer = await owner.http.put(
        _path(emulator),
        headers=owner.headers | {"Content-Type": JSON_API},
        json={"data": {"type": "Service", "attributes": attributes}},
    )
    return answer.status, await answer.text()


async def _read(emulator: Emulator, owner: Client) -> Any:
    answer = await owner.get(_path(emulator))
    return (await answer.json())["data"]["attributes"]


def _reminders(emulator: Emulator) -> list[tuple[str, str]]:
    known = emulator.world.cloud.inbox.of(emulator.car("almera").vin)
    return [(iso(one.at), one.content.key) for one in known]


async def _until(emulator: Emulator, moment: str) -> None:
    await emulator.advance(parse(moment) - emulator.world.clock.now)


async def _drive_to(emulator: Emulator, km: float) -> None:
    emulator.do("almera", SetOdometer(km))
    emulator.do("almera", IgnitionOn())
    await emulator.advance(60)
    emulator.do("almera", IgnitionOff())
    await emulator.advance(60)


async def test_V1_what_is_left_follows_calendar_and_odometer(
    emulator: Emulator, owner: Client
) -> None:
    vin = emulator.car("almera").vin
    assert await _read(emulator, owner) == NONE
    assert "dueMileage" not in await owner.read(vin, "cockpit", "v2")
    assert (await _set(emulator, owner, DUE))[0] == 200
    left = {"remainingDays": 91, "remainingDistance": 8_125}
    assert await _read(emulator, owner) == DUE | left
    assert (await owner.read(vin, "cockpit", "v2"))["dueMileage"] == 8_125
    assert "dueMileage" not in await owner.read(vin, "cockpit", "v1")
    # Midnight in Bangkok is 17:00 in UTC.
    await _until(emulator, "2026-03-02T17:00:00Z")
    await _drive_to(emulator, 41_000)
    await owner.sign_in(*OWNER)
    left = {"remainingDays": 90, "remainingDistance": -1_000}
    assert await _read(emulator, owner) == DUE | left
    assert (await owner.read(vin, "cockpit", "v2"))["dueMileage"] == -1_000


async def test_V2_the_calendar_reminds_thirty_days_before_and_when_due(
    emulator: Emulator, owner: Client
) -> None:
    await _set(emulator, owner, DUE)
    await _until(emulator, "2026-05-01T16:59:59Z")
    assert _reminders(emulator) == []
    await emulator.advance(1)
    early = ("2026-05-01T17:00:00Z", "maintenance.time.prealert")
    assert _reminders(emulator) == [early]
    await emulator.advance(60 * DAY)
    late = ("2026-05-31T17:00:00Z", "maintenance.time.alert")
    assert _reminders(emulator) == [early, late]


async def test_V2_the_odometer_reminds_a_thousand_km_before_and_when_due(
    emulator: Emulator, owner: Client
) -> None:
    await _set(emulator, owner, DUE)
    await _drive_to(emulator, 38_999)
    assert _reminders(emulator) == []
    for km in (39_000, 39_500, 40_000, 40_500):
        await _drive_to(emulator, km)
    assert [key for _, key in _reminders(emulator)] == [
        "maintenance.distance.prealert",
        "maintenance.distance.alert",
    ]


async def test_V2_a_new_date_reminds_anew_and_what_is_due_reminds_at_once(
    emulator: Emulator, owner: Client
) -> None:
    overdue = {"dueDate": "2026-03-01", "dueMileage": 30_000}
    for _ in range(2):
        await _set(emulator, owner, overdue)
    keys = [key for _, key in _reminders(emulator)]
    assert keys == ["maintenance.time.alert", "maintenance.distance.alert"] * 2
    await emulator.advance(40 * DAY)
    assert len(_reminders(emulator)) == len(keys)


@pytest.mark.parametrize(
    "wrong",
    [
        {"dueDate": "2026-06-01"},
        {"dueMileage": 40_000},
        DUE | {"dueDate": "soon"},
        DUE | {"dueDate": "9999-12-31"},
        DUE | {"dueMileage": -1},
        DUE | {"dueMileage": 40_000.5},
        DUE | {"dueHours": 1},
    ],
)
async def test_V1_both_are_needed_and_must_be_right(
    emulator: Emulator, owner: Client, wrong: Any
) -> None:
    status, text = await _set(emulator, owner, wrong)
    assert (status, error_of(text)[1]) == (400, "400")
    assert await _read(emulator, owner) == NONE


async def test_another_ones_car_is_not_served(
    emulator: Emulator, owner: Client, stranger: Client
) -> None:
    assert (await _set(emulator, stranger, DUE))[0] == 403
    assert (await stranger.get(_path(emulator))).status == 403
    assert await _read(emulator, owner) == NONE


@pytest.mark.usefixtures("socket_enabled")
async def test_V2_a_restart_forgets_no_reminder(tmp_path: Path) -> None:
    state = tmp_path / "garage.sqlite"
    async with running(state=state) as emulator:
        cloud, vin = emulator.world.cloud, emulator.car("almera").vin
        zone = cloud.vehicles.documents[vin].tzinfo
        cloud.set_service(vin, date(2026, 4, 5), 40_000, zone)
        await emulator.advance(10 * DAY)
        before = _reminders(emulator)
        assert [key for _, key in before] == ["maintenance.time.prealert"]
    async with running(state=state) as emulator:
        await emulator.advance(40 * DAY)
        assert _reminders(emulator) == [
            *before,
            ("2026-04-04T17:00:00Z", "maintenance.time.alert"),
        ]
