"""Where tokens, codes and salts come from."""

from base64 import urlsafe_b64encode
import secrets

from msgspec import Struct

from emulator.clock import Clock
from emulator.draw import draw_bytes

from .documents import Collection, DocumentKey

_DRAWN = "drawn"
# 160 bits, 27 characters: the length of the maker's opaque tokens (protocol 2.1).
_TOKEN_BYTES = 20


class Drawn(Struct, frozen=True):
    """How many secrets a held world has drawn."""

    count: int


class SecretSource:
    """Secure while the clock runs; drawn from the seed while it is held."""

    def __init__(self, seed: int, clock: Clock, changed: set[DocumentKey]) -> None:
        """Draw from `seed` while `clock` is held."""
        self.drawn = Collection("secrets", Drawn, changed)
        self._seed = seed
        self._clock = clock

    def data(self, size: int) -> bytes:
        """Return `size` secret bytes, 1 to 64."""
        if not self._clock.held:
            return secrets.token_bytes(size)
        drawn = self.drawn.get(_DRAWN) or Drawn(0)
        self.drawn[_DRAWN] = Drawn(drawn.count + 1)
        return draw_bytes(self._seed, "cloud", "secrets", drawn.count, size)

    def token(self) -> str:
        """Return a new token that fits into URLs, headers and cookies."""
        return urlsafe_b64encode(self.data(_TOKEN_BYTES)).decode().rstrip("=")
