"""Accounts: who may sign in, and to which cars (E1, E2, E6)."""

import asyncio
from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from emulator.clock import Clock
from emulator.draw import draw_bytes

from .documents import Collection, DocumentKey
from .passwords import SALT_BYTES, Password, quick, strong
from .secrets import SecretSource
from .tries import TryGuard

# Costs what a real account's costs, so that the time taken tells nothing.
_NOBODY = strong("", b"nobody")


class Role(StrEnum):
    """What a user is to a car."""

    OWNER = "OWNER"
    STANDARD = "STANDARD"


class Pairing(Struct, frozen=True):
    """A car on an account; `enrolled_at` is world time (D3).

    What is `sold` is another's: it is listed still, and refuses everything (F81).
    """

    role: Role
    enrolled_at: float
    sold: bool = False


class Account(Struct, frozen=True):
    """A person with a password and paired cars, by VIN."""

    user_id: str
    email: str
    password: Password
    first_name: str
    last_name: str
    country: str
    cars: dict[str, Pairing] = field(default_factory=dict)


class SignInError(Exception):
    """A wrong pair, or a locked account."""

    def __init__(self, *, locked: bool) -> None:
        """Say whether the account is locked, not which half was wrong."""
        super().__init__("the account is locked" if locked else "a wrong pair")
        self.locked = locked


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
        user_id = draw_bytes(self._seed, fold(email), "user", 0, 10).hex()
        salt = draw_bytes(self._seed, fold(email), "salt", 0, SALT_BYTES)
        account = Account(
            user_id, email, quick(password, salt), first_name, last_name, country
        )
        self.documents[user_id] = account
        return account

    def pair(
        self, user_id: str, vin: str, *, at: float, role: Role, sold: bool = False
    ) -> None:
        """Put a car on an account."""
        account = self.documents[user_id]
        cars = {**account.cars, vin: Pairing(role, at, sold)}
        self.documents[user_id] = replace(account, cars=cars)

    async def sign_in(self, email: str, password: str) -> Account:
        """Return the account of a right pair; raises SignInError (E2)."""
        # Side by side, each of a thousand tries would be judged as the first.
        async with self._one_at_a_time:
            address = fold(email)
            if self.tries.is_locked(address):
                self.on_rejected(address, password)
                raise SignInError(locked=True)
            account = self.documents.find(address)
            kept = account.password if account else _NOBODY
            right = await asyncio.to_thread(kept.matches, password)
            if account is None or not right:
                self.tries.count_wrong(address)
                self.on_rejected(address, password)
                raise SignInError(locked=False)
            self.tries.clear(address)
            if account.password.scheme == "quick":
                await self._strengthen(account.user_id, password)
            return self.documents[account.user_id]

    async def _strengthen(self, user_id: str, typed: str) -> None:
        salt = self._secrets.data(SALT_BYTES)
        password = await asyncio.to_thread(strong, typed, salt)
        account = self.documents[user_id]
        self.documents[user_id] = replace(account, password=password)


def fold(email: str) -> str:
    """Return what two spellings of one address have in common."""
    return email.strip().casefold()
