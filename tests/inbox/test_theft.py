"""The theft alarm, from a break-in to its end (T1)."""

from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.helpers import entity_registry as er
import pytest

from emulator.tcu.deeds import (
    BreakIn,
    Close,
    LockWithKey,
    RadioChange,
    Tow,
    UnlockWithKey,
)
from emulator.tcu.report import Opening
from tests.keyfob import Keyfob
from tests.world import World

from .test_news import POLL


def alarm(car: Keyfob) -> str:
    """Return the state of the alarm."""
    return car.shown(Platform.BINARY_SENSOR, "theft_alarm")


@pytest.mark.parametrize("deed", [BreakIn(), Tow()])
async def test_T1_it_sounds_for_half_an_hour(car: Keyfob, deed: BreakIn | Tow) -> None:
    """By the car's time, to the second."""
    assert alarm(car) == STATE_OFF
    car.do(deed)
    await car.world.advance(POLL)
    assert alarm(car) == STATE_ON
    await car.world.advance(1800 - POLL - 10)
    assert alarm(car) == STATE_ON
    await car.world.advance(20)
    assert alarm(car) == STATE_OFF
    assert car.told(Platform.BINARY_SENSOR, "theft_alarm")["at"]


async def test_T1_unlocking_with_the_key_ends_it(car: Keyfob) -> None:
    """And locking again does not bring it back."""
    car.do(BreakIn())
    await car.world.advance(POLL)
    car.do(UnlockWithKey())
    await car.world.advance(POLL)
    assert alarm(car) == STATE_OFF
    car.do(Close(Opening.FRONT_RIGHT))
    car.do(LockWithKey())
    await car.world.advance(POLL)
    assert alarm(car) == STATE_OFF


async def test_T1_unlocking_by_command_ends_it(almera: Keyfob) -> None:
    """At once: the command's end is looked at."""
    almera.do(BreakIn())
    await almera.world.advance(POLL)
    assert alarm(almera) == STATE_ON
    await almera.unlock()
    assert alarm(almera) == STATE_OFF


async def test_T1_a_restart_keeps_it(car: Keyfob) -> None:
    """And its end."""
    car.do(BreakIn())
    await car.world.advance(POLL)
    await car.world.hass.config_entries.async_reload(car.entry.entry_id)
    await car.world.hass.async_block_till_done()
    assert alarm(car) == STATE_ON
    await car.world.advance(1800)
    assert alarm(car) == STATE_OFF


async def test_T1_an_outage_does_not_end_it(car: Keyfob) -> None:
    """Nor begin it again; time ends it all the same."""
    car.do(BreakIn())
    await car.world.advance(POLL)
    car.world.front.fail("", 503)
    await car.world.advance(3 * POLL)
    assert alarm(car) == STATE_ON
    await car.world.advance(1800)
    assert alarm(car) == STATE_OFF
    car.world.front.heal()
    await car.world.advance(3 * POLL)
    assert alarm(car) == STATE_OFF


async def test_N2_an_alarm_that_comes_too_late_is_over(car: Keyfob) -> None:
    """An hour without network."""
    car.do(RadioChange(coverage=False))
    car.do(BreakIn())
    await car.world.advance(3600)
    car.do(RadioChange(coverage=True))
    await car.world.advance(2 * POLL)
    assert alarm(car) == STATE_OFF
    assert car.told(Platform.BINARY_SENSOR, "theft_alarm")["at"]


async def test_T1_one_that_sounds_at_the_first_start_is_shown(world: World) -> None:
    """Though nothing in the history is new."""
    world.keep("almera")
    world.emulator.do("almera", BreakIn())
    await world.advance(60)
    entry = world.entry()
    await world.set_up(entry)
    assert alarm(Keyfob(world, entry, "almera")) == STATE_ON


async def test_cars_that_do_not_watch_have_no_alarm(world: World) -> None:
    """The Ariya has no service for it."""
    world.keep("ariya")
    await world.set_up(world.entry())
    registry = er.async_get(world.hass)
    assert not [one for one in registry.entities if one.endswith("_theft_alarm")]


async def test_T2_not_within_a_minute_of_locking(car: Keyfob) -> None:
    """The owner is still at the car."""
    car.do(UnlockWithKey())
    car.do(LockWithKey())
    await car.world.advance(30)
    car.do(BreakIn())
    await car.world.advance(2 * POLL)
    assert alarm(car) == STATE_OFF
    assert car.told(Platform.BINARY_SENSOR, "theft_alarm")["at"] is None


async def test_T2_not_during_a_remote_engine_start(almera: Keyfob) -> None:
    """After it the car watches again."""
    await almera.keep_code()
    await almera.press("start_engine")
    almera.do(BreakIn())
    await almera.world.advance(POLL)
    assert alarm(almera) == STATE_OFF
