"""Home Assistant shows of each model what that model has."""

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.nissanconnect.const import DOMAIN

from .world import World

pytestmark = pytest.mark.emulator(scenario="every_model")


def sensors(world: World, persona: str) -> set[str]:
    """Return the keys of a car's sensors that have a value."""
    vin = world.emulator.car(persona).vin
    entities = er.async_get(world.hass).entities.values()
    return {
        entity.unique_id.removeprefix(f"{vin}_")
        for entity in entities
        if entity.platform == DOMAIN
        and entity.domain == "sensor"
        and entity.unique_id.startswith(vin)
        and (state := world.hass.states.get(entity.entity_id))
        and state.state not in {STATE_UNAVAILABLE, STATE_UNKNOWN}
    }


async def test_each_model_shows_what_it_tells_and_no_more(world: World) -> None:
    """The range that a tank's battery-status tells is no battery's (protocol 4.4)."""
    world.keep("x_trail", "micra_2025", "patrol_y63", "townstar")
    await world.set_up(world.entry())
    shown = {name: sensors(world, name) for name in ("x_trail", "micra_2025")}
    assert {"odometer", "fuel_range", "tyre_front_left"} <= shown["x_trail"]
    assert not {key for key in shown["x_trail"] if key.startswith("battery")}
    assert {"odometer", "battery_level", "battery_range"} <= shown["micra_2025"]
    assert not {"fuel_volume", "battery_temperature"} & shown["micra_2025"]
    assert "tyre_front_left" in sensors(world, "patrol_y63")
    assert world.number("townstar", "battery_level") == pytest.approx(
        world.emulator.car("townstar").state.quantities.energy / 45 * 100, abs=1
    )
