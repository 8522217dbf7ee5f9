"""Reading a car: one round of requests, side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from yarl import URL

from .answer import Answer
from .conventions import Conventions
from .documents import envelope
from .errors import NissanError, NoData, NotSupported, SignInError
from .learnt import Learnt
from .negotiation import REFUSALS, Outcome, judge, negotiate
from .resources import RESOURCES, Address, Resource, ResourceKey, basis
from .server import JSON_API, Server
from .session import Session
from .soundness import Soundness
from .transport import Transport
from .vehicles import VehicleRecord

_ERRORS = {refusal: error for error, refusal in REFUSALS.items()}


class Span(NamedTuple):
    """Days from `first` to `last` that a resource is asked of."""

    key: ResourceKey
    first: date
    last: date


class Reader(NamedTuple):
    """Reads resources through a session.

    `clock` is in the zone by which trips are summed.
    """

    session: Session
    server: Server
    transport: Transport
    clock: Callable[[], datetime]
    user_id: Callable[[], Awaitable[str]]
    conventions: Conventions
    language: str
    soundness: Soundness

    async def read(
        self, vehicle: VehicleRecord, keys: Iterable[ResourceKey], learnt: Learnt
    ) -> Mapping[ResourceKey, Outcome]:
        """See `NissanClient.read`."""
        learnt.rebase(basis(vehicle))
        refused: dict[ResourceKey, Outcome] = {}
        wanted: list[Resource] = []
        for resource in map(RESOURCES.__getitem__, keys):
            hinted = resource.hinted(vehicle)
            refusal = learnt.refusal(resource.key, self.clock(), hinted=hinted)
            if refusal is not None:
                refused[resource.key] = _ERRORS[refusal]()
            elif error := await self._missing(resource):
                refused[resource.key] = error
            else:
                wanted.append(resource)
        return {**refused, **await _Round(self, vehicle).held(wanted, learnt)}

    async def past(self, vehicle: VehicleRecord, span: Span, learnt: Learnt) -> Answer:
        """Return the answer of a resource for a span of days; raises NissanError.

        Nothing is learnt of it.
        """
        resource = RESOURCES[span.key]
        hinted = resource.hinted(vehicle)
        if refusal := learnt.refusal(span.key, self.clock(), hinted=hinted):
            raise _ERRORS[refusal]
        outcome = await _Round(self, vehicle, span).alone(resource, learnt)
        if isinstance(outcome, NissanError):
            raise outcome
        return outcome

    async def _missing(self, resource: Resource) -> NissanError | None:
        """Return why a resource that has to be announced cannot be asked.

        Nothing is learnt of it: another server may announce it tomorrow.
        """
        if resource.convention is None:
            return None
        try:
            announced = await self.conventions.has(resource.convention)
        except SignInError:
            raise
        except NissanError as error:
            return error
        return None if announced else NotSupported()


class _Round:
    """One round of one car; a document that two resources share is asked for once."""

    def __init__(
        self, reader: Reader, vehicle: VehicleRecord, span: Span | None = None
    ) -> None:
        self.reader = reader
        self.vehicle = vehicle
        self.span = span
        self._asked: dict[URL, asyncio.Task[bytes]] = {}

    async def held(
        self, resources: Iterable[Resource], learnt: Learnt
    ) -> Mapping[ResourceKey, Outcome]:
        rows = tuple(resources)
        found = await asyncio.gather(*(self._outcome(row, learnt) for row in rows))
        for outcome in found:
            if isinstance(outcome, SignInError):
                raise outcome
        outcomes = {row.key: outcome for row, outcome in zip(rows, found, strict=True)}
        judged = judge(outcomes, learnt, self.reader.clock())
        return {row.key: self._filled(row, judged[row.key]) for row in rows}

    async def alone(self, resource: Resource, learnt: Learnt) -> Outcome:
        return self._filled(resource, await self._outcome(resource, learnt))

    async def _outcome(self, resource: Resource, learnt: Learnt) -> Outcome:
        candidates = resource.candidates(self.vehicle)
        try:
            return await negotiate(candidates, learnt.version(resource.key), self._ask)
        except NissanError as err:
            return err

    async def _ask(self, address: Address) -> Answer:
        query = self._query(address)
        url = await self._url(address, query)
        if address.block is None:
            return self._answer(await self._body(url, address), address, query)
        answer = self._answer(await self._shared_body(url, address), address, query)
        if not answer.payload:
            raise NoData
        return answer

    async def _url(self, address: Address, query: dict[str, str]) -> URL:
        fields = self._fields
        if address.convention is not None or "{user_id}" in address.path:
            user_id = quote(await self.reader.user_id(), safe="")
            fields = {**fields, "user_id": user_id}
        if address.convention is not None:
            return await self.reader.conventions.url(address.convention, **fields)
        path = address.path.format_map(fields)
        return self.reader.server.url(address.service, path, query)

    def _body(self, url: URL, address: Address) -> Coroutine[Any, Any, bytes]:
        headers = {"Accept": address.service.accept, "Content-Type": JSON_API}
        sound = self.reader.soundness.body
        return self.reader.session.send("GET", url, headers, read=sound)

    async def _shared_body(self, url: URL, address: Address) -> bytes:
        """Return a document of blocks, of which another resource may be one."""
        if url not in self._asked:
            self._asked[url] = asyncio.create_task(self._body(url, address))
        return await self._asked[url]

    def _filled(self, resource: Resource, outcome: Outcome) -> Outcome:
        """Return what "no data" stands for, where it stands for something (F69)."""
        if resource.when_no_data is None or not isinstance(outcome, NoData):
            return outcome
        address = resource.candidates(self.vehicle)[0]
        body = envelope(resource.when_no_data)
        return self._answer(body, address, self._query(address))

    def _query(self, address: Address) -> dict[str, str]:
        fields = self._fields
        return {name: form.format_map(fields) for name, form in address.query.items()}

    @cached_property
    def _fields(self) -> Mapping[str, Any]:
        today = self.reader.transport.server_now.date()
        return {
            "vin": quote(self.vehicle.vin, safe=""),
            "can_generation": self.vehicle.can_generation,
            "language": self.reader.language,
            "today": today,
            "day": today,
            "month": today.replace(day=1),
            "year": today.replace(month=1, day=1),
            **({} if self.span is None else _days(self.span)),
        }

    def _answer(
        self, body: bytes, address: Address, query: Mapping[str, str]
    ) -> Answer:
        return Answer(
            body=body,
            block=address.block,
            version=address.version,
            query=query,
            server_at=self.reader.transport.server_now.astimezone(UTC),
            received_at=self.reader.clock().astimezone(UTC),
        )


def _days(span: Span) -> dict[str, date]:
    return {"today": span.last, **dict.fromkeys(("day", "month", "year"), span.first)}
