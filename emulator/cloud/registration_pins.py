"""Registration PINs: a retailer's word that a car is somebody's (P4, P5)."""

from typing import Final

from msgspec.structs import replace

from emulator.clock import Clock

from .documents import Collection, DocumentKey, Secretive
from .passwords import SALT_BYTES, Password, quick
from .secrets import SecretSource

LIFE_S: Final = 7 * 86_400.0
MAX_TRIES: Final = 5

_PINS: Final = 10**8
_DRAW_BYTES: Final = 8


class IssuedPin(Secretive, frozen=True):
    """The digest of a car's PIN, and how often it was mistyped."""

    digest: Password
    issued_at: float
    wrong_tries: int = 0


class RegistrationPins:
    """The PINs of all cars, by VIN: eight digits, good once, for seven days."""

    def __init__(
        self, clock: Clock, secrets: SecretSource, changed: set[DocumentKey]
    ) -> None:
        """Start without PINs."""
        self.documents = Collection("registration_pin", IssuedPin, changed)
        self._clock = clock
        self._secrets = secrets

    def issue(self, vin: str) -> str:
        """Return a new PIN, which nobody can read again; the one before is void."""
        drawn = int.from_bytes(self._secrets.data(_DRAW_BYTES))
        pin = f"{drawn % _PINS:08}"
        digest = quick(pin, self._secrets.data(SALT_BYTES))
        self.documents[vin] = IssuedPin(digest, self._clock.now)
        return pin

    def redeem(self, vin: str, typed: str) -> bool:
        """Take a car's PIN; a wrong one is counted, after five it is void."""
        issued = self.documents.get(vin)
        if issued is None or not self._is_good(issued):
            return False
        if issued.digest.matches(typed):
            self.documents.pop(vin)
            return True
        tried = replace(issued, wrong_tries=issued.wrong_tries + 1)
        self.documents[vin] = tried
        return False

    def _is_good(self, issued: IssuedPin) -> bool:
        lives = self._clock.now < issued.issued_at + LIFE_S
        return lives and issued.wrong_tries < MAX_TRIES
