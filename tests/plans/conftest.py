"""One car with plans, alone on its account."""

import pytest

from tests.keyfob import Keyfob
from tests.world import World

from .subscriber import PERSONA, Subscriber


@pytest.fixture
async def subscriber(world: World) -> Subscriber:
    """Set it up."""
    world.keep(PERSONA)
    entry = world.entry()
    await world.set_up(entry)
    return Subscriber(Keyfob(world, entry, PERSONA))
