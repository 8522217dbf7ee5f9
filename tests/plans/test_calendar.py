"""A calendar of each car: the next service, and the ends of its plans."""

from datetime import date, datetime, timedelta
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.util import dt as dt_util
import pytest

from tests.world import World

from .subscriber import DAY, PERSONA, Subscriber, set_plan

CALENDAR = (Platform.CALENDAR, "dates")


async def _events(
    subscriber: Subscriber, begin: datetime, end: datetime
) -> list[dict[str, Any]]:
    """Return what the calendar has in a range, as an automation asks for it."""
    entity_id = subscriber.world.entity_id(PERSONA, *CALENDAR)
    answer = await subscriber.world.hass.services.async_call(
        "calendar",
        "get_events",
        {
            "entity_id": entity_id,
            "start_date_time": begin.isoformat(),
            "end_date_time": end.isoformat(),
        },
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    told: Any = answer[entity_id]
    events: list[dict[str, Any]] = told["events"]
    return events


@pytest.fixture
async def dated(world: World, subscriber: Subscriber) -> Subscriber:
    """Set a service on the 6th, and let plans end on the 4th and renew on the 9th."""
    await subscriber.keyfob.entry.runtime_data.vehicles[
        subscriber.vin
    ].service_book.async_set(due_on=date(2026, 3, 6))
    set_plan(world, "alerts", days=2, renews=False)
    set_plan(world, "remote", days=7, renews=True)
    await subscriber.read_plans()
    return subscriber


async def test_V1_P3_days_are_in_the_calendar(dated: Subscriber) -> None:
    """In order, the whole day; those that renew say so. Ranges end where they end."""
    begin = dt_util.start_of_local_day(date(2026, 3, 4))
    events = await _events(dated, begin, begin + timedelta(days=30))
    assert events == [
        {"start": "2026-03-04", "end": "2026-03-05", "summary": "Alerts: plan ends"},
        {"start": "2026-03-06", "end": "2026-03-07", "summary": "Service due"},
        {
            "start": "2026-03-09",
            "end": "2026-03-10",
            "summary": "Remote control: plan renews itself",
        },
    ]
    first = await _events(dated, begin, begin + timedelta(days=1))
    assert [event["start"] for event in first] == ["2026-03-04"]
    rest = begin + timedelta(days=1)
    later = await _events(dated, rest, rest + timedelta(days=2))
    assert [event["start"] for event in later] == ["2026-03-06"]


async def test_V2_the_calendar_is_on_while_a_day_is_here(dated: Subscriber) -> None:
    """It shows what is next, from midnight to midnight."""
    world = dated.world
    set_plan(world, "alerts", days=1, renews=False)
    await dated.read_plans()
    shown = world.state(PERSONA, *CALENDAR)
    assert shown.state == STATE_OFF
    assert shown.attributes["message"] == "Alerts: plan ends"
    begin = dt_util.start_of_local_day(date(2026, 3, 3))
    await world.advance((begin - world.now).total_seconds() + 1)
    shown = world.state(PERSONA, *CALENDAR)
    assert shown.state == STATE_ON
    assert shown.attributes["all_day"] is True
    await world.advance(DAY)
    shown = world.state(PERSONA, *CALENDAR)
    assert shown.state == STATE_OFF
    assert shown.attributes["message"] == "Service due"


async def test_a_calendar_without_days_is_empty(world: World) -> None:
    """Every car has one; the maker's cloud tells no ends."""
    world.keep(PERSONA)
    world.front.say("/emulator/conventions", {"paths": {}})
    await world.set_up(world.entry())
    shown = world.state(PERSONA, *CALENDAR)
    assert shown.state == STATE_OFF
    assert "message" not in shown.attributes
