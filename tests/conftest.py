"""What the integration's tests share: a Home Assistant and an emulator, time held."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import count

import freezegun
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.options import CONF_ALLOW_UNLOCKING
from emulator.draw import draw_bytes
from emulator.testing import Emulator

from .front import Front
from .keyfob import Keyfob
from .world import Flight, World

pytest_plugins = ["emulator.testing", "pytester"]

# The emulator has a clock of its own; frozen classes break what it says of its types.
freezegun.configure(extend_ignore_list=["emulator"])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together what shares a browser or a demo; the rest goes to any free core."""
    for item in items:
        if item.get_closest_marker("browser") is not None:
            demo = "e2e" in item.path.parts
            item.add_marker(pytest.mark.xdist_group("e2e" if demo else item.path.stem))


@pytest.fixture(autouse=True)
def _same_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let clients draw the same in each run: of 256 handshakes one is begun anew."""
    counter = count()

    def drawn(size: int) -> bytes:
        return draw_bytes(1, "client", "secret", next(counter), size)

    defaults = NissanClient.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "random_bytes", drawn)


@pytest.fixture
def _legacy_trackers_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Home Assistant not look every five seconds for trackers that nobody has.

    It is most of what happens in a day of moved clock.
    """
    monkeypatch.setattr(
        "homeassistant.components.device_tracker.legacy.async_track_utc_time_change",
        lambda *_args, **_kwargs: lambda: None,
    )


@pytest.fixture
async def world(
    frozen: FrozenDateTimeFactory,
    hass_storage: dict[str, object],
    hass: HomeAssistant,
    enable_custom_integrations: None,
    _legacy_trackers_rest: None,
    emulator: Emulator,
) -> AsyncIterator[World]:
    """Put Home Assistant and the emulator into one time, both in Bangkok."""
    # The harness traces each call of the loop; over days of clock that takes minutes.
    hass.loop.set_debug(False)
    await hass.config.async_set_time_zone("Asia/Bangkok")
    flight = Flight(emulator.world.faults.holds)
    async with Front(emulator.world).opened() as front:
        with flight.watched():
            yield World(hass, emulator, front, frozen, flight)


@pytest.fixture
def frozen(freezer: FrozenDateTimeFactory, emulator: Emulator) -> FrozenDateTimeFactory:
    """Freeze time where the emulator's begins."""
    freezer.move_to(datetime.fromtimestamp(emulator.world.founding.start, UTC))
    return freezer


@pytest.fixture
async def almera(world: World) -> Keyfob:
    """Give the Almera, alone on its account, its security set up."""
    world.keep("almera")
    entry = world.entry(options={CONF_ALLOW_UNLOCKING: True})
    await world.set_up(entry)
    keyfob = Keyfob(world, entry, "almera")
    await keyfob.register()
    return keyfob
