"""Days that are left change when the local day begins, on nights of change too."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from tests.world import World

from .owner import DAYS_LEFT, Owner

# Lebanon's summer time of 2026 begins on this night at 0:00, which is 1:00 then.
MIDNIGHT = datetime(2026, 3, 28, 22, tzinfo=UTC)
# No poll falls on midnight.
EVE = MIDNIGHT - timedelta(minutes=28)
ZONE = "Asia/Beirut"

pytestmark = pytest.mark.emulator(start=EVE.timestamp())


@pytest.fixture
def frozen(freezer: FrozenDateTimeFactory) -> FrozenDateTimeFactory:
    """Begin half an hour before the night of the change."""
    freezer.move_to(EVE)
    return freezer


@pytest.fixture
async def world(world: World) -> World:
    """Live in Lebanon."""
    await world.hass.config.async_set_time_zone(ZONE)
    return world


async def test_V1_the_day_changes_without_a_poll_on_a_night_without_midnight(
    world: World, unannounced: None, owner: Owner
) -> None:
    """At the moment of the change; the day that begins then has 23 hours."""
    await owner.set_date(datetime(2026, 4, 1, tzinfo=UTC).date())
    await world.front.close()
    await world.advance((MIDNIGHT - world.now).total_seconds() - 1)
    assert owner.shown(DAYS_LEFT) == "4"
    await world.advance(1.5)
    assert owner.shown(DAYS_LEFT) == "3"
    await world.advance(timedelta(hours=23).total_seconds() - 1)
    assert owner.shown(DAYS_LEFT) == "3"
    await world.advance(1.5)
    assert owner.shown(DAYS_LEFT) == "2"
