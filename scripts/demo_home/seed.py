"""What Home Assistant finds at its first start: an owner, and nothing to ask."""

import json
from pathlib import Path
import shutil
from typing import Any, cast

from homeassistant.auth import auth_manager_from_config
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.providers.homeassistant import HassAuthProvider
from homeassistant.components.http.config import HTTP_STORAGE_SCHEMA
from homeassistant.config_entries import ConfigEntries
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util.dt import utcnow

from .place import HOST, Place

OWNER = "owner"

# Home is where the Almera of the demo garage is parked.
_CONFIGURATION = """\
homeassistant:
  name: Demo home
  latitude: 13.78012
  longitude: 100.54468
  elevation: 8
  radius: 150
  unit_system: metric
  time_zone: Asia/Bangkok
  country: TH
  currency: THB
  language: en
frontend:
config:
history:
logbook:
recorder:
  exclude:
    # A call of `lock.unlock` holds the security code.
    event_types: [call_service]
sun:
zone:
automation: []
script: {}
logger:
  default: warning
  logs:
    custom_components.nissanconnect: info
    # Cameras are none of our business, and their libraries may be missing here.
    haffmpeg: critical
    homeassistant.components.camera.img_util: critical
"""


async def seed(place: Place, integrations: Path) -> None:
    """Make Home Assistant's configuration folder, if it is not there, whole."""
    if not place.config.exists():
        partial = place.config.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        (partial / ".storage").mkdir(parents=True)
        (partial / "configuration.yaml").write_text(_CONFIGURATION, "utf-8")
        (partial / "custom_components").symlink_to(integrations)
        steps = {"done": ["user", "core_config", "analytics", "integration"]}
        _store(partial, "onboarding", 4, steps)
        await _make_owner(partial, place.password())
        partial.rename(place.config)
    _listen_on(place)


def _listen_on(place: Place) -> None:
    # In YAML this would be a trial that ends, after five minutes, on all interfaces.
    chosen = {"server_host": [HOST], "server_port": place.port}
    written = {"created_at": utcnow().isoformat(), "error": None, "error_message": None}
    stable = {**HTTP_STORAGE_SCHEMA(chosen), **written}
    data = {"stable": stable, "pending": None, "yaml_migration_done": True}
    _store(place.config, "http", 2, data, minor_version=2)


def _store(
    config: Path, key: str, version: int, data: dict[str, Any], minor_version: int = 1
) -> None:
    content = {
        "version": version,
        "minor_version": minor_version,
        "key": key,
        "data": data,
    }
    (config / ".storage" / key).write_text(json.dumps(content, indent=2), "utf-8")


async def _make_owner(config: Path, password: str) -> None:
    hass = HomeAssistant(str(config))
    try:
        hass.config_entries = ConfigEntries(hass, {})
        await hass.config_entries.async_initialize()
        dr.async_setup(hass)
        await dr.async_load(hass)
        await er.async_load(hass)
        providers = [{"type": "homeassistant"}]
        hass.auth = await auth_manager_from_config(hass, providers, [])
        provider = cast(HassAuthProvider, hass.auth.auth_providers[0])
        await provider.async_add_auth(OWNER, password)
        owner = await hass.auth.async_create_user(
            "Owner", group_ids=[GROUP_ID_ADMIN], local_only=True
        )
        credentials = await provider.async_get_or_create_credentials(
            {"username": OWNER}
        )
        await hass.auth.async_link_user(owner, credentials)
    finally:
        # Writes what the auth store has put off.
        await hass.async_stop(force=True)
