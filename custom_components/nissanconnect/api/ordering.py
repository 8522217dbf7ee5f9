"""What a car is asked to do, and how that ends (protocol 5.1, 5.2)."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
import json
from typing import Any
from urllib.parse import quote

from .actions import Action, ActionState, ActionStatus
from .documents import attributes, data
from .errors import NoData, NotSupported, Outage
from .parsing import text
from .server import JSON_API, Server, Service
from .session import Session
from .vehicles import VehicleRecord

# The cloud knows nothing of an action in its first second (protocol 5.2).
FIRST_LOOK_S = 1.0
LOOK_EVERY_S = 1.5
# Once the car has it the end is near: so a challenge and its command, both followed,
# are seen to end within one usual step together.
NEAR_EVERY_S = 0.7
NEAR_S = 10.0
# After the usual half a minute, and half as long again, there is no hurry.
HURRY_S = 45.0
THEN_EVERY_S = 5.0
PATIENCE_S = 180.0
# An action that the cloud has known nothing of for so long is lost (F70).
LOST_S = 30.0

_STATES = {
    "PRISTINE": ActionState.CREATED,
    "CREATED": ActionState.CREATED,
    "PENDING": ActionState.PENDING,
    "PARTIAL": ActionState.PENDING,
    "COMPLETED": ActionState.COMPLETED,
    "SYNCHRONIZED": ActionState.COMPLETED,
    "REJECTED": ActionState.REJECTED,
    "CANCELLED": ActionState.CANCELLED,
    "TIMEOUT": ActionState.TIMEOUT,
    "FAILED": ActionState.FAILED,
}


class Orders:
    """Gives orders through a session and follows them."""

    def __init__(
        self,
        session: Session,
        server: Server,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """`sleep` waits seconds of our clock."""
        self._session = session
        self._server = server
        self._clock = clock
        self._sleep = sleep

    async def order(self, vehicle: VehicleRecord, action: Action) -> str:
        """See `NissanClient.order`."""
        return await self.submit(vehicle, action, {"type": action.type})

    async def submit(
        self, vehicle: VehicleRecord, action: str, document: Mapping[str, Any]
    ) -> str:
        """Send the document of an action, once; return its id (protocol 5.1).

        Raises Outage with `taken` if nobody knows whether it was taken; any other error
        says that it was not.
        """
        path = f"v1/cars/{quote(vehicle.vin, safe='')}/actions/{action}"
        url = self._server.url(Service.CAR_ADAPTER, path)
        headers = {"Accept": JSON_API, "Content-Type": JSON_API}
        body = json.dumps({"data": document}).encode()
        accepted = data(await self._session.send("POST", url, headers, body))
        action_id = text(accepted.get("id")) if isinstance(accepted, Mapping) else None
        if action_id is None:
            raise Outage("no_action_id")
        return action_id

    async def look(self, vehicle: VehicleRecord, action_id: str) -> ActionStatus:
        """See `NissanClient.action_status`."""
        path = f"v1/cars/{quote(vehicle.vin, safe='')}/actions/status"
        query = {"actionId": action_id}
        url = self._server.url(Service.ACTION_STATUS, path, query)
        headers = {"Accept": Service.ACTION_STATUS.accept}
        try:
            document = await self._session.send("GET", url, headers)
        except NoData, NotSupported:
            return ActionStatus(ActionState.UNKNOWN)
        return action_status(attributes(document))

    async def follow(
        self, vehicle: VehicleRecord, action_id: str, patience_s: float = PATIENCE_S
    ) -> ActionStatus:
        """Follow an action to its end; return its last status (protocol 5.2).

        That is UNKNOWN if the cloud knows nothing of it, or not any more.
        """
        status = ActionStatus(ActionState.UNKNOWN)
        began = known = self._clock()
        delivered: datetime | None = None
        pause = FIRST_LOOK_S
        while not status.state.final and self._seconds_since(began) < patience_s:
            await self._sleep(pause)
            # It is under way whether or not we can see it.
            with suppress(Outage):
                status = await self.look(vehicle, action_id)
                if status.state is not ActionState.UNKNOWN:
                    known = self._clock()
                elif self._seconds_since(known) >= LOST_S:
                    break
                if status.state is ActionState.PENDING:
                    delivered = delivered or self._clock()
            pause = self._pause(began, delivered)
        unseen = self._seconds_since(known) >= LOST_S
        return ActionStatus(ActionState.UNKNOWN) if unseen else status

    def _pause(self, began: datetime, delivered: datetime | None) -> float:
        if delivered is not None and self._seconds_since(delivered) < NEAR_S:
            return NEAR_EVERY_S
        return LOOK_EVERY_S if self._seconds_since(began) < HURRY_S else THEN_EVERY_S

    def _seconds_since(self, moment: datetime) -> float:
        return (self._clock() - moment).total_seconds()


def action_status(payload: Mapping[str, Any]) -> ActionStatus:
    """Read the attributes of an action; a state we do not know is not the last one."""
    named = (text(payload.get("status")) or "").upper()
    error = payload.get("error")
    code = text(payload.get("errorCode"))
    if code is None and isinstance(error, Mapping):
        code = text(error.get("code"))
    items = payload.get("data")
    return ActionStatus(
        state=_STATES.get(named, ActionState.PENDING),
        error_code=None if code == "0" else code,
        data=dict(_named(items if isinstance(items, list) else [])),
    )


def _named(items: list[Any]) -> Iterator[tuple[str, str]]:
    for item in items:
        if isinstance(item, Mapping):
            yield text(item.get("name")) or "", text(item.get("value")) or ""
