"""How often one car is read, steered by its owner and by automations (need 21)."""

from typing import Any

from homeassistant.const import Platform
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.world import World

HOUR = 3_600


async def _switch(world: World, *, on: bool) -> None:
    await world.hass.services.async_call(
        Platform.SWITCH,
        f"turn_{'on' if on else 'off'}",
        {"entity_id": world.entity_id("almera", Platform.SWITCH, "polling")},
        blocking=True,
    )


async def _read_every(world: World, minutes: float) -> None:
    interval = world.entity_id("almera", Platform.NUMBER, "status_interval")
    await world.hass.services.async_call(
        Platform.NUMBER,
        "set_value",
        {"entity_id": interval, "value": minutes},
        blocking=True,
    )


async def _looks(world: World, seconds: float) -> int:
    """Return how often the cockpit was read meanwhile."""
    before = world.asked("/cockpit")
    await world.advance(seconds)
    return world.asked("/cockpit") - before


async def _reload(world: World, entry: MockConfigEntry, **options: Any) -> None:
    world.hass.config_entries.async_update_entry(entry, options=options)
    assert await world.hass.config_entries.async_reload(entry.entry_id)
    await world.hass.async_block_till_done()


@pytest.fixture
async def entry(world: World) -> MockConfigEntry:
    """Set up one car."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    return entry


async def test_a_car_is_left_alone_until_it_is_wanted(
    world: World, entry: MockConfigEntry
) -> None:
    """Off, only the button reads; on, it is read at once; a restart forgets nothing."""
    await _switch(world, on=False)
    assert await _looks(world, HOUR) == 0
    await world.hass.services.async_call(
        Platform.BUTTON,
        "press",
        {"entity_id": world.entity_id("almera", Platform.BUTTON, "read_cloud")},
        blocking=True,
    )
    assert await _looks(world, HOUR) == 0
    await _reload(world, entry)
    assert world.state("almera", Platform.SWITCH, "polling").state == "off"
    assert await _looks(world, HOUR) == 0
    before = world.asked("/cockpit")
    await _switch(world, on=True)
    assert world.asked("/cockpit") == before + 1
    assert await _looks(world, HOUR) == pytest.approx(12, abs=1)


async def test_an_interval_holds_for_one_car_until_the_option_changes(
    world: World, entry: MockConfigEntry
) -> None:
    """It takes effect at once and is kept; the account's option wins when changed."""
    assert world.state("almera", Platform.NUMBER, "status_interval").state == "5"
    await _read_every(world, 1)
    assert await _looks(world, HOUR) == pytest.approx(60, abs=2)
    await _reload(world, entry)
    assert float(world.state("almera", Platform.NUMBER, "status_interval").state) == 1
    await _read_every(world, 30)
    assert await _looks(world, HOUR) == pytest.approx(2, abs=1)
    await _reload(world, entry, status_interval=10)
    assert float(world.state("almera", Platform.NUMBER, "status_interval").state) == 10
    assert await _looks(world, HOUR) == pytest.approx(6, abs=1)


async def test_an_interval_that_is_none_is_refused(
    world: World, entry: MockConfigEntry
) -> None:
    """Nothing changes."""
    with pytest.raises(ServiceValidationError):
        await _read_every(world, 0)
    assert world.state("almera", Platform.NUMBER, "status_interval").state == "5"
