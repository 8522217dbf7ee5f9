"""A household, its blueprints where Home Assistant looks for them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from tests.package import ROOT
from tests.world import World

from .house import House


@pytest.fixture
async def house(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    """Give a household without cars; its automation rests at the end."""
    (tmp_path / "blueprints").symlink_to(ROOT / "blueprints")
    monkeypatch.setattr(world.hass.config, "config_dir", str(tmp_path))
    told = async_mock_service(world.hass, "persistent_notification", "create")
    house = House(world, told)
    yield house
    await house.rest()
