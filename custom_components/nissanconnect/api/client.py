"""The client of one account: sign in, list cars, read them, give plain orders."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
import secrets
from typing import Any, NamedTuple
from urllib.parse import quote

from aiohttp import ClientSession

from .actions import Action, ActionStatus
from .command_queue import CommandQueue
from .conventions import Conventions
from .devices import Devices
from .documents import attributes, data
from .errors import DeniedEverywhere, NotSupported, NoVehicles, Outage, ResourceError
from .gate import Gate
from .inbox import Mailbox, language_code
from .learnt import Learnt
from .negotiation import Outcome
from .ordering import Orders
from .parsing import text
from .reading import Reader
from .resources import ResourceKey
from .security import Security
from .server import EUROPE, Server, Service
from .session import Session
from .settings import Settings
from .signin import SignIn
from .soundness import Soundness
from .srp import RandomBytes
from .tokens import Tokens
from .transport import Transport
from .trip_history import TripHistory
from .vehicles import VehicleList, VehicleRecord, vehicle_list
from .witness import Look, Witness

_LIST_VERSIONS = ("v5", "v4", "v2")


class Account(NamedTuple):
    """Who signed in: the platform's user id (protocol 3.1)."""

    user_id: str


class NissanClient:
    """One account on one platform.

    `session` should keep no cookies: the sign-in keeps its own. `clock` gives an aware
    time in the zone by which trips are summed, `language` (such as `fr`) is that of
    notifications. `account` is who we are, asked for if it is not known. Tokens go to
    `on_tokens` whenever they change. A rejected password is never tried again: for a
    new one make a new client.
    """

    def __init__(  # noqa: PLR0913 - what it lives by is passed in
        self,
        session: ClientSession,
        server: Server,
        email: str,
        password: str,
        *,
        clock: Callable[[], datetime],
        language: str = "en",
        account: Account | None = None,
        tokens: Tokens | None = None,
        on_tokens: Callable[[Tokens], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        random_bytes: RandomBytes = secrets.token_bytes,
    ) -> None:
        """Make no request yet."""
        self._server = server
        self._transport = transport = Transport(session, clock, sleep)
        signin = SignIn(transport, server, email, password)
        gate = Gate(transport, server, signin, clock)
        self._session = Session(transport, gate, clock, tokens, on_tokens)
        self._conventions = Conventions(self._session, server)
        self._language = language_code(language)
        self._reader = Reader(
            self._session,
            server,
            transport,
            clock,
            self._user_id,
            self._conventions,
            self._language,
            Soundness(),
        )
        self._orders = Orders(self._session, server, clock, sleep)
        self._clock = clock
        self._sleep = sleep
        self._random_bytes = random_bytes
        self._account = account
        self._asking_account = asyncio.Lock()
        self._list_versions: tuple[str, ...] = _LIST_VERSIONS

    @property
    def server_now(self) -> datetime:
        """The server's present time, by its last `Date` and our clock."""
        return self._transport.server_now

    def on_request(self, count: Callable[[], None]) -> None:
        """Call `count` before each request from now on."""
        self._transport.on_request = count

    async def sign_in(self) -> Account:
        """Sign in with the password, whatever tokens or cookies there are.

        Raises SignInError, Outage, QuotaExceeded.
        """
        await self._session.sign_in()
        self._account = None
        return await self.account()

    async def account(self) -> Account:
        """Return who we are; asked once. Raises as `sign_in`."""
        async with self._asking_account:
            if self._account is None:
                document = await self._get(Service.USER_ADAPTER, "v1/users/current")
                self._account = _account(document)
            return self._account

    async def vehicles(self) -> VehicleList:
        """Return the cars of the account (protocol 3.2).

        Raises NoVehicles if the list is empty, else as `sign_in`.
        """
        user = quote(await self._user_id(), safe="")
        rows = data(await self._listed(user))
        if rows == []:
            raise NoVehicles
        vehicles = vehicle_list(rows if isinstance(rows, list) else [])
        if not vehicles:
            raise Outage("unexpected_document")
        return vehicles

    async def read(
        self, vehicle: VehicleRecord, keys: Iterable[ResourceKey], learnt: Learnt
    ) -> Mapping[ResourceKey, Outcome]:
        """Ask for resources side by side, each judged on its own; teaches `learnt`.

        What the car is known not to have ends in its error without a request. Raises
        SignInError only; any other error stands in place of its answer.
        """
        return await self._reader.read(vehicle, keys, learnt)

    async def order(self, vehicle: VehicleRecord, action: Action) -> str:
        """Ask the car for something, once; returns the action's id (protocol 5.1)."""
        return await self._orders.order(vehicle, action)

    async def action_status(
        self, vehicle: VehicleRecord, action_id: str
    ) -> ActionStatus:
        """Look once how far an action is (protocol 5.2)."""
        return await self._orders.look(vehicle, action_id)

    async def follow(self, vehicle: VehicleRecord, action_id: str) -> ActionStatus:
        """Follow an action to its end or our patience's; return its last state."""
        return await self._orders.follow(vehicle, action_id)

    def commands(
        self, vehicle: VehicleRecord, learnt: Learnt, look: Look
    ) -> CommandQueue:
        """Return a car's queue of commands; keep it: they wait for each other in it.

        `look` is how it sees what a command did, `learnt` is taught what wants a code.
        """
        return CommandQueue(
            vehicle,
            self._orders,
            self.security(vehicle),
            Witness(look, self._clock, self._sleep),
            learnt,
            clock=self._clock,
            server_now=lambda: self.server_now,
            conventions=self._server != EUROPE,
        )

    def security(self, vehicle: VehicleRecord) -> Security:
        """Return what sets the security code of a car."""
        return Security(vehicle, self._orders, self._user_id, self._random_bytes)

    def devices(self, vehicle: VehicleRecord) -> Devices:
        """Return what registers devices for a car."""
        return Devices(vehicle, self._session, self._server, self._user_id)

    def mailbox(self, vehicle: VehicleRecord) -> Mailbox:
        """Return what looks into the history of a car, in our language."""
        return Mailbox(
            vehicle, self._session, self._server, self._user_id, self._language
        )

    def trip_history(self, vehicle: VehicleRecord, learnt: Learnt) -> TripHistory:
        """Return what reads the past trips of a car."""
        return TripHistory(self._reader, vehicle, learnt)

    def settings(self, vehicle: VehicleRecord) -> Settings:
        """Return what changes a car's settings at servers that announce them."""
        return Settings(vehicle, self._session, self._conventions, self._user_id)

    async def _user_id(self) -> str:
        return (await self.account()).user_id

    async def _listed(self, user: str) -> Any:
        """Return the list by its newest version; older ones if that is not there."""
        for version in self._list_versions:
            try:
                document = await self._get(Service.BFF, f"{version}/users/{user}/cars")
            except NotSupported:
                continue
            self._list_versions = (version,)
            return document
        self._list_versions = _LIST_VERSIONS
        raise Outage("no_list")

    async def _get(self, service: Service, path: str) -> Any:
        """Read what nothing goes without: a denial of it is an outage (F19)."""
        headers = {"Accept": service.accept}
        try:
            return await self._session.send(
                "GET", self._server.url(service, path), headers
            )
        except NotSupported:
            raise
        except ResourceError:
            denied = DeniedEverywhere()
        raise denied


def _account(document: Any) -> Account:
    user_id = text(attributes(document).get("userId"))
    if user_id is None:
        raise Outage("no_user_id")
    return Account(user_id)
