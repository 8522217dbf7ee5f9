"""Breaches begin and end once, offences count, topics are chosen: M4 to M7, P3."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.const import (
    EVENT_STATE_CHANGED,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
    EntityCategory,
    Platform,
)
from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.nissanconnect.api.preferences import Topic
from emulator.cloud.subscriptions import Plan
from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn
from emulator.tcu.report import Notice

from .conftest import Guard

HOUR = 3600.0
DAY = 24 * HOUR
# In Bangkok, the emulator's morning begins at 13:00.
FAST = Drive(route=((13.78, 100.54), (14.2, 100.54)), speed_kmh=100)
AWAY = Drive(route=((13.78, 100.54), (13.95, 100.54)), speed_kmh=60)
SENSOR = Platform.BINARY_SENSOR


def _changes(guard: Guard, key: str) -> list[str]:
    """Collect what a binary sensor changes to."""
    seen: list[str] = []
    entity_id = guard.world.entity_id("almera", SENSOR, key)

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        old, new = event.data["old_state"], event.data["new_state"]
        mine = event.data["entity_id"] == entity_id
        if mine and old is not None and new is not None and old.state != new.state:
            seen.append(new.state)

    guard.world.hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    return seen


async def test_M4_a_speed_breach_begins_and_ends_once(guard: Guard) -> None:
    await guard.act("set_speed_alert", limit=80)
    seen = _changes(guard, "breach_speed")
    assert guard.shown(SENSOR, "breach_speed") == STATE_OFF
    guard.do(FAST)
    await guard.world.advance(0.3 * HOUR)
    assert guard.shown(SENSOR, "breach_speed") == STATE_ON
    assert guard.world.number("almera", "offences") == 1
    await guard.world.advance(HOUR)
    guard.do(IgnitionOff())
    await guard.world.advance(0.5 * HOUR)
    assert seen == [STATE_ON, STATE_OFF]
    assert guard.told(Platform.SENSOR, "offences")["speed"] == 1


async def test_M4_an_area_breach(guard: Guard) -> None:
    await guard.act(
        "set_area_alert",
        kind="allow_within",
        location={"latitude": 13.78, "longitude": 100.54},
        radius=5,
    )
    seen = _changes(guard, "breach_area")
    guard.do(AWAY)
    await guard.world.advance(0.6 * HOUR)
    assert seen == [STATE_ON]
    assert guard.shown(SENSOR, "breach_speed") == STATE_OFF
    assert guard.told(Platform.SENSOR, "offences")["area"] == 1


async def test_M7_a_curfew_breach_begins_when_it_opens_and_ends_with_the_drive(
    guard: Guard,
) -> None:
    """By the car's own clock."""
    now = datetime.fromtimestamp(guard.world.now.timestamp(), UTC)
    local = (now.hour + 7) % 24
    begin = f"{(local + 1) % 24:02}:00:00"
    await guard.act("set_curfew", start=begin, end="04:00:00")
    seen = _changes(guard, "breach_curfew")
    guard.do(IgnitionOn())
    await guard.world.advance(0.5 * HOUR)
    assert seen == []
    await guard.world.advance(HOUR)
    assert seen == [STATE_ON]
    guard.do(IgnitionOff())
    await guard.world.advance(0.5 * HOUR)
    assert seen == [STATE_ON, STATE_OFF]


async def test_M4_offences_of_removed_alerts_count(guard: Guard) -> None:
    await guard.act("set_speed_alert", limit=80)
    guard.do(FAST)
    await guard.world.advance(HOUR)
    guard.do(IgnitionOff())
    await guard.world.advance(HOUR)
    await guard.act("remove_alert", alert=guard.switches()[0])
    assert guard.world.number("almera", "offences") == 1


async def test_M4_offences_count_for_thirty_days(guard: Guard) -> None:
    """Rolling, by the car's time."""
    now = guard.world.now.timestamp()
    old = Notice(now - 30 * DAY + 3 * HOUR, "curfew.infringement")
    new = Notice(now - DAY, "zone.infringement")
    offences = guard.world.emulator.world.cloud.offences
    offences.add(guard.world.emulator.car("almera").vin, now, [old, new])
    await guard.world.advance(1.1 * HOUR)
    assert guard.world.number("almera", "offences") == 2
    await guard.world.advance(3 * HOUR)
    assert guard.world.number("almera", "offences") == 1
    told = guard.told(Platform.SENSOR, "offences")
    assert (told["curfew"], told["area"]) == (0, 1)


@pytest.mark.parametrize("topic", list(Topic))
async def test_M6_a_preference_is_the_telephones_alone(
    guard: Guard, topic: Topic
) -> None:
    """At once, in the cloud; Home Assistant goes on hearing of everything."""
    key = (
        "notify_remote_command" if topic is Topic.REMOTE_COMMAND else f"notify_{topic}"
    )
    switch = guard.world.entity_id("almera", Platform.SWITCH, key)
    entity = er.async_get(guard.world.hass).async_get(switch)
    assert entity is not None
    assert entity.entity_category is EntityCategory.CONFIG
    assert guard.shown(Platform.SWITCH, key) == STATE_ON
    await guard.turn(switch, on=False)
    assert guard.shown(Platform.SWITCH, key) == STATE_OFF
    world, vin = guard.world.emulator.world, guard.world.emulator.car("almera").vin
    known = world.cloud.preferences.of(vin, guard.world.account().user_id)
    name = "remote_command" if topic is Topic.REMOTE_COMMAND else topic.value
    off = [field for field in known.__struct_fields__ if not getattr(known, field)]
    assert off == [name]
    await guard.turn(switch, on=True)
    assert guard.shown(Platform.SWITCH, key) == STATE_ON


async def test_M6_what_is_off_still_reaches_home_assistant(guard: Guard) -> None:
    switch = guard.world.entity_id("almera", Platform.SWITCH, "notify_speed")
    await guard.turn(switch, on=False)
    await guard.act("set_speed_alert", limit=80)
    guard.do(FAST)
    await guard.world.advance(0.3 * HOUR)
    told = guard.told(Platform.EVENT, "notification")
    assert told["event_type"] == "speed_infringement"
    assert guard.shown(SENSOR, "breach_speed") == STATE_ON


async def test_M6_a_change_that_fails_says_so(guard: Guard) -> None:
    switch = guard.world.entity_id("almera", Platform.SWITCH, "notify_speed")
    guard.world.front.fail("/preferences/", 500, '{"errors": [{"code": "500"}]}')
    with pytest.raises(HomeAssistantError) as failed:
        await guard.turn(switch, on=False)
    assert failed.value.translation_key == "cloud_unavailable"
    assert guard.shown(Platform.SWITCH, "notify_speed") == STATE_ON


def _end_plan(guard: Guard, *, ended: bool) -> None:
    vin = guard.world.emulator.car("almera").vin
    ends_at = guard.world.now.timestamp() + (-1 if ended else 100 * DAY)
    subscriptions = guard.world.emulator.world.cloud.subscriptions
    subscriptions.set(vin, "alerts", Plan(ends_at, renews=False))


async def test_P3_alerts_of_an_ended_plan_stay_unavailable_and_come_back(
    guard: Guard,
) -> None:
    """The rest goes on; a change is refused with the reason."""
    await guard.act("set_speed_alert", limit=100)
    [switch] = guard.switches()
    _end_plan(guard, ended=True)
    await guard.world.advance(2 * HOUR)
    assert guard.alert(switch)["state"] == STATE_UNAVAILABLE
    assert guard.shown(SENSOR, "breach_speed") == STATE_UNAVAILABLE
    assert guard.shown(Platform.SENSOR, "offences") == STATE_UNAVAILABLE
    assert guard.world.number("almera", "odometer") > 0
    assert guard.shown(Platform.SWITCH, "notify_speed") == STATE_ON
    with pytest.raises(ServiceValidationError) as refused:
        await guard.act("set_speed_alert", limit=90)
    assert refused.value.translation_key == "plan_ended"
    _end_plan(guard, ended=False)
    await guard.world.advance(2 * HOUR)
    assert guard.alert(switch)["state"] == STATE_ON
    assert guard.shown(SENSOR, "breach_speed") == STATE_OFF


async def test_M5_an_alert_never_acts_on_the_car(guard: Guard) -> None:
    """A breach sends no order."""
    await guard.act("set_speed_alert", limit=80)
    guard.do(FAST)
    await guard.world.advance(0.5 * HOUR)
    assert guard.shown(SENSOR, "breach_speed") == STATE_ON
    orders: list[Any] = [r for r in guard.world.requests() if "/actions/" in r.path]
    assert orders == []


async def test_M4_a_forbidden_area_is_breached_while_the_car_is_in_it(
    guard: Guard,
) -> None:
    """Through it and out again."""
    await guard.act(
        "set_area_alert",
        kind="restrict_within",
        location={"latitude": 13.86, "longitude": 100.54},
        radius=2,
    )
    seen = _changes(guard, "breach_area")
    guard.do(AWAY)
    await guard.world.advance(0.6 * HOUR)
    assert seen == [STATE_ON, STATE_OFF]
    assert guard.told(Platform.SENSOR, "offences")["area"] == 1


async def test_M7_a_curfew_of_last_night_is_breached_after_midnight(
    guard: Guard,
) -> None:
    """It began on the day that is named, and ends with its end."""
    # The emulator's first day is a Monday; 13:00 in Bangkok.
    await guard.act("set_curfew", start="22:00:00", end="01:00:00", days=["monday"])
    seen = _changes(guard, "breach_curfew")
    await guard.world.advance(11.5 * HOUR)
    guard.do(IgnitionOn())
    await guard.world.advance(0.2 * HOUR)
    assert seen == [STATE_ON]
    await guard.world.advance(0.5 * HOUR)
    assert seen == [STATE_ON, STATE_OFF]
