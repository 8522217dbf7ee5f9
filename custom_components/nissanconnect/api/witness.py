"""Looks at a car's reports where the status of a command is not the last word."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from .commands import Command
from .evidence import evidence, shows
from .resources import ResourceKey
from .snapshot import VehicleSnapshot

# Reads resources from the cloud's cache, without waking the car, and returns all that
# is known; asked for none it reads nothing. Never raises an error of ours.
type Look = Callable[[Collection[ResourceKey]], Awaitable[VehicleSnapshot]]

LOOK_EVERY_S = 3.0


class Sent(NamedTuple):
    """A command that went out: what was seen before it, the server's time and ours."""

    command: Command
    before: VehicleSnapshot
    since: datetime
    at: datetime


class Witness:
    """Sees what became of commands, from the cloud's cache only."""

    def __init__(
        self,
        look: Look,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """`sleep` waits seconds of our clock."""
        self._look = look
        self._clock = clock
        self._sleep = sleep

    async def before(self, command: Command) -> VehicleSnapshot:
        """Return what is known before a command; fresh where its change will count."""
        seen = evidence(command)
        return await self._look(seen.keys if seen and seen.undated else ())

    async def belies(self, command: Command, until: datetime) -> bool:
        """Whether a car that is said to have done something stays otherwise (F87)."""
        seen = evidence(command)
        if seen is None or not seen.belies:
            return False
        while True:
            snapshot = await self._look(seen.keys)
            if seen.agrees(command, snapshot) is not False:
                return False
            if not await self._wait(until):
                return True

    async def shows(self, sent: Sent, until: datetime) -> bool | None:
        """Whether the car shows what was asked for.

        None if that cannot be told: its state is not known, or was so before.
        """
        seen = evidence(sent.command)
        if seen is None:
            return False
        while True:
            snapshot = await self._look(seen.keys)
            if shows(sent.command, sent.before, snapshot, sent.since):
                return True
            if not await self._wait(until):
                otherwise = seen.agrees(sent.command, snapshot) is False
                return False if otherwise else None

    async def _wait(self, until: datetime) -> bool:
        """Wait for the next look; False if there is no time for one."""
        if self._clock() + timedelta(seconds=LOOK_EVERY_S) > until:
            return False
        await self._sleep(LOOK_EVERY_S)
        return True
