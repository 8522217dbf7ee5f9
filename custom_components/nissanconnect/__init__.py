"""NissanConnect Services: cars of Nissan and Infiniti, read from the maker's cloud."""

import asyncio
from functools import partial

from aiohttp import DummyCookieJar
from homeassistant.const import CONF_EMAIL, CONF_PASSWORD
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.device_registry import AnyDeviceEntry
from homeassistant.helpers.typing import ConfigType
from homeassistant.loader import async_get_loaded_integration
from homeassistant.util import dt as dt_util

from .account.servers import CONF_SERVER, server_of
from .account.storage import AccountStore
from .api.client import Account, NissanClient
from .const import DOMAIN, PLATFORMS
from .coordinator import AccountCoordinator, NissanConfigEntry
from .device import vin_of
from .entity import async_follow_vehicles
from .frontend.commands import async_setup_commands
from .frontend.serving import async_serve
from .health.notices import tell_lamps
from .maintenance.reminder import remind
from .midnight import async_track_midnight
from .options import hidden
from .plans.notices import tell_ends
from .reading.changes import ByClock
from .services import async_setup_services
from .trips.importing import async_start_statistics
from .vehicle_issues import forget

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Offer the actions and the card, whether or not an account is loaded."""
    async_setup_services(hass)
    async_setup_commands(hass)
    await async_serve(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: NissanConfigEntry) -> bool:
    """Sign in, list the cars and read them; what was kept is shown in an outage."""
    store = AccountStore(hass, entry.entry_id)
    client = await _async_client(hass, entry, store)
    account = AccountCoordinator(hass, entry, client, store)
    # Home Assistant imports one after the other: ours is not to wait for the cloud.
    await asyncio.gather(
        account.async_config_entry_first_refresh(),
        async_get_loaded_integration(hass, DOMAIN).async_get_platforms(PLATFORMS),
    )
    await asyncio.gather(
        *(vehicle.async_refresh() for vehicle in account.vehicles.values())
    )
    entry.runtime_data = account
    if hidden(entry.options):
        # What was kept of it is dropped at once, also while nothing can be read.
        await account.keeper.async_flush()
    for vehicle in account.vehicles.values():
        vehicle.remote.async_start()
        vehicle.security.async_start()
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    for vehicle in account.vehicles.values():
        vehicle.async_start_telling()
    async_start_statistics(hass, entry)
    async_follow_vehicles(entry, remind)
    async_follow_vehicles(entry, tell_ends, by_clock=ByClock.PLANS)
    async_follow_vehicles(entry, tell_lamps)
    entry.async_on_unload(async_track_midnight(hass, account.async_begin_day))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: NissanConfigEntry) -> bool:
    """Let go of an entry, and keep what is known for the next time."""
    await entry.runtime_data.keeper.async_flush()
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: NissanConfigEntry) -> None:
    """Remove what was kept of an entry, and what its owner was asked to do."""
    await AccountStore(hass, entry.entry_id).async_remove()
    forget(hass, entry.entry_id)


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: NissanConfigEntry, device: AnyDeviceEntry
) -> bool:
    """Let the owner remove a car that is not on the account's list."""
    vin = vin_of(device.identifiers)
    if vin is None or vin in entry.runtime_data.data:
        return False
    await entry.runtime_data.async_forget(vin)
    return True


async def _async_client(
    hass: HomeAssistant, entry: NissanConfigEntry, store: AccountStore
) -> NissanClient:
    server = entry.data[CONF_SERVER]
    session = async_create_clientsession(hass, cookie_jar=DummyCookieJar())
    return NissanClient(
        session,
        server_of(server),
        entry.data[CONF_EMAIL],
        entry.data[CONF_PASSWORD],
        clock=dt_util.now,
        language=hass.config.language,
        account=Account(entry.unique_id) if entry.unique_id else None,
        tokens=await store.async_load_tokens(server),
        on_tokens=partial(store.async_save_tokens, server),
    )
