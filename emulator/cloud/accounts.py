"""Accounts: who may sign in, and to which cars (E1, E2, E6)."""

import asyncio
from enum import StrEnum
from hashlib import blake2b

from msgspec import Struct, field
from msgspec.structs import replace

from emulator.clock import Clock
from emulator.draw import draw_bytes

from .documents import Collection, DocumentKey
from .passwords import SALT_BYTES, Password, quick, strong
from .secrets import SecretSource

# E2: so many wrong tries within the window lock the address for as long again.
MAX_WRONG_TRIES = 5
TRIES_WINDOW_S = 15 * 60.0
# Addresses nobody owns are counted too, so that a lock tells nothing; but not for ever.
_MAX_ADDRESSES_TRIED = 10_000
_NOBODY = quick("", b"")


class Role(StrEnum):
    """What a user is to a car."""

    OWNER = "OWNER"
    STANDARD = "STANDARD"


class Pairing(Struct, frozen=True):
    """A car on an account; `enrolled_at` is world time (D3)."""

    role: Role
    enrolled_at: float


class Account(Struct, frozen=True):
    """A person with a password and paired cars, by VIN."""

    user_id: str
    email: str
    password: Password
    first_name: str
    last_name: str
    country: str
    cars: dict[str, Pairing] = field(default_factory=dict)


class Tries(Struct, frozen=True):
    """When wrong pairs were given for one address, world times."""

    at: tuple[float, ...]


class SignInError(Exception):
    """A wrong pair, or a locked account."""

    def __init__(self, *, locked: bool) -> None:
        """Say whether the account is locked, not which half was wrong."""
        super().__init__("the account is locked" if locked else "a wrong pair")
        self.locked = locked


class Accounts:
    """All accounts, by user id and by e-mail address."""

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
        self.tries = Collection("tries", Tries, changed)
        self._seed = seed
        self._clock = clock
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

    def pair(self, user_id: str, vin: str, *, at: float, role: Role) -> None:
        """Put a car on an account."""
        account = self.documents[user_id]
        cars = {**account.cars, vin: Pairing(role, at)}
        self.documents[user_id] = replace(account, cars=cars)

    async def sign_in(self, email: str, password: str) -> Account:
        """Return the account of a right pair; raises SignInError (E2)."""
        # Side by side, each of a thousand tries would be judged as the first.
        async with self._one_at_a_time:
            address = fold(email)
            if self._is_locked(address):
                raise SignInError(locked=True)
            account = self.documents.find(address)
            kept = account.password if account else _NOBODY
            right = await asyncio.to_thread(kept.matches, password)
            if account is None or not right:
                self._count_wrong(address)
                raise SignInError(locked=False)
            self.tries.pop(address)
            return await self._strengthen(account, password)

    async def _strengthen(self, account: Account, typed: str) -> Account:
        if account.password.scheme == "scrypt":
            return account
        salt = self._secrets.data(SALT_BYTES)
        password = await asyncio.to_thread(strong, typed, salt)
        strengthened = replace(account, password=password)
        self.documents[account.user_id] = strengthened
        return strengthened

    def _is_locked(self, address: str) -> bool:
        return len(self._recent(address)) >= MAX_WRONG_TRIES

    def _count_wrong(self, address: str) -> None:
        tries = Tries((*self._recent(address), self._clock.now))
        self.tries.pop(_digest(address))
        self.tries[_digest(address)] = tries
        while len(self.tries) > _MAX_ADDRESSES_TRIED:
            self.tries.pop(next(iter(self.tries)))

    def _recent(self, address: str) -> tuple[float, ...]:
        """Return the tries that count; all of them while the account is locked."""
        tries = self.tries.get(_digest(address))
        since = self._clock.now - TRIES_WINDOW_S
        if tries is None or tries.at[-1] <= since:
            return ()
        if len(tries.at) >= MAX_WRONG_TRIES:
            return tries.at
        return tuple(at for at in tries.at if at > since)


def fold(email: str) -> str:
    """Return what two spellings of one address have in common."""
    return email.strip().casefold()


def _digest(address: str) -> str:
    data = address.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).hexdigest()
