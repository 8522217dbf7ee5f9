"""One car's commands, one after the other, each sent once and followed to its end."""

from collections.abc import Awaitable, Callable, Collection

from .commands import Command
from .outcomes import CommandResult, Progress
from .resources import ResourceKey
from .snapshot import VehicleSnapshot

# Reads resources from the cloud's cache, without waking the car; never raises.
type Look = Callable[[Collection[ResourceKey]], Awaitable[VehicleSnapshot]]


class CommandQueue:
    """The commands of one car; made by `NissanClient.commands`, one for each car."""

    async def send(
        self,
        command: Command,
        *,
        code: str | None = None,
        device_id: str | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> CommandResult:
        """Wait for the car's earlier commands, then send one and return its end.

        With `code` the command carries a proof of it; lock and unlock name
        `device_id`. Raises SignInError, Outage and QuotaExceeded, and only if the
        command was certainly not taken; ValueError if `code` is no security code. A
        caller who is cancelled after SENT has sent it: it is not sent again.
        """
        raise NotImplementedError

    async def prove(self, code: str) -> CommandResult:
        """Try a code without effect on the car: end a signal (R3). Raises as `send`."""
        raise NotImplementedError
