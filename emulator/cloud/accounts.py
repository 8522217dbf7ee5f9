"""Accounts: who may sign in, and to which cars (E1, E2, E6, E10)."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from emulator.clock import Clock
from emulator.draw import draw_bytes

from .addresses import fold
from .documents import Collection, DocumentKey
from .passwords import SALT_BYTES, Password, quick, strong
from .secrets import SecretSource
from .sign_ups import SignUp, SignUps
from .tries import TryGuard

type Units = Literal["km", "mi"]
type Look = Literal["device", "light", "dark"]

# Costs what a real account's costs, so that the time taken tells nothing.
_NOBODY = strong("", b"nobody")


class Role(StrEnum):
    """What a user is to a car."""

    OWNER = "OWNER"
    STANDARD = "STANDARD"


class Pairing(Struct, frozen=True):
    """A car on an account; `enrolled_at` is world time (D3).

    What is `sold` is another's: it is listed still, and refuses everything (F81).
    A user without `commands` looks on only (P5).
    """

    role: Role
    enrolled_at: float
    sold: bool = False
    commands: bool = True


class Account(Struct, frozen=True):
    """A person with a password and paired cars, by VIN.

    `units` and `look` are None until they are chosen.
    """

    user_id: str
    email: str
    password: Password
    first_name: str
    last_name: str
    country: str
    cars: dict[str, Pairing] = field(default_factory=dict)
    phone: str = ""
    units: Units | None = None
    look: Look | None = None

    @property
    def name(self) -> str:
        """What people are called in mails."""
        return f"{self.first_name} {self.last_name}"


class SignInError(Exception):
    """A wrong pair, a locked account, or a right pair that is not validated (E1)."""

    def __init__(self, *, locked: bool = False, unvalidated: bool = False) -> None:
        """Say what keeps the user out, not which half was wrong."""
        super().__init__("nobody signs in with this pair now")
        self.locked = locked
        self.unvalidated = unvalidated


def _nobody(email: str, password: str) -> None: ...


class Accounts:
    """All accounts, by user id and by e-mail address.

    `on_rejected` is told each pair that is not taken.
    """

    def __init__(
        self,
        seed: int,
        clock: Clock,
        secrets: SecretSource,
        changed: set[DocumentKey],
    ) -> None:
        """Start without accounts."""
        self.documents = Collection(
            "account", Account, changed, also_by=lambda account: fold(account.email)
        )
        self.tries = TryGuard(clock, changed)
        self.sign_ups = SignUps(changed)
        self.on_rejected: Callable[[str, str], None] = _nobody
        self._seed = seed
        self._secrets = secrets
        self._one_at_a_time = asyncio.Lock()

    def add(
        self,
        email: str,
        password: str,
        *,
        first_name: str,
        last_name: str,
        country: str,
    ) -> Account:
        """Open an account; the user id is the same for a seed and an address.

        Raises ValueError if the address has an account.
        """
        if self.documents.find(fold(email)) is not None:
            raise ValueError(f"{email} has an account")
        user_id = self.new_id(email)
        salt = draw_bytes(self._seed, fold(email), "salt", 0, SALT_BYTES)
        account = Account(
            user_id, email, quick(password, salt), first_name, last_name, country
        )
        self.documents[user_id] = account
        return account

    def open(self, sign_up: SignUp) -> Account:
        """Open the account of who signed up; the address has none."""
        person = sign_up.person
        account = Account(
            sign_up.user_id,
            person.email,
            sign_up.password,
            person.first_name,
            person.last_name,
            person.country,
            phone=person.phone,
        )
        self.documents[account.user_id] = account
        return account

    def new_id(self, email: str) -> str:
        """Return the user id of a new account.

        Who had the address before may live on under another one, with his id.
        """
        count = 0
        while True:
            drawn = draw_bytes(self._seed, fold(email), "user", count, 10).hex()
            if self.documents.get(drawn) is None:
                return drawn
            count += 1

    def pair(
        self, user_id: str, vin: str, *, at: float, role: Role, sold: bool = False
    ) -> None:
        """Put a car on an account."""
        self.share(user_id, vin, Pairing(role, at, sold))

    def share(self, user_id: str, vin: str, pairing: Pairing) -> None:
        """Put a car on an account, in whatever way."""
        account = self.documents[user_id]
        self.documents[user_id] = replace(account, cars={**account.cars, vin: pairing})

    def unpair(self, user_id: str, vin: str) -> None:
        """Take a car off an account."""
        account = self.documents[user_id]
        cars = {known: account.cars[known] for known in account.cars if known != vin}
        self.documents[user_id] = replace(account, cars=cars)

    def users_of(self, vin: str) -> list[tuple[Account, Pairing]]:
        """Return who has a car, those left out who sold it (F81)."""
        return [
            (account, pairing)
            for account in map(self.documents.__getitem__, self.documents)
            if (pairing := account.cars.get(vin)) and not pairing.sold
        ]

    async def chosen(self, typed: str) -> Password:
        """Return a password that somebody chose, as it is kept."""
        salt = self._secrets.data(SALT_BYTES)
        return await asyncio.to_thread(strong, typed, salt)

    async def sign_in(self, email: str, password: str) -> Account:
        """Return the account of a right pair; raises SignInError (E2)."""
        # Side by side, each of a thousand tries would be judged as the first.
        async with self._one_at_a_time:
            address = fold(email)
            if self.tries.is_locked(address):
                self.on_rejected(address, password)
                raise SignInError(locked=True)
            account = self.documents.find(address)
            known = account or self.sign_ups.find(address)
            kept = known.password if known else _NOBODY
            right = await asyncio.to_thread(kept.matches, password)
            if known and right and account is None:
                raise SignInError(unvalidated=True)
            if account is None or not right:
                self.tries.count_wrong(address)
                self.on_rejected(address, password)
                raise SignInError
            self.tries.clear(address)
            if account.password.scheme == "quick":
                await self._strengthen(account.user_id, password)
            return self.documents.get(account.user_id) or account

    async def _strengthen(self, user_id: str, typed: str) -> None:
        password = await self.chosen(typed)
        # Somebody may have deleted it, or changed the password, meanwhile.
        account = self.documents.get(user_id)
        if account is not None and account.password.matches(typed):
            self.documents[user_id] = replace(account, password=password)
