"""Who stands beside a car: notes what Home Assistant shows of it, and what is true."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN, Platform
import pytest

from emulator.tcu.truth import Truth
from tests.world import World

from .watch import heard, states


@dataclass
class Witness:
    """Each state that was shown of a car by its key, and those that were not true."""

    world: World
    persona: str
    before: dict[str, str] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    untrue: list[str] = field(default_factory=list)

    @property
    def truth(self) -> Truth:
        """What is true of the car now."""
        return self.world.emulator.car(self.persona).truth(self.world.now.timestamp())

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note each state while the block runs."""
        self.before = self.states()
        self.seen["odometer"].append(self.before["odometer"])
        with heard(self.world, self.persona, self._note):
            yield

    def states(self) -> dict[str, str]:
        """Return the state of each entity of the car by its key."""
        return states(self.world, self.persona)

    def assert_well(self) -> None:
        """See that nothing untrue was shown, nothing is missing, and all is true."""
        assert not self.untrue, self.untrue
        missing = _missing(self.states()) - _missing(self.before)
        assert not missing, f"missing: {sorted(missing)}"
        world, truth, persona = self.world, self.truth, self.persona
        place = truth.position.latitude, truth.position.longitude
        assert world.place(persona) == pytest.approx(place, abs=1e-4)
        odometer = world.number(persona, "odometer")
        assert odometer == pytest.approx(truth.cockpit.odometer_km, abs=0.11)
        # An Ariya has no lock to be told.
        if "doors" in self.before:
            assert world.state(persona, Platform.LOCK, "doors").state == self._locked
        if truth.battery is not None:
            level = world.number(persona, "battery_level")
            assert level == pytest.approx(truth.battery.level_pct, abs=1)

    @property
    def _locked(self) -> str:
        return "locked" if self.truth.locked else "unlocked"

    def _note(self, key: str, state: str) -> None:
        if state in (STATE_UNAVAILABLE, STATE_UNKNOWN):
            return
        if not self._may_show(key, state):
            self.untrue.append(f"{key} {state} at {self.world.now}")
        if self.seen[key][-1:] != [state]:
            self.seen[key].append(state)

    def _may_show(self, key: str, shown: str) -> bool:
        """Whether a lock is so, and an odometer neither falls nor runs ahead."""
        if key == "doors":
            return shown == self._locked
        if key != "odometer":
            return True
        last = float(self.seen[key][-1])
        return last <= float(shown) <= self.truth.cockpit.odometer_km + 0.1


def _missing(states: dict[str, str]) -> set[str]:
    return {key for key, state in states.items() if state == STATE_UNAVAILABLE}
