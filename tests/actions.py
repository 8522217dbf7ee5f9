"""The integration's own actions, as an automation calls them."""

import asyncio
from typing import Any

from homeassistant.core import ServiceResponse
from homeassistant.helpers import device_registry as dr

from custom_components.nissanconnect.const import DOMAIN

from .keyfob import Keyfob


def device_id(keyfob: Keyfob) -> str:
    """Return the id of the car's device."""
    vin = keyfob.world.emulator.car(keyfob.persona).vin
    device = dr.async_get(keyfob.world.hass).async_get_device_by_identifier(
        (DOMAIN, vin), keyfob.entry.entry_id
    )
    assert device is not None
    return device.id


def begin(
    keyfob: Keyfob, action: str, *, response: bool = False, **data: Any
) -> asyncio.Task[ServiceResponse]:
    """Call an action as a task: what it waits for comes with time."""
    call = keyfob.world.hass.services.async_call(
        DOMAIN,
        action,
        {"device_id": device_id(keyfob), **data},
        blocking=True,
        return_response=response,
    )
    return keyfob.world.hass.async_create_task(call)


async def act(keyfob: Keyfob, action: str, **data: Any) -> ServiceResponse:
    """Call an action and let time pass until it has ended; return what it returns."""
    task = begin(keyfob, action, response=True, **data)
    await keyfob.world.flight.settle()
    while not task.done():
        await keyfob.world.advance(2)
    return await task
