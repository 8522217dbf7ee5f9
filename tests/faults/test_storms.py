"""The composite storms of the emulator's scenarios, with Home Assistant beside them.

What a storm does to the car in truth may show; nothing else may. Afterwards all is as
true as before, one poll after its last fault, or as soon as our own pause is over.
"""

from dataclasses import dataclass
from typing import Final

from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulator import scenario
from tests.log import log_lines
from tests.world import World

from .witness import Witness

HOUR: Final = 3600.0
_NEW_PASSWORD: Final = "Emulator-9"
_PARKED: Final = ["app_update", "outage_weekend", "quota_lockout"]
_NIGHTS: Final = ["freeze_night", "dst_spring", "dst_autumn"]
# When the last fault is over, or the owner has done what was asked.
_OVER_H: Final = {
    "app_update": 23.0,
    "freeze_night": 10.0,
    "dst_spring": 9.0,
    "dst_autumn": 9.0,
    "outage_weekend": 48.0,
    "quota_lockout": 48.02,
    "sign_in_migration": 97.1,
    "winter_week": 146.0,
}
_LONG: Final = {"dst_autumn", "outage_weekend"}
_POLL_H: Final = 0.1
# Quota, 429 and empty answers: each loss has its two lines.
_LOSSES: Final = {"quota_lockout": 4}


def _storms(names: list[str]) -> list[object]:
    """Return parameters that play a scenario from its own start."""
    return [
        pytest.param(
            name,
            marks=[
                pytest.mark.emulator(scenario=name, start=None),
                *([pytest.mark.long] if name in _LONG else []),
            ],
            id=name,
        )
        for name in names
    ]


@dataclass(kw_only=True)
class Storm(Witness):
    """A storm that is being played, and the one car that is in it."""

    entry: MockConfigEntry
    name: str
    losses: int = 1

    async def until(self, hours: float) -> None:
        """Go on to so many hours after the begin."""
        await self.world.advance(
            self._start + hours * HOUR - self.world.now.timestamp()
        )

    async def to_the_end(self) -> None:
        """Go on to the end; see the car read once the last pause is over."""
        over = _OVER_H[self.name]
        await self.until(over)
        held = self.entry.runtime_data.connection.held_until
        if held is not None:
            over = max(over, (held.timestamp() - self._start) / HOUR)
        end = scenario.load(self.name).end_s / HOUR
        await self.until(max(end, over) + _POLL_H)
        assert self._read_h(over) <= over + _POLL_H

    def assert_weathered(self, caplog: pytest.LogCaptureFixture) -> None:
        """See that the scenario holds, nobody was harmed, what is shown is true."""
        world = self.world.emulator.world
        assert not world.timeline.play.left
        assert not world.timeline.play.failed
        assert world.judge.findings() == []
        assert not any(request.woken for request in self.world.requests())
        assert not [record for record in caplog.records if record.exc_info]
        assert len(log_lines(caplog)) <= 2 * self.losses
        assert not ir.async_get(self.world.hass).issues
        self.assert_well()

    @property
    def _start(self) -> float:
        return self.world.emulator.world.founding.start

    def _read_h(self, after_h: float) -> float:
        """Return when the car was first read after a moment, both in hours."""
        since = self.world.emulator.world.requests.since(self._start + after_h * HOUR)
        read = [one.at for one in since if "cockpit" in one.path and one.status == 200]
        return (read[0] - self._start) / HOUR


async def _begun(world: World, name: str, caplog: pytest.LogCaptureFixture) -> Storm:
    """Return a storm, Home Assistant set up as it begins."""
    entry = world.entry()
    await world.set_up(entry)
    caplog.clear()
    [person] = scenario.load(name).accounts
    [car] = person.cars
    return Storm(
        world, car.persona, entry=entry, name=name, losses=_LOSSES.get(name, 1)
    )


@pytest.mark.parametrize("name", _storms(_PARKED))
async def test_a_storm_over_a_parked_car(
    world: World, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """Nothing true changes: a state is as it was, or it is not known for a while."""
    storm = await _begun(world, name, caplog)
    with storm.watching():
        await storm.to_the_end()
    others = {
        key: states
        for key, states in storm.seen.items()
        if set(states) - {storm.before[key]}
    }
    assert others == {}
    storm.assert_weathered(caplog)


@pytest.mark.parametrize("name", _storms(_NIGHTS))
async def test_a_night_in_which_the_car_drives(
    world: World, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """It is told when it can be known, neither before nor otherwise (F48, F61)."""
    storm = await _begun(world, name, caplog)
    with storm.watching():
        await storm.to_the_end()
    storm.assert_weathered(caplog)
    assert world.number(storm.persona, "trips_month") == 1
    assert len(storm.seen["trip"]) == 1
    if name != "freeze_night":
        assert storm.seen["breach_curfew"] == ["on", "off"]
        assert storm.seen["doors"] == ["unlocked", "locked"]


@pytest.mark.long
@pytest.mark.emulator(scenario="sign_in_migration", start=None)
async def test_the_week_in_which_the_sign_in_moves(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """The password is asked for once, not tried again; with a new one all is well."""
    storm = await _begun(world, "sign_in_migration", caplog)
    with storm.watching():
        await storm.until(97)
        [flow] = world.hass.config_entries.flow.async_progress()
        assert flow["context"]["source"] == "reauth"
        asked = len(world.requests())
        await storm.until(97.05)
        assert len(world.requests()) == asked
        typed = world.hass.async_create_task(
            world.hass.config_entries.flow.async_configure(
                flow["flow_id"], {"password": _NEW_PASSWORD}
            )
        )
        await storm.until(97.1)
        assert (await typed)["reason"] == "reauth_successful"
        await storm.until(99)
        # The picture is drawn anew where an entry is loaded anew.
        assert storm.states() | {"picture": storm.before["picture"]} == storm.before
        await storm.to_the_end()
    storm.assert_weathered(caplog)


@pytest.mark.long
@pytest.mark.emulator(scenario="winter_week", start=None)
async def test_a_winter_week(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A dead car is told as the cloud last knew it; it comes back with its battery."""
    storm = await _begun(world, "winter_week", caplog)
    with storm.watching():
        await storm.to_the_end()
    storm.assert_weathered(caplog)
    assert len(storm.seen["trip"]) == 2
