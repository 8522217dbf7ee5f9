"""The security code of one user on one car: set it, prove it (S1, S3, protocol 6)."""

from collections.abc import Awaitable, Callable
from copy import replace

from .actions import ActionStatus
from .errors import Outage, ResourceError
from .ordering import Orders
from .outcomes import CommandResult, Outcome, Reason
from .srp import Handshake, RandomBytes, ShortSecret, SrpError, enrol
from .vehicles import VehicleRecord
from .verdicts import refused, verdict

# The order is to be finished in 10 minutes (S1).
ENROLMENT_S = 11 * 60.0
# Of 256 shared secrets one is short.
_HANDSHAKES = 3


class Security:
    """The security code on one car; made by `NissanClient.security`."""

    def __init__(
        self,
        vehicle: VehicleRecord,
        orders: Orders,
        user_id: Callable[[], Awaitable[str]],
        random_bytes: RandomBytes,
    ) -> None:
        """Make no request yet."""
        self._vehicle = vehicle
        self._orders = orders
        self._user_id = user_id
        self._random_bytes = random_bytes

    async def begin_enrolment(self, code: str) -> str:
        """Type a new code (S1); return the action's id, to be kept and followed.

        The old code is in force until the car has said that the new one is. Raises
        SignInError, Outage, QuotaExceeded, ResourceError; ValueError if `code` is no
        security code.
        """
        user_id = await self._user_id()
        new = enrol(user_id, code, self._random_bytes)
        attributes = {"s": new.salt, "i": user_id, "v": new.verifier}
        document = {"type": "SrpInitiates", "attributes": attributes}
        return await self._orders.submit(self._vehicle, "srp-initiates", document)

    async def follow_enrolment(self, action_id: str) -> CommandResult:
        """Wait while the owner does the steps of S1; DONE if the code is in force.

        May be asked again after a restart. Raises SignInError, QuotaExceeded.
        """
        status = await self._orders.follow(self._vehicle, action_id, ENROLMENT_S)
        return verdict(status)

    async def proof(self, order: str, code: str) -> str | CommandResult:
        """Return a proof for one order (`RLU/Lock`), or why the car gave no challenge.

        That has no effect on the car. Raises SignInError, Outage, QuotaExceeded.
        """
        for _ in range(_HANDSHAKES):
            user_id = await self._user_id()
            handshake = Handshake.begin(user_id, self._random_bytes)
            status = await self._challenge(handshake.public)
            if isinstance(status, CommandResult):
                return status
            try:
                return handshake.prove(
                    code,
                    salt=status.data.get("srpLoginS", ""),
                    public=status.data.get("srpLoginB", ""),
                    order=f"{self._vehicle.vin}/{order}",
                )
            except ShortSecret:
                continue
            except SrpError:
                break
        return CommandResult(
            outcome=Outcome.REFUSED, reason=Reason.CHALLENGE_INVALID, sent=False
        )

    async def _challenge(self, public: str) -> ActionStatus | CommandResult:
        """Return the car's half of a handshake, or why there is none (srp-sets)."""
        attributes = {"i": await self._user_id(), "a": public}
        document = {"type": "SrpSets", "attributes": attributes}
        try:
            action_id = await self._orders.submit(self._vehicle, "srp-sets", document)
            status = await self._orders.follow(self._vehicle, action_id)
        except ResourceError as err:
            return refused(err)
        except Outage as err:
            # Whatever became of the challenge, the command was not sent.
            raise Outage(err.code, retry_after=err.retry_after, taken=False) from None
        result = verdict(status, sent=False)
        if result.outcome is Outcome.DONE:
            return status
        lost = result.outcome is Outcome.UNCONFIRMED
        return replace(result, outcome=Outcome.EXPIRED) if lost else result
