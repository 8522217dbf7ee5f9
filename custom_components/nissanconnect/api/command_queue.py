"""One car's commands, one after the other, each sent once and followed to its end."""

import asyncio
from collections.abc import Callable, Mapping
from copy import replace
from datetime import datetime, timedelta
from typing import Any

from .actions import ActionState, ActionStatus
from .commands import Command, document, is_convention, row
from .errors import NissanError, NotSupported, Outage, ResourceError
from .learnt import Learnt
from .ordering import Orders
from .outcomes import CommandResult, Outcome, Progress, Reason
from .security import Security
from .srp import is_code
from .vehicles import VehicleRecord
from .verdicts import refused, verdict
from .witness import Sent, Witness

type Note = Callable[[Progress], None]

# For so long the car's state may lag behind the status of a command ...
CATCH_UP = timedelta(seconds=20)
# ... and so long after the submission the cloud may still deliver it.
FATE = timedelta(seconds=120)


class CommandQueue:
    """The commands of one car; made by `NissanClient.commands`, one for each car."""

    def __init__(  # noqa: PLR0913 - what it lives by is passed in
        self,
        vehicle: VehicleRecord,
        orders: Orders,
        security: Security,
        witness: Witness,
        learnt: Learnt,
        *,
        clock: Callable[[], datetime],
        server_now: Callable[[], datetime],
        conventions: bool,
    ) -> None:
        """Begin empty; `learnt` is taught which actions want a proof.

        Without `conventions` nothing goes out whose form is our guess.
        """
        self._vehicle = vehicle
        self._orders = orders
        self._security = security
        self._witness = witness
        self._learnt = learnt
        self._clock = clock
        self._server_now = server_now
        self._conventions = conventions
        self._turn = asyncio.Lock()

    async def send(
        self,
        command: Command,
        *,
        code: str | None = None,
        device_id: str | None = None,
        on_progress: Note | None = None,
    ) -> CommandResult:
        """Wait for the car's earlier commands, then send one and return its end.

        With `code` the command carries a proof of it; lock and unlock name
        `device_id`. Raises SignInError, Outage and QuotaExceeded, and only if the
        command was certainly not taken; ValueError if `code` is no security code. A
        caller who is cancelled after SENT has sent it: it is not sent again.
        """
        if code is not None and not is_code(code):
            raise ValueError("a security code has exactly 4 digits")
        if is_convention(command) and not self._conventions:
            return refused(NotSupported())
        note = on_progress or _ignore
        async with self._turn:
            note(Progress.BEGUN)
            before = await self._witness.before(command)
            proof = await self._proof(command, code, note)
            if isinstance(proof, CommandResult):
                return proof
            sent = Sent(command, before, since=self._server_now(), at=self._clock())
            wanted = document(command, device_id=device_id, proof=proof)
            result = await self._carry_out(sent, wanted, note)
        if result.reason is Reason.PROOF_NEEDED:
            self._learnt.proofs.add(row(command).action)
        return result

    async def _proof(
        self, command: Command, code: str | None, note: Note
    ) -> str | CommandResult | None:
        """Return a proof of the code; None without one, its end if there is none."""
        if code is None:
            return None
        note(Progress.PROVING)
        return await self._security.proof(row(command).order(command), code)

    async def _carry_out(
        self, sent: Sent, wanted: Mapping[str, Any], note: Note
    ) -> CommandResult:
        """Send a command's document, once, and return its end."""
        note(Progress.SENT)
        try:
            action_id = await self._orders.submit(
                self._vehicle, row(sent.command).action, wanted
            )
        except ResourceError as err:
            return refused(err)
        except Outage as err:
            if not err.taken:
                raise
            status = ActionStatus(ActionState.UNKNOWN)
        else:
            status = await self._followed(action_id)
        note(Progress.VERIFYING)
        return await self._verified(sent, status)

    async def _followed(self, action_id: str) -> ActionStatus:
        try:
            return await self._orders.follow(self._vehicle, action_id)
        except NissanError:
            return ActionStatus(ActionState.UNKNOWN)

    async def _verified(self, sent: Sent, status: ActionStatus) -> CommandResult:
        """Return the end of a command, by what the car shows where that is in doubt."""
        result = verdict(status)
        if result.outcome is Outcome.DONE:
            caught_up = self._clock() + CATCH_UP
            belied = await self._witness.belies(sent.command, caught_up)
            return replace(result, outcome=Outcome.UNCONFIRMED) if belied else result
        until = self._doubted_until(sent, status, result)
        if until is None:
            return result
        shown = await self._witness.shows(sent, until)
        if shown:
            return CommandResult(outcome=Outcome.DONE)
        if shown is None and result.outcome is Outcome.REFUSED:
            return replace(result, outcome=Outcome.UNCONFIRMED, reason=None)
        return result

    def _doubted_until(
        self, sent: Sent, status: ActionStatus, result: CommandResult
    ) -> datetime | None:
        """Return until when the car may show that it was done after all."""
        match result.outcome:
            case Outcome.UNCONFIRMED:
                return sent.at + FATE
            case Outcome.NOT_REACHABLE | Outcome.EXPIRED:
                return self._clock()
            case Outcome.REFUSED if result.reason is Reason.UNKNOWN:
                rejected = status.state is ActionState.REJECTED
                return None if rejected else self._clock() + CATCH_UP
            case _:
                return None


def _ignore(progress: Progress) -> None:
    """Note nothing."""
