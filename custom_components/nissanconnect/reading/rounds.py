"""The rounds of one car: what is due is asked for, and what news call for."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from homeassistant.util import dt as dt_util

from ..account.connection import failure_of
from ..api.client import NissanClient
from ..api.errors import SignInError
from ..api.learnt import Learnt
from ..api.resources import ResourceKey
from ..api.snapshot import VehicleSnapshot, merge
from ..car import Car
from ..trips.log import TripLog
from .pace import Pace
from .vehicle_line import VehicleLine
from .watcher import Watcher


class ReadCar(Car, Protocol):
    """What the rounds need of a car's coordinator."""

    @property
    def learnt(self) -> Learnt:
        """What the car is known to support."""

    @property
    def trips(self) -> TripLog:
        """Looks for trips beside a round, too."""

    @property
    def watchers(self) -> Mapping[str, Watcher]:
        """Who follows the car, by the name under which it is kept."""

    def saw(self, snapshot: VehicleSnapshot) -> None:
        """Take in a new snapshot, before the watchers do."""


class Rounds:
    """Reads a car, each round beginning with the `snapshot` that the last one left.

    Only what has a pace is read. Raises nothing: the line is told how a round ended.
    """

    def __init__(
        self,
        car: ReadCar,
        client: NissanClient,
        pace: Pace,
        line: VehicleLine,
        snapshot: VehicleSnapshot,
    ) -> None:
        """Begin with a snapshot."""
        self.snapshot = snapshot
        self._car = car
        self._client = client
        self._pace = pace
        self._line = line
        self._reading = asyncio.Lock()

    async def async_read_due(self, due: set[ResourceKey]) -> None:
        """Read what is due; in an outage one of it, and the rest if that answers."""
        known = {key for key in due if self._car.learnt.version(key)}
        first = self._line.probe(known) if known else due
        # What has never answered tells nothing of an outage.
        first = due if first == known else first
        await self.async_read(first)
        if self._line.failure is None and due - first:
            await self.async_read(due - first)

    async def async_read(self, keys: Iterable[ResourceKey]) -> None:
        """Read a round, and another one of what its news make worth a look."""
        async with self._reading:
            readable = self._pace.intervals.keys()
            asked = readable & set(keys)
            more = readable & await self._async_round(asked) - asked
            if more:
                # A refusal is believed only beside an answer.
                await self._async_round({*more, ResourceKey.COCKPIT})

    async def _async_round(self, keys: Collection[ResourceKey]) -> set[ResourceKey]:
        """Read a round; return what to read because of it."""
        car = self._car
        async with asyncio.TaskGroup() as beside:
            # After a round in vain nothing is asked for beside what is probed.
            ahead = keys if self._line.failure is None else ()
            beside.create_task(car.trips.async_look_ahead(ahead))
            try:
                outcomes = await self._client.read(car.record, keys, car.learnt)
            except SignInError as error:
                self._line.note(error, {})
                return set()
        self._line.note(failure_of(outcomes.values()), outcomes)
        before = self.snapshot
        self.snapshot = merge(before, outcomes, dt_util.utcnow())
        car.saw(self.snapshot)
        more = set[ResourceKey]()
        for watcher in car.watchers.values():
            more.update(await watcher.async_saw(before, self.snapshot))
        return more
