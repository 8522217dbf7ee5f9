"""A Home Assistant for a benchmark: in this process, keeping nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from unittest.mock import AsyncMock, patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers import aiohttp_client
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from pytest_homeassistant_custom_component.common import (
    async_test_home_assistant,
    mock_storage,
)


@asynccontextmanager
async def home() -> AsyncIterator[HomeAssistant]:
    """Give a Home Assistant that keeps nothing."""
    # Names are not looked up, and mDNS would want the network.
    resolver = patch(
        f"{aiohttp_client.__name__}._async_make_resolver", return_value=AsyncMock()
    )
    with TemporaryDirectory() as folder, mock_storage(), resolver:
        async with async_test_home_assistant(config_dir=folder) as hass:
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            # As in an owner's house, where the cars are.
            hass.loop.set_debug(False)
            await hass.config.async_set_time_zone("Asia/Bangkok")
            try:
                yield hass
            finally:
                await hass.async_stop(force=True)
