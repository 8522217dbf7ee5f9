"""A remote control: one car's queue, and a meddler who speaks for the cloud."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.command_queue import CommandQueue
from custom_components.nissanconnect.api.learnt import Learnt
from custom_components.nissanconnect.api.outcomes import Progress
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.snapshot import VehicleSnapshot, merge
from custom_components.nissanconnect.api.vehicles import VehicleRecord

from .conftest import Owner
from .meddler import Handler

NO_RECORD = {"errors": [{"detail": "No action(s) found for this vehicle."}]}

type Happening = Callable[[], None]


def status(word: str, number: str | None = None, **items: str) -> dict[str, Any]:
    """Return an action status of protocol 5.2."""
    data = [{"name": name, "value": value} for name, value in items.items()]
    said = {"status": word, "errorCode": number, "data": data}
    return {"data": {"type": "ActionStatus", "id": "x", "attributes": said}}


def refusal(word: str, number: int, **items: str) -> dict[str, Any]:
    """Return the action status of a refusal, as the conventions have it."""
    return status(
        "REJECTED",
        str(number),
        status="KO",
        errorCode=str(number),
        reason=word,
        **items,
    )


@dataclass
class Remote:
    """Commands of one car; `bodies` are the attributes that went out, by action."""

    owner: Owner
    client: NissanClient
    vehicle: VehicleRecord
    learnt: Learnt = field(default_factory=Learnt)
    snapshot: VehicleSnapshot = field(default_factory=VehicleSnapshot)
    progress: list[Progress] = field(default_factory=list)
    bodies: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the queue."""
        self.queue: CommandQueue = self.client.commands(
            self.vehicle, self.learnt, self.look
        )

    async def look(self, keys: Collection[ResourceKey]) -> VehicleSnapshot:
        """Read resources as a coordinator does."""
        outcomes = await self.client.read(self.vehicle, keys, self.learnt)
        self.snapshot = merge(self.snapshot, outcomes, self.owner.now())
        return self.snapshot

    def take(self, action: str) -> None:
        """Let the cloud take an action, and keep what was sent."""

        async def deed(request: web.Request, handler: Handler) -> web.Response:
            data = (await request.json())["data"]
            self.bodies.append((action, data["attributes"]))
            taken = {"type": data["type"], "id": action, "attributes": {}}
            return web.json_response({"data": taken})

        self.owner.meddler.do(f"POST .*/actions/{action}", deed)

    def say(
        self,
        action: str,
        document: Any,
        *,
        times: int | None = None,
        http: int = 200,
        happening: Happening | None = None,
    ) -> None:
        """Let the cloud say how far an action is; `happening` happens just before."""

        async def deed(request: web.Request, handler: Handler) -> web.Response:
            if happening is not None:
                happening()
            return web.json_response(document, status=http)

        where = f"GET /v1/cars/.*/actions/status.*actionId={action}"
        self.owner.meddler.do(where, deed, times=times)

    def posts(self, action: str) -> int:
        """Return how often an action was sent."""
        return self.owner.meddler.count(f"POST .*/actions/{action}")

    def looks(self) -> int:
        """Return how often the cloud was asked how far an action is."""
        return self.owner.meddler.count("GET /v1/cars/.*/actions/status")

    def reads(self, resource: str) -> int:
        """Return how often a resource was read."""
        return self.owner.meddler.count(f"GET .*/{resource}")


async def turns(count: int = 30) -> None:
    """Let other tasks go on."""
    for _ in range(count):
        await asyncio.sleep(0)
