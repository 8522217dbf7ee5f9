"""Cars that come, go and are renamed."""

from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from msgspec.structs import replace
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.nissanconnect.const import DOMAIN
from emulator.cloud.accounts import Role

from .repairs import fix, issues
from .world import World

HOUR = 3600.0


@pytest.fixture
async def entry(world: World) -> MockConfigEntry:
    """Set the demo account up."""
    entry = world.entry()
    await world.set_up(entry)
    return entry


def _device(world: World, entry: MockConfigEntry, vin: str) -> dr.DeviceEntry | None:
    registry = dr.async_get(world.hass)
    return registry.async_get_device_by_identifier((DOMAIN, vin), entry.entry_id)


def _sell(world: World, vin: str) -> None:
    cars = world.account().cars
    world.change(cars={other: cars[other] for other in cars if other != vin})


async def test_a_car_is_a_device(world: World, entry: MockConfigEntry) -> None:
    """Known by its VIN, named by its owner."""
    vin = world.emulator.car("almera").vin
    device = _device(world, entry, vin)
    assert device is not None
    assert device.manufacturer == "Nissan"
    assert device.model == "Almera (2024)"
    assert device.name == "Almera"
    assert device.serial_number == vin
    infiniti = _device(world, entry, world.emulator.car("qx60").vin)
    assert infiniti is not None
    assert infiniti.manufacturer == "Infiniti"


async def test_E8_a_new_nickname_is_a_new_name(
    world: World, entry: MockConfigEntry
) -> None:
    """The device follows at the next list; entity ids stay."""
    vin = world.emulator.car("almera").vin
    vehicles = world.emulator.world.cloud.vehicles.documents
    vehicles[vin] = replace(vehicles[vin], nickname="Somchai")
    tracker = world.entity_id("almera", "device_tracker", "position")
    await world.advance(HOUR + 10)
    device = _device(world, entry, vin)
    assert device is not None
    assert device.name == "Somchai"
    assert world.entity_id("almera", "device_tracker", "position") == tracker


async def test_a_new_car_appears_without_a_reload(
    world: World, entry: MockConfigEntry
) -> None:
    """At the next list, with all its entities, read at once."""
    cloud = world.emulator.world.cloud
    accounts = cloud.accounts.documents
    paired = {vin for user_id in accounts for vin in accounts[user_id].cars}
    (vin,) = set(cloud.vehicles.documents) - paired
    now = world.emulator.world.clock.now
    year = 366 * 24 * HOUR
    cloud.accounts.pair(world.account().user_id, vin, at=now - year, role=Role.OWNER)
    await world.advance(HOUR + 10)
    device = _device(world, entry, vin)
    assert device is not None
    registered = world.hass.states.async_all("device_tracker")
    assert len(registered) == 7
    assert {state.state for state in registered} == {"not_home"}


async def test_F81_a_missing_car_is_flagged_after_three_lists(
    world: World, entry: MockConfigEntry
) -> None:
    """Not sooner, and never removed by itself; it is not asked for any more."""
    vin = world.emulator.car("leaf_ze1").vin
    _sell(world, vin)
    await world.advance(2 * HOUR + 10)
    assert not issues(world)
    await world.advance(HOUR)
    (issue,) = issues(world).values()
    assert issue.translation_key == "vehicle_missing"
    assert issue.translation_placeholders == {"vehicle": "Leaf"}
    assert issue.is_fixable
    assert _device(world, entry, vin) is not None
    asked = world.asked(vin)
    await world.advance(HOUR)
    assert world.asked(vin) == asked
    assert world.asked(world.emulator.car("almera").vin)


async def test_F84_an_empty_list_and_a_failed_one_flag_nothing(
    world: World, entry: MockConfigEntry
) -> None:
    """One empty list is one of three; a failed one is none."""
    cars = world.account().cars
    world.change(cars={})
    await world.advance(HOUR + 10)
    world.change(cars=cars)
    world.front.fail("/v5/users/", 500)
    await world.advance(3 * HOUR)
    assert not issues(world)
    world.front.heal()
    await world.advance(HOUR)
    registry = dr.async_get(world.hass)
    assert len(dr.async_entries_for_config_entry(registry, entry.entry_id)) == 6
    assert not issues(world)


async def test_a_car_that_is_back_is_no_question(
    world: World, entry: MockConfigEntry
) -> None:
    """It is read again, and the issue goes; also over a restart."""
    cars = world.account().cars
    vin = world.emulator.car("leaf_ze1").vin
    _sell(world, vin)
    await world.advance(3 * HOUR + 10)
    await world.hass.config_entries.async_reload(entry.entry_id)
    assert issues(world)
    world.change(cars=cars)
    await world.advance(HOUR + 310)
    assert not issues(world)
    assert world.state("leaf_ze1", "sensor", "odometer").state != "unavailable"


async def test_P_the_fix_removes_the_car(world: World, entry: MockConfigEntry) -> None:
    """With its entities and what was kept of it; if it is bought again it is new."""
    cars = world.account().cars
    vin = world.emulator.car("leaf_ze1").vin
    _sell(world, vin)
    await world.advance(3 * HOUR + 10)
    done = await fix(world, {})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert not issues(world)
    assert _device(world, entry, vin) is None
    assert len(world.hass.states.async_all("device_tracker")) == 5
    await world.hass.config_entries.async_reload(entry.entry_id)
    assert _device(world, entry, vin) is None
    world.change(cars=cars)
    await world.advance(HOUR + 10)
    assert _device(world, entry, vin) is not None
    assert len(world.hass.states.async_all("device_tracker")) == 6


async def test_the_fix_needs_a_loaded_account(
    world: World, entry: MockConfigEntry
) -> None:
    """Else it says so, and the question stays."""
    _sell(world, world.emulator.car("leaf_ze1").vin)
    await world.advance(3 * HOUR + 10)
    await world.hass.config_entries.async_unload(entry.entry_id)
    done = await fix(world, {})
    assert done["type"] is FlowResultType.ABORT
    assert done["reason"] == "not_loaded"
    assert issues(world)


@pytest.fixture
async def without_leaf(world: World, entry: MockConfigEntry) -> str:
    """Sell the Leaf and let the list be read; return its VIN."""
    vin = world.emulator.car("leaf_ze1").vin
    _sell(world, vin)
    await world.advance(HOUR + 10)
    return vin


async def test_the_owner_removes_a_device(
    world: World,
    entry: MockConfigEntry,
    without_leaf: str,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """One that is on the list stays; one that is not goes for good."""
    assert await async_setup_component(world.hass, "config", {})
    client = await hass_ws_client(world.hass)
    listed = _device(world, entry, world.emulator.car("almera").vin)
    sold = _device(world, entry, without_leaf)
    assert listed is not None
    assert sold is not None
    refused = await client.remove_device(listed.id)
    assert not refused["success"]
    taken = await client.remove_device(sold.id)
    assert taken["success"]
    assert _device(world, entry, without_leaf) is None
    assert len(world.hass.states.async_all("device_tracker")) == 5
