"""Who only reads can neither command nor change anything."""

from homeassistant.const import ATTR_DEVICE_ID, Platform
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.nissanconnect.const import DOMAIN

from .world import World

COMMANDING = {Platform.LOCK, Platform.CLIMATE}


async def test_nothing_commands_and_nothing_is_asked_of_the_car(world: World) -> None:
    """The entities that remain read; actions that change something say why not."""
    world.keep("almera", "leaf_ze1")
    entry = world.entry(options={"read_only": True, "waking": {"wake_every": 1}})
    await world.set_up(entry)
    registry = er.async_get(world.hass)
    entities = er.async_entries_for_config_entry(registry, entry.entry_id)
    assert not COMMANDING & {entity.domain for entity in entities}
    buttons = {it.unique_id for it in entities if it.domain == Platform.BUTTON}
    assert {it.partition("_")[2] for it in buttons} == {"read_cloud"}
    switches = {it.unique_id for it in entities if it.domain == Platform.SWITCH}
    assert {it.partition("_")[2] for it in switches} == {"polling"}
    assert world.state("almera", Platform.BINARY_SENSOR, "doors_locked").state == "off"
    vin = world.emulator.car("almera").vin
    device = dr.async_get(world.hass).async_get_device_by_identifier(
        (DOMAIN, vin), entry.entry_id
    )
    assert device is not None
    for action, data in (
        ("lock", {"security_code": "1234"}),
        ("horn_lights", {}),
        ("mark_read", {}),
        ("set_speed_alert", {"limit": 90}),
    ):
        with pytest.raises(ServiceValidationError) as refused:
            await world.hass.services.async_call(
                DOMAIN, action, {ATTR_DEVICE_ID: device.id, **data}, blocking=True
            )
        assert refused.value.translation_key == "read_only"
    told = await world.hass.services.async_call(
        DOMAIN,
        "get_notifications",
        {ATTR_DEVICE_ID: device.id},
        blocking=True,
        return_response=True,
    )
    assert told is not None
    await world.advance(2 * 3_600)
    assert not [request for request in world.requests() if "/actions/" in request.path]
