"""Getting and marking notifications, as an automation does (N1)."""

from datetime import timedelta
from typing import Any

from homeassistant.core import State
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
import voluptuous as vol

from tests.actions import act, begin
from tests.keyfob import Keyfob

from .conftest import Write

POLL = 310


async def get(car: Keyfob, **wanted: Any) -> list[dict[str, Any]]:
    """Return what the action lists."""
    response = await act(car, "get_notifications", **wanted)
    assert response is not None
    listed: Any = response["notifications"]
    return list(listed)


async def mark(car: Keyfob, **which: Any) -> None:
    """Mark and wait."""
    task = begin(car, "mark_read", **which)
    await car.world.flight.settle()
    await task


async def test_N1_newest_first(car: Keyfob, write: Write) -> None:
    """As many as wanted, over pages; with what each says."""
    for number in range(70):
        write("curfew.infringement", 70 - number, alertId=str(number))
    listed = await get(car, count=60)
    assert [int(one["data"]["alertId"]) for one in listed] == list(range(69, 9, -1))
    newest = listed[0]
    assert newest["type"] == "curfew_infringement"
    assert newest["title"] == "Curfew alert"
    assert newest["read"] is False
    assert len(await get(car)) == 20


async def test_N1_by_time(car: Keyfob, write: Write) -> None:
    """Times without a zone are those of Home Assistant: Bangkok."""
    for hours in (1, 2, 3):
        write("curfew.infringement", hours * 3600, alertId=str(hours))

    def local(hours_ago: float) -> str:
        moment = car.world.now + timedelta(hours=7 - hours_ago)
        return f"{moment:%Y-%m-%d %H:%M:%S}"

    listed = await get(car, start=local(2.5), end=local(1.5))
    assert [one["data"]["alertId"] for one in listed] == ["2"]


async def test_N1_marking_some_and_all(
    car: Keyfob, told: list[State], write: Write
) -> None:
    """The snapshot follows at once; marks are no news."""
    for number in range(3):
        write("curfew.infringement", 3 - number)
    await car.world.advance(POLL)
    vehicle = car.entry.runtime_data.vehicles[car.world.emulator.car("almera").vin]

    def read() -> list[bool | None]:
        return [one.read for one in vehicle.data.notifications.value.messages]

    newest, *_ = await get(car, unread=True)
    await mark(car, notification_ids=newest["notification_id"])
    assert read() == [True, False, False]
    assert len(await get(car, unread=True)) == 2
    await mark(car)
    assert read() == [True, True, True]
    await mark(car, read=False)
    assert read() == [False, False, False]
    assert len(told) == 3


async def test_N1_an_unknown_one_is_refused(car: Keyfob) -> None:
    with pytest.raises(HomeAssistantError) as refused:
        await mark(car, notification_ids=["nobody"])
    assert refused.value.translation_key == "car_refused"


async def test_an_outage_is_told(car: Keyfob) -> None:
    car.world.front.fail("/v2/notifications/", 503)
    with pytest.raises(HomeAssistantError) as failed:
        await get(car)
    assert failed.value.translation_key == "cloud_unavailable"
    assert not isinstance(failed.value, ServiceValidationError)


@pytest.mark.parametrize("count", [0, 501, "many"])
async def test_counts_that_cannot_be(car: Keyfob, count: object) -> None:
    with pytest.raises(vol.Invalid):
        await get(car, count=count)
