"""How long to leave alone what fails: longer each time, and no two homes in step."""

from datetime import timedelta
from hashlib import sha256
from typing import Final

# A pause is shortened by up to this part of it, drawn from the seed (F31).
_SPREAD: Final = 0.5


class Backoff:
    """Pauses that double from `first` to `longest`; the first failures cost none.

    The same seed gives the same pauses: that of a config entry is its id.
    """

    def __init__(
        self, seed: str, first: timedelta, longest: timedelta, *, spared: int = 0
    ) -> None:
        """Begin as if nothing had failed; `spared` failures are taken for chance."""
        self._seed = seed
        self._first = first
        self._longest = longest
        self._spared = spared
        self._failures = 0

    def failed(self) -> timedelta:
        """Take in a failure; return how long to wait now."""
        self._failures += 1
        doublings = self._failures - self._spared - 1
        if doublings < 0:
            return timedelta()
        # Beyond this a doubling only makes numbers too big.
        pause = min(self._first * (1 << min(doublings, 16)), self._longest)
        return pause * (1 - _SPREAD * self._draw())

    def worked(self) -> None:
        """Take in that it works."""
        self._failures = 0

    def _draw(self) -> float:
        """Return a number from 0 to 1."""
        digest = sha256(f"{self._seed}/{self._failures}".encode()).digest()
        return int.from_bytes(digest[:4]) / 2**32
