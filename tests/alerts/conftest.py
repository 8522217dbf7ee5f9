"""The Almera alone, and its alerts in its owner's hands."""

from typing import Any

from homeassistant.const import Platform
from homeassistant.core import ServiceResponse
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.nissanconnect.const import DOMAIN
from emulator.tcu.alerts import Alert
from tests.keyfob import Keyfob
from tests.world import World

SWITCH = Platform.SWITCH


class Guard(Keyfob):
    """Sets alerts by actions and switches, and sees what the car has."""

    async def act(self, action: str, *, response: bool = False, **data: Any) -> Any:
        """Call an action of ours for this car."""
        vin = self.world.emulator.car(self.persona).vin
        device = dr.async_get(self.world.hass).async_get_device_by_identifier(
            (DOMAIN, vin), self.entry.entry_id
        )
        assert device is not None
        told: ServiceResponse = await self.world.hass.services.async_call(
            DOMAIN,
            action,
            {"device_id": device.id, **data},
            blocking=True,
            return_response=response,
        )
        await self.world.hass.async_block_till_done()
        return told

    def switches(self) -> list[str]:
        """Return the entity ids of the alerts' switches."""
        registry = er.async_get(self.world.hass)
        return sorted(
            entity.entity_id
            for entity in er.async_entries_for_config_entry(
                registry, self.entry.entry_id
            )
            if entity.domain == SWITCH and "_alert_" in entity.unique_id
        )

    def alert(self, entity_id: str) -> dict[str, Any]:
        """Return state, name and attributes of an alert's switch."""
        state = self.world.hass.states.get(entity_id)
        assert state is not None
        return {"state": state.state, "name": state.name, **state.attributes}

    async def turn(self, entity_id: str, *, on: bool) -> None:
        """Turn a switch."""
        await self.world.hass.services.async_call(
            SWITCH, f"turn_{'on' if on else 'off'}", {"entity_id": entity_id}, True
        )
        await self.world.hass.async_block_till_done()

    def in_force(self) -> list[Alert]:
        """Return what the car really watches now."""
        car = self.world.emulator.car(self.persona)
        return list(car.state.watch.in_force.alerts)


@pytest.fixture
async def guard(world: World) -> Guard:
    """Give the Almera, alone on its account."""
    world.keep("almera")
    entry = world.entry()
    await world.set_up(entry)
    return Guard(world, entry, "almera")
