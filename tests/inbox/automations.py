"""Automations with our triggers and conditions, and what sets them off."""

from typing import Any

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.condition import (
    async_from_config,
    async_validate_condition_config,
)
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.nissanconnect.const import DOMAIN
from tests.keyfob import Keyfob

FIRED = "fired"


def device(car: Keyfob) -> dr.DeviceEntry:
    """Return the car's device."""
    vin = car.world.emulator.car(car.persona).vin
    known = dr.async_get(car.world.hass).async_get_device_by_identifier(
        (DOMAIN, vin), car.entry.entry_id
    )
    assert isinstance(known, dr.DeviceEntry)
    return known


def whole(car: Keyfob) -> dict[str, str]:
    """Return a target: all of the car."""
    return {"device_id": device(car).id}


async def automate(
    hass: HomeAssistant, trigger: dict[str, Any], conditions: Any = ()
) -> list[Event]:
    """Add an automation; return the list of its runs."""
    automation = {
        "alias": "test",
        "triggers": [trigger],
        "conditions": list(conditions),
        "actions": [
            {"event": FIRED, "event_data_template": {"e": "{{ trigger.entity_id }}"}}
        ],
    }
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [automation]})
    await hass.async_block_till_done()
    return async_capture_events(hass, FIRED)


async def on(
    car: Keyfob, name: str, target: dict[str, Any] | None = None, **options: Any
) -> list[Event]:
    """Add an automation on a trigger of ours, by default of all of the car."""
    trigger = {
        "trigger": f"{DOMAIN}.{name}",
        "target": target or whole(car),
        "options": options,
    }
    return await automate(car.world.hass, trigger)


def stand_in(car: Keyfob, platform: str, key: str, state: str, **told: Any) -> str:
    """Show a state of an entity of ours that the car does not have; return its id."""
    entity = er.async_get(car.world.hass).async_get_or_create(
        platform,
        DOMAIN,
        f"{car.world.emulator.car(car.persona).vin}_{key}",
        config_entry=car.entry,
        device_id=device(car).id,
    )
    car.world.hass.states.async_set(entity.entity_id, state, told)
    return entity.entity_id


async def holds(car: Keyfob, name: str, **options: Any) -> bool | None:
    """Ask a condition of ours about the whole car."""
    asked = {
        "condition": f"{DOMAIN}.{name}",
        "target": whole(car),
        "options": options,
    }
    config = await async_validate_condition_config(car.world.hass, asked)
    checker = await async_from_config(car.world.hass, config)
    try:
        return checker.async_check()
    finally:
        checker.async_unload()
