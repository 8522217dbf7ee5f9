"""The fault desk: which faults are on, where, since when, how often.

Its switches are kept like everything else; what an effect remembers is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from emulator.clock import Clock
from emulator.draw import draw

from .effects import Effect, Holds, Shot
from .table import FAULTS, Fault


class Switch(Struct, frozen=True):
    """A fault that is on, in world time; `left` requests more, None for any number.

    `seen` are the requests in its scope, `done` those that it was done to.
    """

    id: int
    fault: str
    begins: float
    ends: float | None = None
    account: str | None = None
    vin: str | None = None
    endpoint: str | None = None
    probability: float = 1.0
    left: int | None = None
    seen: int = 0
    done: int = 0

    def holds(self, now: float) -> bool:
        """Tell whether it is on now."""
        over = self.ends is not None and now >= self.ends
        return now >= self.begins and not over and self.left != 0


@dataclass(frozen=True, slots=True)
class Target:
    """What a request is about, as far as it says so."""

    endpoint: str
    account: str | None
    vin: str | None


class DeskState(Struct, frozen=True):
    """What is kept."""

    count: int = 0
    switches: tuple[Switch, ...] = field(default_factory=tuple)


class FaultDesk:
    """The switches of one world, on its clock: what hangs in one ends with it."""

    key: Final = "faults"

    def __init__(self, seed: int, clock: Clock) -> None:
        """Begin with nothing broken."""
        self.changed = False
        self.holds = Holds()
        self._seed = seed
        self._clock = clock
        self._state = DeskState()
        self._shots: dict[int, Shot] = {}
        clock.add(self)

    @property
    def switches(self) -> tuple[Switch, ...]:
        """All that are on or still to come, the oldest first."""
        # Each request asks; mostly there are none.
        if not self._state.switches:
            return ()
        now = self._clock.now
        return tuple(
            one for one in self._state.switches if one.begins > now or one.holds(now)
        )

    def turn_on(  # noqa: PLR0913 - the knobs of a fault
        self,
        fault: str,
        *,
        account: str | None = None,
        vin: str | None = None,
        endpoint: str | None = None,
        after_s: float = 0.0,
        for_s: float | None = None,
        probability: float = 1.0,
        count: int | None = None,
    ) -> Switch:
        """Let a fault begin; raises KeyError if there is no such fault."""
        row = FAULTS[fault]
        begins = self._clock.now + after_s
        switch = Switch(
            id=self._state.count + 1,
            fault=row.id,
            begins=begins,
            ends=None if for_s is None else begins + for_s,
            account=account,
            vin=vin,
            endpoint=endpoint,
            probability=probability,
            left=row.count if count is None else count,
        )
        self._set(DeskState(switch.id, (*self.switches, switch)))
        return switch

    def turn_off(self, switch_id: int | None = None) -> None:
        """End one fault, or all; raises KeyError if there is no such switch."""
        known = {one.id for one in self.switches}
        ending = known if switch_id is None else {switch_id}
        if ending - known:
            raise KeyError(switch_id)
        self._let_go(ending)
        left = tuple(one for one in self.switches if one.id not in ending)
        self._set(replace(self._state, switches=left))

    def strike(self, target: Target) -> tuple[Effect, Shot] | None:
        """Return what is done to a request, by the newest switch that strikes."""
        for switch in reversed(self._state.switches):
            row = FAULTS[switch.fault]
            if switch.holds(self._clock.now) and _concerns(switch, row, target):
                struck = self._draw(switch, "strike") < switch.probability
                self._count(switch, struck=struck)
                if struck:
                    return row.effect_at(target.endpoint), self._shot(switch)
        return None

    def next_due(self) -> float | None:
        """Return when the next switch ends that something may wait for."""
        switches = (one for one in self._state.switches if one.id in self._shots)
        return min((one.ends for one in switches if one.ends is not None), default=None)

    def advance_to(self, now: float) -> None:
        """Forget what the effects of ended switches remember."""
        self._let_go(
            one.id
            for one in self._state.switches
            if one.ends is not None and one.ends <= now
        )

    def dump(self) -> bytes:
        """Return the switches as JSON."""
        return msgspec.json.encode(self._state)

    def load(self, data: bytes) -> None:
        """Take back what `dump` returned; raises msgspec.DecodeError."""
        self._state = msgspec.json.decode(data, type=DeskState)

    def _shot(self, switch: Switch) -> Shot:
        shot = self._shots.get(switch.id)
        if shot is None:
            shot = Shot(0, self._clock, lambda _: 0.0, holds=self.holds)
            self._shots[switch.id] = shot
            self._clock.touch(self.key)
        shot.number = switch.done
        shot.draw = lambda stream: self._draw(switch, stream)
        return shot

    def _let_go(self, ended: Iterable[int]) -> None:
        for id_ in ended:
            if shot := self._shots.pop(id_, None):
                shot.off.set()

    def _draw(self, switch: Switch, stream: str) -> float:
        return draw(self._seed, f"fault/{switch.id}", stream, switch.seen)

    def _count(self, switch: Switch, *, struck: bool) -> None:
        left = switch.left
        if struck and left is not None:
            left -= 1
        counted = replace(
            switch, seen=switch.seen + 1, done=switch.done + struck, left=left
        )
        switches = tuple(
            counted if one.id == switch.id else one for one in self._state.switches
        )
        self._set(replace(self._state, switches=switches))

    def _set(self, state: DeskState) -> None:
        self._state = state
        self.changed = True


def _concerns(switch: Switch, row: Fault, target: Target) -> bool:
    """Tell whether a request is in the scope of a switch."""
    if switch.endpoint is None:
        here = target.endpoint in row.endpoints
    else:
        here = target.endpoint == switch.endpoint
    mine = switch.account in (None, target.account)
    return here and mine and switch.vin in (None, target.vin)
