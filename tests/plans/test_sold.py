"""A car that was sold and is listed still: all of it is refused (F81)."""

from typing import Any

from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
from msgspec.structs import replace
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.nissanconnect.const import DOMAIN
from tests.repairs import fix, issues, told
from tests.world import World

pytestmark = pytest.mark.emulator(scenario="sold_car")

HOUR = 3600.0
SOLD = "leaf_ze1"


@pytest.fixture
async def entry(world: World) -> MockConfigEntry:
    """Set it up."""
    entry = world.entry()
    await world.set_up(entry)
    return entry


def _device(world: World, entry: MockConfigEntry) -> dr.DeviceEntry | None:
    vin = world.emulator.car(SOLD).vin
    registry = dr.async_get(world.hass)
    return registry.async_get_device_by_identifier((DOMAIN, vin), entry.entry_id)


async def test_E9_F81_a_sold_car_is_asked_about_and_left_alone(
    world: World, entry: MockConfigEntry
) -> None:
    """After three lists; from then on it is asked once a day. The other car goes on."""
    vin = world.emulator.car(SOLD).vin
    await world.advance(2 * HOUR + 10)
    assert not issues(world)
    await world.advance(HOUR)
    assert told(world) == ["vehicle_denied"]
    (issue,) = issues(world).values()
    assert issue.translation_placeholders is not None
    asked, others = world.asked(vin), len(world.requests())
    await world.advance(6 * HOUR)
    assert world.asked(vin) == asked
    assert len(world.requests()) > others + 100
    assert world.number("almera", "odometer") > 0


async def test_E9_F81_removed_it_stays_away_while_it_is_listed(
    world: World, entry: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    """Over a restart; and it is taken for new when it was off the list."""
    await world.advance(3 * HOUR + 10)
    done = await fix(world, {})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert _device(world, entry) is None
    await world.advance(HOUR + 10)
    await world.hass.config_entries.async_reload(entry.entry_id)
    assert _device(world, entry) is None
    assert not issues(world)

    cars = world.account().cars
    world.keep("almera")
    await world.advance(HOUR + 100)
    ours = [kept for key, kept in hass_storage.items() if key.startswith(DOMAIN)]
    mentioned = world.emulator.car(SOLD).vin in str(ours)
    assert ours
    assert not mentioned
    world.change(cars=cars)
    await world.advance(HOUR + 10)
    assert _device(world, entry) is not None


async def test_F19_where_every_car_is_denied_the_cloud_is_out_of_order(
    world: World, entry: MockConfigEntry
) -> None:
    """Nobody is asked whether he sold them all."""
    denied = {"errors": [{"code": "403", "title": "security.access"}]}
    world.front.say("/(car-adapter|notifications|bff-web/v./cars)/", denied, 403)
    await world.advance(4 * HOUR)
    assert not issues(world)


async def test_F81_a_car_that_answers_again_is_no_question(
    world: World, entry: MockConfigEntry
) -> None:
    """It is asked by the owner, or once a day; then it is read as before."""
    await world.advance(3 * HOUR + 10)
    assert told(world) == ["vehicle_denied"]
    cars = world.account().cars
    world.change(cars={vin: replace(cars[vin], sold=False) for vin in cars})
    await world.advance(24 * HOUR)
    assert not issues(world)
    assert world.number(SOLD, "odometer") > 0
