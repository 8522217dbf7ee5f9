"""Each notification of a car becomes one event (N1, N2)."""

import json
from typing import Any

from homeassistant.const import Platform
from homeassistant.core import State
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.nissanconnect.api.errors import Outage
from custom_components.nissanconnect.api.inbox import Mailbox
from custom_components.nissanconnect.api.models import Notification
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.diagnostics import (
    async_get_config_entry_diagnostics,
)
from custom_components.nissanconnect.inbox.kinds import (
    TYPES,
    Topic,
    event_type,
    topic,
    worth_reading,
)
from emulator.tcu.deeds import BreakIn, RadioChange
from tests.keyfob import Keyfob
from tests.world import World

from .conftest import Write, kinds

POLL = 310


async def test_N1_a_break_in_is_told_once(car: Keyfob, told: list[State]) -> None:
    """With what the car says of it, and its time; the history before is old."""
    car.do(BreakIn())
    happened = car.world.now
    await car.world.advance(POLL)
    (state,) = told
    shown = state.attributes
    assert shown["event_type"] == "burglar_car_stolen"
    assert shown["key"] == "burglar.car.stolen"
    assert shown["category"] == "Safety&Security"
    assert shown["title"] == "Theft alert"
    assert shown["text"]
    assert shown["priority"] == 3
    assert abs((car.world.moment(shown["at"]) - happened).total_seconds()) < 1
    await car.world.advance(3 * POLL)
    assert len(told) == 1


async def test_N1_many_at_once_are_all_told_in_order(
    car: Keyfob, told: list[State], write: Write
) -> None:
    """More than a page; each is a state of its own, though they come in one moment."""
    for number in range(120):
        write("curfew.infringement", 119 - number, alertId=str(number))
    await car.world.advance(POLL)
    numbers = [int(state.attributes["data"]["alertId"]) for state in told]
    assert numbers == list(range(120))
    assert len({state.state for state in told}) == 120


async def test_N1_an_older_page_that_fails_loses_nothing(
    car: Keyfob,
    told: list[State],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All is told when it can be had."""
    for number in range(70):
        write("curfew.infringement", 70 - number)

    async def gone(*_: Any, **__: Any) -> None:
        raise Outage("timeout")

    with monkeypatch.context() as broken:
        broken.setattr(Mailbox, "page", gone)
        await car.world.advance(POLL)
        assert told == []
    await car.world.advance(POLL)
    assert len(told) == 70


async def test_N1_an_older_page_that_fails_for_good_is_done_without(
    car: Keyfob,
    told: list[State],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The newest are told."""
    for number in range(70):
        write("curfew.infringement", 70 - number)

    async def gone(*_: Any, **__: Any) -> None:
        raise Outage("timeout")

    monkeypatch.setattr(Mailbox, "page", gone)
    await car.world.advance(2 * POLL)
    assert told == []
    await car.world.advance(POLL)
    assert len(told) == 50


async def test_N2_late_ones_are_told_when_they_come(
    car: Keyfob, told: list[State], write: Write
) -> None:
    """With the time at which they happened, though newer ones are known."""
    car.do(RadioChange(coverage=False))
    car.do(BreakIn())
    happened = car.world.now
    await car.world.advance(POLL)
    write("wheel.alert", category="maintenance")
    await car.world.advance(POLL)
    assert kinds(told) == ["wheel_alert"]
    car.do(RadioChange(coverage=True))
    await car.world.advance(2 * POLL)
    assert kinds(told) == ["wheel_alert", "burglar_car_stolen"]
    late = car.world.moment(told[-1].attributes["at"]) - happened
    assert abs(late.total_seconds()) < 1


async def test_N2_a_late_one_is_found_behind_a_page_of_newer_ones(
    car: Keyfob, told: list[State], write: Write
) -> None:
    """It was kept in the car since its last contact."""
    car.do(RadioChange(coverage=False))
    car.do(BreakIn())
    await car.world.advance(2 * POLL)
    for number in range(60):
        write("curfew.infringement", 60 - number)
    await car.world.advance(POLL)
    assert len(told) == 60
    car.do(RadioChange(coverage=True))
    await car.world.advance(2 * POLL)
    assert kinds(told)[60:] == ["burglar_car_stolen"]


async def test_N1_what_was_told_is_kept_before_it_is_told(
    car: Keyfob, write: Write, hass_storage: dict[str, Any]
) -> None:
    """Home Assistant may be killed the next moment."""
    kept: list[Any] = []
    vin = car.world.emulator.car("almera").vin

    def look(one: Notification) -> None:
        (garage,) = [name for name in hass_storage if name.endswith("garage")]
        (vehicle,) = hass_storage[garage]["data"]["vehicles"]
        kept.append(one.id in vehicle["watchers"]["inbox"]["memory"]["known"])

    car.entry.runtime_data.vehicles[vin].inbox.news.async_listen(look)
    write("curfew.infringement")
    await car.world.advance(POLL)
    assert kept == [True]


async def test_N1_a_car_that_comes_back_tells_what_it_missed(
    car: Keyfob, told: list[State], write: Write
) -> None:
    """It was off the account for a day."""
    cars = car.world.account().cars
    car.world.change(cars={})
    await car.world.advance(5 * 3600)
    write("curfew.infringement")
    await car.world.advance(POLL)
    assert told == []
    car.world.change(cars=cars)
    await car.world.advance(2 * 3600)
    assert kinds(told) == ["curfew_infringement"]


async def test_N1_nothing_twice_and_nothing_lost_over_a_restart(
    car: Keyfob, told: list[State], write: Write
) -> None:
    """What came in between is told when entities listen."""
    write("curfew.infringement")
    await car.world.advance(POLL)
    assert await car.world.hass.config_entries.async_unload(car.entry.entry_id)
    write("curfew.recovery")
    await car.world.advance(POLL)
    await car.world.set_up(car.entry)
    assert kinds(told) == ["curfew_infringement", "curfew_recovery"]
    await car.world.advance(POLL)
    assert len(told) == 2


async def test_N1_damaged_memory_is_a_first_look(
    car: Keyfob, told: list[State], write: Write, hass_storage: dict[str, Any]
) -> None:
    """No storm of old ones."""
    write("curfew.infringement")
    await car.world.hass.config_entries.async_unload(car.entry.entry_id)
    (garage,) = [kept for kept in hass_storage if kept.endswith("garage")]
    (vehicle,) = hass_storage[garage]["data"]["vehicles"]
    vehicle["watchers"]["inbox"]["memory"] = {"known": 3}
    await car.world.set_up(car.entry)
    await car.world.advance(POLL)
    assert told == []
    write("curfew.recovery")
    await car.world.advance(POLL)
    assert kinds(told) == ["curfew_recovery"]


async def test_an_unknown_key_is_told_as_other(car: Keyfob, told: list[State]) -> None:
    """With the key, so that an automation can still know it."""
    unknown = Notification(id="new", key="seat.too.warm", at=car.world.now)
    inbox = car.entry.runtime_data.vehicles[car.world.emulator.car("almera").vin].inbox
    inbox.news.add([unknown])
    await car.world.advance(POLL)
    assert kinds(told) == ["other"]
    assert told[0].attributes["key"] == "seat.too.warm"


async def test_N1_the_last_one_is_a_sensor(car: Keyfob, write: Write) -> None:
    """Its kind, what it says and when the car said so; the newest, however late."""
    write("curfew.infringement", 10)
    write("speed.infringement", 300, limit="90")
    await car.world.advance(POLL)
    assert car.shown(Platform.SENSOR, "last_notification") == "curfew_infringement"
    shown = car.told(Platform.SENSOR, "last_notification")
    assert shown["title"] == "Curfew alert"
    assert shown["at"]


async def test_in_process_listeners_hear_each(car: Keyfob, write: Write) -> None:
    """Until they stop listening."""
    vin = car.world.emulator.car("almera").vin
    heard: list[Notification] = []
    inbox = car.entry.runtime_data.vehicles[vin].inbox
    stop = inbox.news.async_listen(heard.append)
    write("curfew.infringement")
    await car.world.advance(POLL)
    stop()
    write("curfew.recovery")
    await car.world.advance(POLL)
    assert [one.key for one in heard] == ["curfew.infringement"]


def test_kinds_know_what_each_is_about() -> None:
    """By the key; by the category if nobody has heard of the key; or not at all."""

    def one(key: str | None, category: str | None = None) -> Notification:
        return Notification(id="1", key=key, category=category)

    assert topic(one("burglar.tow.info")) is Topic.THEFT
    assert topic(one("new.key", "Safety&Security")) is Topic.THEFT
    assert topic(one(None)) is Topic.OTHER
    assert worth_reading(one("hvac.autostart", "remotecontrol")) == frozenset()
    assert worth_reading(one("new.key", "geofencing")) == {ResourceKey.ALERTS}
    assert event_type(one("MIL.lamp.on.request")) == "mil_lamp_on_request"
    assert event_type(Notification(id="1", rule="srp.salt.request")) in TYPES


async def test_where_somebody_goes_is_not_shown(car: Keyfob, told: list[State]) -> None:
    """Position and destination are nobody's business but the tracker's."""
    vin = car.world.emulator.car("almera").vin
    car.entry.runtime_data.vehicles[vin].inbox.news.add(
        [
            Notification(
                id="way",
                key="last.mile.destination.address",
                title="Last mile",
                text="12 Secret Road",
                data={"latitude": "13.7", "mode": "foot"},
            )
        ]
    )
    await car.world.advance(POLL)
    shown = json.dumps(dict(told[0].attributes), default=str)
    assert "Secret" not in shown
    assert "13.7" not in shown
    assert told[0].attributes["data"] == {"mode": "foot"}


async def test_what_a_car_tells_stays_out_of_the_diagnostics(
    car: Keyfob, write: Write
) -> None:
    """Kinds and times help a maintainer; the sentences are the owner's."""
    write("speed.infringement", limit="95")
    await car.world.advance(POLL)
    shown = json.dumps(
        await async_get_config_entry_diagnostics(car.world.hass, car.entry),
        default=str,
    )
    assert "speed.infringement" in shown
    assert '"value": "95"' not in shown
    assert "km/h" not in shown


async def test_cars_without_a_history_have_no_notifications(world: World) -> None:
    """Nor a car that was not told of it yet."""
    world.keep("almera")
    world.front.fail("/v2/notifications/", 503)
    await world.set_up(world.entry())
    registry = er.async_get(world.hass)
    assert not [one for one in registry.entities if one.endswith("_notification")]


async def test_N1_an_empty_list_by_mistake_changes_nothing(
    car: Keyfob, told: list[State], write: Write
) -> None:
    """Neither the last notification, nor what is new."""
    write("curfew.infringement")
    await car.world.advance(POLL)
    inbox = car.world.emulator.world.cloud.inbox
    vin = car.world.emulator.car("almera").vin
    history = inbox.documents.pop(vin)
    assert history is not None
    await car.world.advance(POLL)
    assert car.shown(Platform.SENSOR, "last_notification") == "curfew_infringement"
    inbox.documents[vin] = history
    await car.world.advance(POLL)
    assert len(told) == 1
