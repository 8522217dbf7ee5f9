"""One car in two accounts (F82)."""

from homeassistant.helpers import device_registry as dr, issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulator.testing import OWNER, SECOND
from tests.world import World


def _cars(world: World, entry: MockConfigEntry) -> set[str]:
    devices = dr.async_entries_for_config_entry(
        dr.async_get(world.hass), entry.entry_id
    )
    return {device.serial_number or "" for device in devices}


def _issues(world: World) -> list[ir.IssueEntry]:
    issues = ir.async_get(world.hass).issues.values()
    return [it for it in issues if it.translation_key == "vehicle_elsewhere"]


async def test_F82_a_car_in_two_accounts_is_shown_in_the_first(world: World) -> None:
    """The second says so in Repairs, and takes the car when the first lets it go."""
    vin = world.emulator.car("almera").vin
    world.keep("almera")
    pairing = world.account().cars[vin]
    own = world.account(SECOND).cars
    world.change(SECOND, cars={**own, vin: pairing})
    first = world.entry(OWNER)
    await world.set_up(first)
    second = world.entry(SECOND)
    await world.set_up(second)
    assert _cars(world, first) == {vin}
    assert _cars(world, second) == set(own)
    (issue,) = _issues(world)
    assert issue.translation_placeholders == {
        "vehicle": "Almera",
        "account": SECOND.email,
        "other": OWNER.email,
    }
    await world.hass.config_entries.async_remove(first.entry_id)
    await world.advance(3_700)
    assert _cars(world, second) == {vin, *own}
    assert not _issues(world)
