"""One car, alone on its account, and a server that announces no next service."""

import pytest

from tests.keyfob import Keyfob
from tests.world import World

from .owner import PERSONA, Owner


@pytest.fixture
def unannounced(world: World) -> None:
    """Let the server be as the maker's: it knows no next service."""
    world.front.say("/emulator/conventions", {"paths": {}})


@pytest.fixture
async def owner(world: World) -> Owner:
    """Set one car up."""
    world.keep(PERSONA)
    entry = world.entry()
    await world.set_up(entry)
    return Owner(Keyfob(world, entry, PERSONA))
