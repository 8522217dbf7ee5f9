"""Diagnostics: all that helps, nothing that is the owner's."""

import json
from typing import Any

from homeassistant.helpers import device_registry as dr
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.nissanconnect.const import DOMAIN
from emulator.testing import OWNER

from .world import World


def _secrets(world: World, hass_storage: dict[str, Any]) -> set[str]:
    """Return what must not occur: who, where, and how one signs in."""
    account = world.account()
    secrets = {OWNER.email, OWNER.password, account.user_id}
    for key, kept in hass_storage.items():
        if key.endswith(".tokens"):
            secrets |= {kept["data"]["access"], kept["data"]["refresh"]}
    for vin in account.cars:
        vehicle = world.emulator.world.cloud.vehicles.documents[vin]
        secrets |= {vin, vin[8:], vehicle.registration_number or vin}
    for state in world.hass.states.async_all("device_tracker"):
        secrets |= {str(state.attributes[key]) for key in ("latitude", "longitude")}
    return secrets


async def test_no_secret_leaves(
    world: World,
    hass_storage: dict[str, Any],
    hass_client: ClientSessionGenerator,
) -> None:
    """Neither of the account nor of a car."""
    entry = world.entry()
    await world.set_up(entry)
    shown = await get_diagnostics_for_config_entry(world.hass, hass_client, entry)
    text = json.dumps(shown, ensure_ascii=False)
    assert not [secret for secret in _secrets(world, hass_storage) if secret in text]


async def test_a_car_can_be_made_of_it(
    world: World, hass_client: ClientSessionGenerator
) -> None:
    """Record, versions that answer, and the answers as they came."""
    entry = world.entry()
    await world.set_up(entry)
    vin = world.emulator.car("ariya").vin
    registry = dr.async_get(world.hass)
    device = registry.async_get_device_by_identifier((DOMAIN, vin), entry.entry_id)
    assert device is not None
    shown: Any = await get_diagnostics_for_device(
        world.hass, hass_client, entry, device
    )
    assert shown["record"]["modelName"] == "Ariya"
    assert shown["record"]["vin"] == f"{vin[:8]}**REDACTED**"
    battery = shown["resources"]["battery_status"]
    assert battery["answer"]["version"] == "v3"
    assert battery["answer"]["payload"]["batteryLevel"] == 58
    assert shown["resources"]["lock_status"]["answer"] is None
    assert shown["learnt"]["lessons"]["lock_status"]["refusal"] == "access_denied"
    missing = shown["missing"]
    assert missing["binary_sensor.doors_locked"] == "access_denied"
    assert missing["sensor.fuel_volume"] == "not_this_car"
    assert "sensor.battery_level" not in missing
    assert shown["calls_left"] > 0
    everything: Any = await get_diagnostics_for_config_entry(
        world.hass, hass_client, entry
    )
    assert shown in everything["vehicles"]
