"""One car's remote control: send a command, tell the truth about its end.

A command is sent once, and nothing of it is kept: after a restart none is sent again.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ..api.client import NissanClient
from ..api.commands import Command, StartEngine, StopSignal, Unlock
from ..api.errors import NissanError
from ..api.evidence import evidence
from ..api.outcomes import CommandResult, Outcome, Progress, Reason
from ..device import display_name
from ..reasons import action_error
from ..vehicle_issues import VehicleIssue, ask, take_back
from .failures import failure, interrupted
from .kept_codes import keep_code
from .rights import CommandedCar, RemoteRights, checked_code
from .state import RemoteState

# A state may follow its command late; a remote start ends by itself (R4).
_LATE: Final = timedelta(seconds=30)
_RUN: Final = timedelta(minutes=10, seconds=15)
# As long as the car blocks, if it does not say until when (R8).
_BLOCK: Final = timedelta(minutes=10)


class Attempt(NamedTuple):
    """A command that ended, and when (UTC)."""

    command: Command
    result: CommandResult
    ended_at: datetime


class _Run:
    """A command on its way; it is taken back only before it was sent."""

    def __init__(self, command: Command, code: str | None) -> None:
        self.command = command
        self.code = code
        self.sent = False

    def note(self, progress: Progress) -> None:
        """Note how far it is."""
        self.sent = self.sent or progress is Progress.SENT


class RemoteControl:
    """Sends one car's commands, one after the other.

    `running` is the command that is being carried out, `last` the one that ended last
    since the start; the car's listeners are told when they change.
    """

    def __init__(
        self, car: CommandedCar, client: NissanClient, state: RemoteState
    ) -> None:
        """Go on with what was kept."""
        self.state = state
        self.rights = RemoteRights(car, state)
        self.running: Command | None = None
        self.last: Attempt | None = None
        self._car = car
        self._queue = client.commands(car.record, car.learnt, car.async_look)
        self._turn = asyncio.Lock()
        self._listeners: list[Callable[[Attempt], None]] = []
        self._timers: dict[str, CALLBACK_TYPE] = {}

    async def async_send(
        self, command: Command, code: str | None = None
    ) -> CommandResult:
        """Send a command once and wait for its end; return it if it was DONE.

        Raises ServiceValidationError if it was not sent for a reason that the owner can
        mend, else HomeAssistantError with what became of it. A caller who is cancelled
        takes back only what was not sent yet.
        """
        self.rights.check(command)
        return await self._async_carry_out(
            _Run(command, self.rights.code(command, code))
        )

    async def async_prove(self, code: str) -> None:
        """Try a security code without effect on the car; raises as `async_send`."""
        await self._async_carry_out(_Run(StopSignal(), checked_code(code)))

    @callback
    def async_listen(self, listener: Callable[[Attempt], None]) -> CALLBACK_TYPE:
        """Call a listener with the end of each command; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_start(self) -> None:
        """Show again what the owner was asked, and wait for the end of a block."""
        self._watch_stop()
        self._watch_block()

    async def async_lift_stop(self) -> None:
        """Allow security codes again: the owner has confirmed it."""
        self.state.wrong_codes = 0
        self._watch_stop()
        await self._car.async_keep_remote()

    @callback
    def async_shutdown(self) -> None:
        """Let go of what was to come."""
        while self._timers:
            self._timers.popitem()[1]()

    @callback
    def async_forget(self) -> None:
        """Let go of the car for good."""
        self.async_shutdown()
        entry, vin = self._car.config_entry, self._car.record.vin
        take_back(self._car.hass, VehicleIssue.STOPPED, entry.entry_id, vin)
        keep_code(self._car.hass, entry, vin, None)

    async def _async_carry_out(self, run: _Run) -> CommandResult:
        task = self._car.config_entry.async_create_background_task(
            self._car.hass, self._async_take_turn(run), "remote command"
        )
        try:
            end = await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled() and not _is_cancelled():
                raise interrupted(sent=run.sent) from None
            if not run.sent:
                task.cancel()
            raise
        if isinstance(end, HomeAssistantError):
            raise end
        if end.outcome is not Outcome.DONE:
            state = self.state
            raise failure(
                end,
                stopped=state.stopped,
                blocked_until=state.blocked_until,
                unlocks=isinstance(run.command, Unlock),
            )
        return end

    async def _async_take_turn(self, run: _Run) -> CommandResult | HomeAssistantError:
        """Wait for the commands before, then send this one; return its end."""
        async with self._turn:
            self._show_running(run.command)
            try:
                if run.code is not None:
                    self.rights.check_code_is_wanted()
                result = await self._queue.send(
                    run.command,
                    code=run.code,
                    device_id=self.state.device_id if run.code is not None else None,
                    on_progress=run.note,
                )
                await self._async_take(run, result)
            except HomeAssistantError as err:
                return err
            except NissanError as err:
                return action_error(err)
            finally:
                self._show_running(None)
        return result

    def _show_running(self, command: Command | None) -> None:
        self.running = command
        self._car.async_update_listeners()

    async def _async_take(self, run: _Run, result: CommandResult) -> None:
        """Take in the end of a command, then read what it changed."""
        if run.code is not None:
            await self._async_judge(result)
        if result.reason is Reason.PROOF_NEEDED:
            self._car.async_save()
        self.last = Attempt(run.command, result, dt_util.utcnow())
        for listener in list(self._listeners):
            listener(self.last)
        if result.sent:
            await self._async_follow_up(run.command)

    async def _async_judge(self, result: CommandResult) -> None:
        """Learn from a command with a security code how that stands."""
        state = self.state
        match result.outcome, result.reason:
            case Outcome.DONE, _:
                state.wrong_codes, state.blocked_until = 0, None
            case Outcome.WRONG_CODE, _:
                state.wrong_codes += 1
            case Outcome.BLOCKED, _:
                state.blocked_until = result.blocked_until or dt_util.utcnow() + _BLOCK
            case _, Reason.DEVICE_NOT_REGISTERED:
                state.registered = False
            case _, Reason.NOT_ENROLLED:
                state.in_force = False
            case _:
                return
        self._watch_stop()
        self._watch_block()
        await self._car.async_keep_remote()

    async def _async_follow_up(self, command: Command) -> None:
        """Read what a command changed, and once more when it may have changed again."""
        seen = evidence(command)
        if seen is None:
            return

        async def look(_: datetime | None = None) -> None:
            await self._car.async_look(seen.keys)

        await look()
        self._later("late", _LATE, look)
        if isinstance(command, StartEngine):
            self._later("run", 2 * _RUN if command.double else _RUN, look)

    def _watch_stop(self) -> None:
        entry_id, vin = self._car.config_entry.entry_id, self._car.record.vin
        if self.state.stopped:
            name = display_name(self._car.record)
            ask(self._car.hass, VehicleIssue.STOPPED, entry_id, vin, name)
        else:
            take_back(self._car.hass, VehicleIssue.STOPPED, entry_id, vin)

    def _watch_block(self) -> None:
        now = dt_util.utcnow()
        if self.state.blocked_until is not None and self.state.is_blocked(now):
            self._later("block", self.state.blocked_until - now, self._tell)

    async def _tell(self, _: datetime) -> None:
        self._car.async_update_listeners()

    def _later(
        self, name: str, delay: timedelta, action: Callable[[datetime], Any]
    ) -> None:
        """Do something later, in place of what was planned under the same name."""
        if name in self._timers:
            self._timers.pop(name)()
        self._timers[name] = async_call_later(self._car.hass, delay, action)


def _is_cancelled() -> bool:
    """Whether it is the caller himself who was cancelled."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
