"""What electric cars are told: climate and charging (protocol 5.3)."""

from homeassistant.components.climate import HVACMode
from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.nissanconnect.const import DOMAIN
from emulator.tcu.deeds import IgnitionOn, Plug, RadioChange
from tests.keyfob import Keyfob
from tests.world import World

BUTTON = Platform.BUTTON
CLIMATE = Platform.CLIMATE


@pytest.fixture
async def leaf(world: World) -> Keyfob:
    """Give the Leaf, alone on its account."""
    world.keep("leaf_ze1")
    entry = world.entry()
    await world.set_up(entry)
    return Keyfob(world, entry, "leaf_ze1")


def _aim(keyfob: Keyfob) -> float | None:
    """Return what the climate runs toward, Celsius; None if it does not run."""
    run = keyfob.truth().climate_run
    return None if run is None else run.target_c


async def test_the_climate_runs_toward_a_temperature(leaf: Keyfob) -> None:
    """On and off come from the car; the target is what it was told."""
    assert leaf.shown(CLIMATE, "climate") == HVACMode.OFF
    await leaf.end(
        leaf.begin(
            CLIMATE, "climate", "set_temperature", temperature=24, hvac_mode="heat_cool"
        )
    )
    assert _aim(leaf) == 24
    assert leaf.shown(CLIMATE, "climate") == HVACMode.HEAT_COOL
    assert leaf.told(CLIMATE, "climate")["temperature"] == 24
    assert leaf.last_result() == ("start_climate", "done", None)
    await leaf.end(leaf.begin(CLIMATE, "climate", "turn_off"))
    assert _aim(leaf) is None
    assert leaf.shown(CLIMATE, "climate") == HVACMode.OFF


async def test_a_new_temperature_while_it_runs_is_a_new_start(leaf: Keyfob) -> None:
    """While it is off the wish is only kept (protocol 5.3)."""
    starts = leaf.world.asked("hvac-start")
    await leaf.end(leaf.begin(CLIMATE, "climate", "set_temperature", temperature=19))
    assert leaf.world.asked("hvac-start") == starts
    assert leaf.told(CLIMATE, "climate")["temperature"] == 19
    await leaf.end(leaf.begin(CLIMATE, "climate", "turn_on"))
    assert _aim(leaf) == 19
    await leaf.end(leaf.begin(CLIMATE, "climate", "set_temperature", temperature=23))
    assert _aim(leaf) == 23
    assert leaf.world.asked("hvac-start") == starts + 2
    assert leaf.told(CLIMATE, "climate")["temperature"] == 23


async def test_the_climate_is_refused_while_somebody_drives(leaf: Keyfob) -> None:
    """The reason is told, and the state stays."""
    leaf.do(IgnitionOn())
    refused = await leaf.refused(leaf.begin(CLIMATE, "climate", "turn_on"))
    assert refused.translation_key == "refused_ignition_on"
    assert leaf.last_result() == ("start_climate", "refused", "ignition_on")


async def test_the_climate_without_coverage(leaf: Keyfob) -> None:
    """It ends, and nothing runs."""
    leaf.do(RadioChange(coverage=False))
    refused = await leaf.refused(leaf.begin(CLIMATE, "climate", "turn_on"))
    assert refused.translation_key == "command_not_reachable"
    assert leaf.shown(CLIMATE, "climate") == HVACMode.OFF


async def test_charging_stops_and_starts(leaf: Keyfob) -> None:
    """The sensor shows what the car tells."""
    leaf.do(Plug())
    await leaf.press("stop_charging")
    await leaf.world.advance(40)
    assert leaf.shown(Platform.BINARY_SENSOR, "charging") == STATE_OFF
    await leaf.press("start_charging")
    await leaf.world.advance(40)
    assert leaf.shown(Platform.BINARY_SENSOR, "charging") == STATE_ON
    assert leaf.last_result() == ("start_charging", "done", None)


async def test_charging_needs_a_cable(leaf: Keyfob) -> None:
    """The reason says so."""
    refused = await leaf.refused(leaf.begin(BUTTON, "start_charging", "press"))
    assert refused.translation_key == "refused_not_plugged"


async def test_each_car_has_what_it_can_be_told(world: World) -> None:
    """No button without a service, nothing shown in two ways."""
    await world.set_up(world.entry())
    registry = er.async_get(world.hass)

    def keys(persona: str) -> set[str]:
        vin = world.emulator.car(persona).vin
        return {
            f"{entry.domain}.{entry.unique_id.removeprefix(f'{vin}_')}"
            for entry in registry.entities.values()
            if entry.platform == DOMAIN and entry.unique_id.startswith(vin)
        }

    commanded = {
        "button.flash_lights",
        "button.horn_and_lights",
        "button.start_engine",
        "button.stop_engine",
        "button.start_charging",
        "button.stop_charging",
        "climate.climate",
        "lock.doors",
        "sensor.engine_run_end",
        "sensor.remote_starts_left",
    }
    lights = {"button.flash_lights", "button.horn_and_lights"}
    engine = {
        "button.start_engine",
        "button.stop_engine",
        "sensor.engine_run_end",
        "sensor.remote_starts_left",
    }
    charging = {"button.start_charging", "button.stop_charging"}
    assert keys("almera") & commanded == {"lock.doors"} | lights | engine
    assert keys("qashqai_e_power") & commanded == {"lock.doors"} | lights
    assert keys("leaf_ze1") & commanded == (
        {"lock.doors", "climate.climate"} | lights | charging
    )
    assert keys("ariya") & commanded == (
        {"climate.climate", "button.start_charging"} | lights
    )
    for persona in ("almera", "leaf_ze1", "ariya"):
        assert "event.command_result" in keys(persona)
        assert "sensor.remote_control" in keys(persona)
        assert "binary_sensor.doors_locked" not in keys(persona)
    assert "binary_sensor.climate_running" not in keys("leaf_ze1")
    assert "binary_sensor.climate_running" in keys("almera")
