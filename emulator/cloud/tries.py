"""Wrong tries to sign in, and the lock that too many of them bring (E2)."""

from hashlib import blake2b

from msgspec import Struct

from emulator.clock import Clock

from .documents import Collection, DocumentKey

MAX_TRIES = 5
WINDOW_S = 15 * 60.0
# Addresses nobody owns are counted too, so that a lock tells nothing; but not for ever.
_MAX_ADDRESSES = 10_000


class Tries(Struct, frozen=True):
    """When wrong pairs were given for one address, world times."""

    at: tuple[float, ...]


class TryGuard:
    """Five wrong tries in 15 minutes lock an address for 15 minutes."""

    def __init__(self, clock: Clock, changed: set[DocumentKey]) -> None:
        """Start without tries."""
        self.documents = Collection("tries", Tries, changed)
        self._clock = clock

    def is_locked(self, address: str) -> bool:
        """Tell whether nobody may sign in with an address now."""
        return len(self._counting(_key(address))) >= MAX_TRIES

    def count_wrong(self, address: str) -> None:
        """Count a wrong try."""
        key = _key(address)
        tries = Tries((*self._counting(key), self._clock.now))
        self.documents.pop(key)
        self.documents[key] = tries
        while len(self.documents) > _MAX_ADDRESSES:
            self.documents.pop(next(iter(self.documents)))

    def clear(self, address: str) -> None:
        """Forget the tries of an address."""
        self.documents.pop(_key(address))

    def _counting(self, key: str) -> tuple[float, ...]:
        """Return the tries that count; all of them while the address is locked."""
        tries = self.documents.get(key)
        since = self._clock.now - WINDOW_S
        if tries is None or tries.at[-1] <= since:
            return ()
        if len(tries.at) >= MAX_TRIES:
            return tries.at
        return tuple(at for at in tries.at if at > since)


def _key(address: str) -> str:
    data = address.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).hexdigest()
