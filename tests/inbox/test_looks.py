"""What Home Assistant does about news: it looks, and keeps what it was advised."""

from typing import Any

from homeassistant.const import Platform
from homeassistant.core import State
import pytest

from custom_components.nissanconnect.api.errors import (
    NissanError,
    NotSupported,
    Outage,
)
from custom_components.nissanconnect.api.inbox import Mailbox
from emulator.tcu.deeds import Break, BreakIn, IgnitionOff, IgnitionOn, Repair
from emulator.tcu.report import Warning
from tests.keyfob import Keyfob
from tests.world import World

from .conftest import kinds
from .test_news import POLL


async def test_T1_a_theft_is_looked_into_at_once(world: World) -> None:
    """Locks and position, though they are not due; the cockpit beside them."""
    world.keep("almera")
    entry = world.entry(options={"status_interval": 60})
    await world.set_up(entry)
    await world.advance(POLL)
    paths = ("lock-status", "location", "health-status", "cockpit")
    before = {path: world.asked(path) for path in paths}
    world.emulator.do("almera", BreakIn())
    await world.advance(POLL)
    more = {path: world.asked(path) - before[path] for path in paths}
    assert more == {"lock-status": 1, "location": 1, "health-status": 0, "cockpit": 1}


async def test_H4_a_warning_is_told_and_shown_when_it_comes_and_goes(
    car: Keyfob, told: list[State]
) -> None:
    """Not only with the next hourly look at the warnings."""
    await car.world.advance(POLL)
    car.do(Break(Warning.BRAKE))
    car.do(IgnitionOn())
    await car.world.advance(POLL)
    assert car.shown(Platform.BINARY_SENSOR, "warning_brake") == "on"
    car.do(Repair(Warning.BRAKE))
    for _ in range(2):
        car.do(IgnitionOff())
        car.do(IgnitionOn())
    await car.world.advance(POLL)
    assert car.shown(Platform.BINARY_SENSOR, "warning_brake") == "off"
    assert kinds(told) == ["brake_alert", "brake_recovery"]


async def test_R9_the_reply_to_a_command_is_told(
    almera: Keyfob, told: list[State]
) -> None:
    """With the command and how it ended."""
    await almera.world.advance(POLL)
    told.clear()
    await almera.lock()
    await almera.world.advance(2 * POLL)
    (reply,) = told
    assert reply.attributes["category"] == "remotecontrol"
    data: Any = reply.attributes["data"]
    assert (data["command"], data["result"]) == ("RLU/Lock", "DONE")


async def test_H2_the_advice_of_a_warning_is_kept(car: Keyfob) -> None:
    """Fetched once, and known after a restart."""
    vin = car.world.emulator.car("almera").vin
    car.do(Break(Warning.BRAKE))
    car.do(IgnitionOn())
    await car.world.advance(POLL)

    def advice() -> str | None:
        inbox = car.entry.runtime_data.vehicles[vin].inbox
        text: str | None = inbox.advice("brake")
        return text

    assert "Stop safely" in (advice() or "")
    await car.world.advance(2 * POLL)
    await car.world.hass.config_entries.async_reload(car.entry.entry_id)
    assert "Stop safely" in (advice() or "")
    assert car.world.asked(f"{vin}/notifications/") == 1


@pytest.mark.parametrize(
    ("error", "asked"), [(Outage("timeout"), 3), (NotSupported(), 1)]
)
async def test_H2_advice_that_cannot_be_had(
    car: Keyfob, monkeypatch: pytest.MonkeyPatch, error: NissanError, asked: int
) -> None:
    """In an outage it is tried again, else not; all other news are told."""
    tries: list[str] = []

    async def refused(_: Mailbox, identity: str) -> None:
        tries.append(identity)
        raise error

    monkeypatch.setattr(Mailbox, "detail", refused)
    car.do(Break(Warning.ABS))
    car.do(IgnitionOn())
    await car.world.advance(3 * POLL)
    vin = car.world.emulator.car("almera").vin
    assert len(tries) == asked
    assert car.entry.runtime_data.vehicles[vin].inbox.advice("abs") is None
    assert car.shown(Platform.SENSOR, "last_notification") == "abs_alert"
