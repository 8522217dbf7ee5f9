"""The client of one account: sign in, list cars, read them, give orders that need no code."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import ClientSession

from .actions import Action, ActionStatus
from .answer import Answer
from .errors import NissanError
from .learnt import Learnt
from .resources import ResourceKey
from .server import Server
from .tokens import Tokens
from .vehicles import VehicleRecord


@dataclass(frozen=True, slots=True)
class Account:
    """Who signed in: the platform's user id (protocol 3.1)."""

    user_id: str


class NissanClient:
    """One account on one platform.

    `session` must have its own cookie jar; `clock` gives an aware time in the zone by which
    trips are summed; tokens are handed to `on_tokens` whenever they change. A rejected
    password is never tried again: make a new client for a new one.
    """

    def __init__(
        self,
        session: ClientSession,
        server: Server,
        email: str,
        password: str,
        *,
        clock: Callable[[], datetime],
        tokens: Tokens | None = None,
        on_tokens: Callable[[Tokens], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Make no request yet."""

    @property
    def server_now(self) -> datetime:
        """The server's present time, by its last `Date` and our clock; UTC."""
        raise NotImplementedError

    async def sign_in(self) -> Account:
        """Sign in with the password, whatever tokens or cookies there are."""
        raise NotImplementedError

    async def account(self) -> Account:
        """Return who we are; asked once."""
        raise NotImplementedError

    async def vehicles(self) -> tuple[VehicleRecord, ...]:
        """Return the cars of the account; raises NoVehicles if the list is empty."""
        raise NotImplementedError

    async def read(
        self, vehicle: VehicleRecord, keys: Iterable[ResourceKey], learnt: Learnt
    ) -> Mapping[ResourceKey, Answer | NissanError]:
        """Ask for resources side by side, each judged on its own; teaches `learnt`.

        What the car is known not to have ends in its error without a request. Raises
        SignInError only; any other error stands in place of its answer.
        """
        raise NotImplementedError

    async def order(self, vehicle: VehicleRecord, action: Action) -> str:
        """Ask the car for something; returns the action's id."""
        raise NotImplementedError

    async def action_status(
        self, vehicle: VehicleRecord, action_id: str
    ) -> ActionStatus:
        """Look once how far an action is."""
        raise NotImplementedError

    async def follow(self, vehicle: VehicleRecord, action_id: str) -> ActionStatus:
        """Follow an action to its end, or to our patience's: then its last state."""
        raise NotImplementedError
