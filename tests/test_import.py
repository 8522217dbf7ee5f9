"""Cars of the emulator, their diagnostics, and cars that are made of them."""

from typing import Any

from aiohttp import ClientSession
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.nissanconnect.const import DOMAIN
from emulator.tcu.deeds import Privacy
from emulator.testing import SECOND

from .world import World

pytestmark = pytest.mark.emulator(scenario="every_model")

# The emulator's own settings.
NOT_TAKEN_OVER = {"alerts", "preferences", "service_due", "subscriptions"}


def told(diagnosed: Any) -> dict[str, Any]:
    """Return what a car answered: refusals, versions, payloads."""
    return {
        name: (
            reading["error"],
            reading["answer"] and reading["answer"]["version"],
            reading["answer"] and reading["answer"]["payload"],
        )
        for name, reading in diagnosed["resources"].items()
        if name not in NOT_TAKEN_OVER
    }


def row(diagnosed: Any) -> dict[str, Any]:
    """Return a car's row of the list, without its own VIN."""
    return {name: value for name, value in diagnosed["record"].items() if name != "vin"}


async def imported(world: World, diagnosed: Any, **query: str) -> list[str]:
    """Import diagnostics; return the VINs."""
    address = f"{world.emulator.url}/console/api/personas/import"
    async with (
        ClientSession() as http,
        http.post(address, params=query, json=diagnosed) as answer,
    ):
        document = await answer.json()
        assert answer.status == 200, document
        return [car["vin"] for car in document["vehicles"]]


async def test_cars_made_of_diagnostics_give_the_same_answers(
    world: World, hass_client: ClientSessionGenerator
) -> None:
    """Of every persona: versions, refusals, payloads, record; and once more."""
    entry = world.entry()
    await world.set_up(entry)
    before: Any = await get_diagnostics_for_config_entry(world.hass, hass_client, entry)
    vins = await imported(world, {"home_assistant": {}, "data": before})
    assert len(vins) == len(before["vehicles"]) == 15
    assert await world.hass.config_entries.async_remove(entry.entry_id)
    cars = world.account().cars
    world.change(cars={vin: cars[vin] for vin in vins})
    entry = world.entry()
    await world.set_up(entry)
    after: Any = await get_diagnostics_for_config_entry(world.hass, hass_client, entry)
    for original, copy in zip(before["vehicles"], after["vehicles"], strict=True):
        name = original["record"]["modelName"]
        assert told(copy) == told(original), name
        assert row(copy) == row(original), name
        assert copy["record"]["vin"] == original["record"]["vin"]


async def test_one_cars_diagnostics_make_a_car_of_another_account(
    world: World, hass_client: ClientSessionGenerator
) -> None:
    """Also of the device alone, while privacy mode is on: then so it is in the copy."""
    world.emulator.do("x_trail", Privacy(on=True))
    await world.emulator.advance(60)
    world.keep("x_trail")
    entry = world.entry()
    await world.set_up(entry)
    vin = world.emulator.car("x_trail").vin
    device = dr.async_get(world.hass).async_get_device_by_identifier(
        (DOMAIN, vin), entry.entry_id
    )
    assert device is not None
    diagnosed: Any = await get_diagnostics_for_device(
        world.hass, hass_client, entry, device
    )
    world.accounts.add(*SECOND, first_name="No", last_name="Car", country="FR")
    (made,) = await imported(world, diagnosed, account=SECOND.email)
    assert list(world.account(SECOND).cars) == [made]
    assert made not in world.account().cars
    assert world.emulator.world.cars[made].state.privacy
    copy_entry = world.entry(SECOND)
    await world.set_up(copy_entry)
    copied: Any = await get_diagnostics_for_config_entry(
        world.hass, hass_client, copy_entry
    )
    (copy,) = copied["vehicles"]
    assert told(copy) == told(diagnosed)
    assert copy["resources"]["location"]["error"] == "PrivacyMode()"
