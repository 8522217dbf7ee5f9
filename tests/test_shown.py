"""What the demo shows: a car that drives, opens its doors, falls silent; an outage."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.components.lock import LockState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.helpers.entity_platform import async_get_platforms
import pytest

from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.const import DOMAIN
from custom_components.nissanconnect.coordinator import VehicleCoordinator
from custom_components.nissanconnect.reading import changes
from emulator import drives
from emulator.tcu.deeds import (
    Close,
    Drive,
    IgnitionOff,
    Open,
    RadioChange,
    UnlockWithKey,
)
from emulator.tcu.report import Opening
from emulator.tcu.route import distance_km

from .log import log_lines
from .plans.subscriber import PERSONA, set_plan
from .world import World

HOUR = 3600.0


async def test_D1_D2_a_drive_is_seen_on_the_map_and_in_the_sums(world: World) -> None:
    """While it drives the tracker follows; after it all sums agree with the route."""
    await world.set_up(world.entry())
    route = drives.load("bangkok")
    odometer = world.number("almera", "odometer")
    world.emulator.do("almera", Drive(route="bangkok"))
    seen = []
    for _ in range(int(route.duration_s // 600) + 1):
        await world.advance(600)
        seen.append(world.place("almera"))
    world.emulator.do("almera", IgnitionOff())
    await world.advance(HOUR)

    assert len(set(seen)) == len(seen)
    on_the_way = [
        min(distance_km(place, point) for point in route.points) for place in seen
    ]
    assert max(on_the_way) < 0.5
    assert distance_km(world.place("almera"), route.points[-1]) < 0.01
    driven = world.number("almera", "odometer") - odometer
    assert driven == pytest.approx(route.length_km, rel=0.01)
    assert world.number("almera", "distance_today") == pytest.approx(driven, rel=0.01)
    assert world.number("almera", "trips_today") == 1
    assert world.number("almera", "trips_month") == 1
    truth = world.emulator.car("almera").truth(world.emulator.world.clock.now)
    assert world.number("almera", "fuel_volume") == pytest.approx(
        truth.cockpit.fuel_l, rel=0.01
    )
    assert world.number("almera", "driving_time_today") * 60 == pytest.approx(
        route.duration_s, abs=600
    )


async def test_a_door_opens_after_the_car_has_reported(world: World) -> None:
    """Neither before the car has reported, nor before the cloud is read."""
    await world.set_up(world.entry())
    world.emulator.do("almera", UnlockWithKey())
    world.emulator.do("almera", Open(door=Opening.REAR_LEFT))
    assert world.state("almera", "binary_sensor", "door_rear_left").state == STATE_OFF
    await world.advance(310)
    assert world.state("almera", "binary_sensor", "door_rear_left").state == STATE_ON
    assert world.state("almera", "lock", "doors").state == LockState.UNLOCKED
    world.emulator.do("almera", Close(door=Opening.REAR_LEFT))
    await world.advance(310)
    assert world.state("almera", "binary_sensor", "door_rear_left").state == STATE_OFF


async def test_N2_without_radio_nothing_changes_but_the_age(world: World) -> None:
    """`reported_at` stands, states are available; all comes when the radio is back."""
    await world.set_up(world.entry())
    before = world.state("almera", "lock", "doors")
    world.emulator.do("almera", RadioChange(coverage=False))
    world.emulator.do("almera", UnlockWithKey())
    await world.advance(2 * HOUR)
    silent = world.state("almera", "lock", "doors")
    assert silent.state == before.state == LockState.LOCKED
    assert silent.attributes["reported_at"] == before.attributes["reported_at"]
    assert silent.last_updated == before.last_updated
    world.emulator.do("almera", RadioChange(coverage=True))
    await world.advance(310)
    after = world.state("almera", "lock", "doors")
    assert after.state == LockState.UNLOCKED
    assert after.attributes["reported_at"] > before.attributes["reported_at"]


async def test_an_outage_of_an_hour_keeps_the_states_and_logs_one_line(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Back again, the next poll sees what has happened."""
    await world.set_up(world.entry())
    before = world.state("almera", "lock", "doors")
    caplog.clear()
    await world.front.close()
    world.emulator.do("almera", UnlockWithKey())
    await world.advance(HOUR)
    during = world.state("almera", "lock", "doors")
    assert (during.state, during.attributes) == (before.state, before.attributes)
    assert during.last_updated == before.last_updated
    assert len(log_lines(caplog)) == 1
    assert world.number("almera", "odometer") > 0

    await world.front.open()
    await world.advance(310)
    assert world.state("almera", "lock", "doors").state == LockState.UNLOCKED
    assert len(log_lines(caplog)) == 2


async def test_what_goes_by_the_clock_needs_no_news(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A month is over, a plan ends, the cloud is silent too long: all is shown."""
    monkeypatch.setattr(changes, "PATIENCE", timedelta(days=50))
    world.keep(PERSONA)
    set_plan(world, "alerts", days=31, renews=False)
    entry = world.entry()
    await world.set_up(entry)
    [car] = entry.runtime_data.vehicles.values()
    # A poll that reads nothing brings no news.
    monkeypatch.setattr(car.pace, "due", lambda *_, **__: set[ResourceKey]())
    seen = []
    # Both happen between two polls of one day.
    for hours in (0, 31 * 24 - 1, 2, 19 * 24 - 2, 2):
        # No timer is met: only what the next poll shows counts.
        world.freezer.tick(timedelta(hours=hours))
        await car.async_refresh()
        shown = _written(world)
        for platform in async_get_platforms(world.hass, DOMAIN):
            for one in platform.entities.values():
                one.async_write_ha_state()
        assert _written(world) == shown
        seen.append(world.state(PERSONA, "sensor", "plan_alerts_end"))
    _, before, ended, after, silent = seen
    assert before.attributes["ended"] is False
    assert ended.attributes["ended"] is True
    assert after.state != STATE_UNAVAILABLE
    assert silent.state == STATE_UNAVAILABLE


async def test_a_poll_without_news_leaves_alone_what_has_none(world: World) -> None:
    """What the car told is looked at when it tells something else, or at a failure."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    [car] = entry.runtime_data.vehicles.values()
    heard = _listen(car)
    await world.advance(2 * 310)
    assert heard == {"lock": 0, "clock": 2}

    world.emulator.do("almera", UnlockWithKey())
    await world.advance(310)
    assert heard == {"lock": 1, "clock": 3}

    with patch.object(car.pace, "due", side_effect=RuntimeError):
        await car.async_refresh()
    await car.async_refresh()
    assert heard == {"lock": 3, "clock": 5}


async def test_a_reading_by_hand_does_so_too(world: World) -> None:
    """As a poll does: with news it is told, and after a failure."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    [car] = entry.runtime_data.vehicles.values()
    heard = _listen(car)
    await car.async_read_all()
    assert heard == {"lock": 0, "clock": 1}

    world.emulator.do("almera", UnlockWithKey())
    await car.async_read_all()
    assert heard == {"lock": 1, "clock": 2}

    with patch.object(car.pace, "due", side_effect=RuntimeError):
        await car.async_refresh()
    await car.async_read_all()
    assert heard == {"lock": 3, "clock": 4}


def _listen(car: VehicleCoordinator) -> dict[str, int]:
    """Count the calls of who goes by the doors, and of who goes by the clock."""
    heard = dict[str, int]()
    for name, goes_by in (("lock", {ResourceKey.LOCK_STATUS}), ("clock", None)):
        heard[name] = 0

        def hear(name: str = name) -> None:
            heard[name] += 1

        car.async_add_listener(hear, goes_by and frozenset(goes_by))
    return heard


def _written(world: World) -> dict[str, Any]:
    return {
        state.entity_id: (state.state, dict(state.attributes))
        for state in world.hass.states.async_all()
    }
