"""Reading a car: which address to ask, what was learnt, what an error means."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from .answer import Answer
from .documents import attributes
from .errors import AccessDenied, NissanError, NoData, NotSupported, Outage, SignInError
from .learnt import Learnt, Refusal
from .resources import RESOURCES, Address, Resource, ResourceKey, basis
from .server import JSON_API, Server
from .session import Session
from .transport import Transport
from .vehicles import VehicleRecord

type Ask = Callable[[Address], Awaitable[Answer]]
type Outcome = Answer | NissanError

# Refusals that can be learnt, the most telling first.
_REFUSALS: Mapping[type[NissanError], Refusal] = {
    AccessDenied: Refusal.ACCESS_DENIED,
    NoData: Refusal.NO_DATA,
    NotSupported: Refusal.NOT_SUPPORTED,
}
_ERRORS = {refusal: error for error, refusal in _REFUSALS.items()}
_TELLING = (Outage, *_REFUSALS)


async def negotiate(
    candidates: Iterable[Address], worked: str | None, ask: Ask
) -> Answer:
    """Return the answer of the first address that gives one (protocol 4, 8.3, F42).

    The version that worked is asked first, and alone unless it is not there any more.
    Raises the most telling error of all.
    """
    errors: list[NissanError] = []
    for address in sorted(candidates, key=lambda address: address.version != worked):
        try:
            return await ask(address)
        except (AccessDenied, NoData, NotSupported) as err:
            if address.version == worked and not isinstance(err, NotSupported):
                raise
            errors.append(err)
        except Outage as err:
            # A server that fails by itself at one version may be well at another.
            if address.version == worked or err.status is None:
                raise
            errors.append(err)
    if not errors:
        raise NotSupported
    raise min(errors, key=lambda err: _TELLING.index(type(err)))


def judge(
    outcomes: Mapping[ResourceKey, Outcome], learnt: Learnt, now: datetime
) -> Mapping[ResourceKey, Outcome]:
    """Return the outcomes of one round, and learn from it (F19, F20).

    Refusals are believed only beside an answer: where everything is denied, the cloud
    is out of order, not each single right.
    """
    if any(isinstance(outcome, Answer) for outcome in outcomes.values()):
        _learn(outcomes, learnt, now)
        return outcomes
    denied = all(isinstance(outcome, AccessDenied) for outcome in outcomes.values())
    doubtful = len(outcomes) > 1 or any(map(learnt.version, outcomes))
    if denied and doubtful:
        return dict.fromkeys(outcomes, Outage("denied_everywhere"))
    return outcomes


def _learn(
    outcomes: Mapping[ResourceKey, Outcome], learnt: Learnt, now: datetime
) -> None:
    for key, outcome in outcomes.items():
        if isinstance(outcome, Answer):
            learnt.worked(key, outcome.version)
            continue
        refusal = _REFUSALS.get(type(outcome))
        empty_for_now = refusal is Refusal.NO_DATA and learnt.version(key) is not None
        if refusal is not None and not empty_for_now:
            learnt.refused(key, refusal, now)


class Reader:
    """Reads resources through a session."""

    def __init__(
        self,
        session: Session,
        server: Server,
        transport: Transport,
        clock: Callable[[], datetime],
        user_id: Callable[[], Awaitable[str]],
    ) -> None:
        """`clock` is in the zone by which trips are summed."""
        self._session = session
        self._server = server
        self._transport = transport
        self._clock = clock
        self._user_id = user_id

    async def read(
        self, vehicle: VehicleRecord, keys: Iterable[ResourceKey], learnt: Learnt
    ) -> Mapping[ResourceKey, Outcome]:
        """Ask for resources side by side; see `NissanClient.read`."""
        learnt.rebase(basis(vehicle))
        refused: dict[ResourceKey, Outcome] = {}
        wanted: list[Resource] = []
        for key in keys:
            resource = RESOURCES[key]
            refusal = learnt.refusal(
                key, self._clock(), hinted=resource.hinted(vehicle)
            )
            if refusal is None:
                wanted.append(resource)
            else:
                refused[key] = _ERRORS[refusal]()
        asked = [self._outcome(vehicle, resource, learnt) for resource in wanted]
        answered = await asyncio.gather(*asked)
        for outcome in answered:
            if isinstance(outcome, SignInError):
                raise outcome
        outcomes = dict(zip((r.key for r in wanted), answered, strict=True))
        return {**refused, **judge(outcomes, learnt, self._clock())}

    async def _outcome(
        self, vehicle: VehicleRecord, resource: Resource, learnt: Learnt
    ) -> Outcome:
        candidates = resource.candidates(vehicle)
        ask = partial(self._ask, vehicle)
        try:
            return await negotiate(candidates, learnt.version(resource.key), ask)
        except NissanError as err:
            return err

    async def _ask(self, vehicle: VehicleRecord, address: Address) -> Answer:
        fields = self._fields(vehicle)
        if "{user_id}" in address.path:
            fields["user_id"] = quote(await self._user_id(), safe="")
        query = {name: form.format_map(fields) for name, form in address.query.items()}
        url = self._server.url(address.service, address.path.format_map(fields), query)
        headers = {"Accept": address.service.accept, "Content-Type": JSON_API}
        document = await self._session.send("GET", url, headers)
        return self._answer(attributes(document), address.version, query)

    def _fields(self, vehicle: VehicleRecord) -> dict[str, Any]:
        today = self._transport.server_now.date()
        return {
            "vin": quote(vehicle.vin, safe=""),
            "can_generation": vehicle.can_generation,
            "today": today,
            "month": today.replace(day=1),
            "year": today.replace(month=1, day=1),
        }

    def _answer(
        self, payload: Mapping[str, Any], version: str, query: Mapping[str, str]
    ) -> Answer:
        return Answer(
            payload=payload,
            version=version,
            query=query,
            server_at=self._transport.server_now.astimezone(UTC),
            received_at=self._clock().astimezone(UTC),
        )
