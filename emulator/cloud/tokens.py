"""What proves that somebody signed in: cookies, codes and tokens, kept as digests."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct

from emulator.clock import Clock

from .documents import Collection, DocumentKey, Secretive
from .secrets import SecretSource

_MINUTE = 60.0
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


class Purpose(StrEnum):
    """What a token is good for."""

    ONEID_FORM = "oneid_form"  # sessionDataKey of a sign-in that has begun
    ONEID_SESSION = "oneid_session"
    ONEID_CODE = "oneid_code"
    ONEID_ID = "oneid_id"
    ONEID_REFRESH = "oneid_refresh"
    KAUTH_FORM = "kauth_form"  # authId
    KAUTH_SESSION = "kauth_session"
    KAUTH_CODE = "kauth_code"
    ACCESS = "access"  # Kamereon's, for every data call
    REFRESH = "refresh"
    OWNER_SESSION = "owner_session"  # of the owner's pages, which are ours
    SIGN_UP = "sign_up"  # of links in mails, from here on
    NEW_PASSWORD = "new_password"  # noqa: S105 - no password
    CHANGE = "change"
    INVITATION = "invitation"
    FIRST_VISIT = "first_visit"  # of a browser in which somebody signed up


# Not public (protocol 9.6), but that access ends after about an hour (8.5).
LIFE_S = {
    Purpose.ONEID_FORM: 15 * _MINUTE,
    Purpose.ONEID_SESSION: 8 * _HOUR,
    Purpose.ONEID_CODE: 5 * _MINUTE,
    Purpose.ONEID_ID: _HOUR,
    Purpose.ONEID_REFRESH: 30 * _DAY,
    Purpose.KAUTH_FORM: 5 * _MINUTE,
    Purpose.KAUTH_SESSION: 8 * _HOUR,
    Purpose.KAUTH_CODE: 2 * _MINUTE,
    Purpose.ACCESS: _HOUR,
    Purpose.REFRESH: 30 * _DAY,
    Purpose.OWNER_SESSION: 30 * _DAY,
    Purpose.SIGN_UP: 30 * _MINUTE,
    Purpose.NEW_PASSWORD: 30 * _MINUTE,
    Purpose.CHANGE: 30 * _MINUTE,
    Purpose.INVITATION: 7 * _DAY,
    Purpose.FIRST_VISIT: _DAY,
}
# Forms are handed to anybody; of too many the oldest must go.
_MAX_FORMS = 2_000
_MAX_OTHERS = 100_000
# So many texts are recognised without being digested again.
_AT_HAND = 64
_FORMS = frozenset({Purpose.ONEID_FORM, Purpose.KAUTH_FORM})


class Authorization(Secretive, frozen=True):
    """What a client asked of an authorize address (RFC 6749 4.1.1, RFC 7636)."""

    client_id: str
    redirect_uri: str
    scope: str
    state: str | None
    nonce: str | None
    code_challenge: str | None


class Invited(Struct, frozen=True):
    """To which car an invitation is, and whether one may command it (P5)."""

    vin: str
    commands: bool


class Token(Struct, frozen=True):
    """Whose it is, and when it was issued in world time and in real time."""

    user_id: str | None
    issued_at: float
    issued_at_real: float
    asked: Authorization | None = None
    invited: Invited | None = None


class Tokens:
    """All tokens; what is kept of their texts are digests."""

    def __init__(
        self,
        clock: Clock,
        real: Callable[[], float],
        secrets: SecretSource,
        changed: set[DocumentKey],
    ) -> None:
        """Start without tokens; `real` gives POSIX seconds of the real world."""
        self.collections = {
            purpose: Collection(f"token_{purpose}", Token, changed)
            for purpose in Purpose
        }
        self._clock = clock
        self._real = real
        self._secrets = secrets

    def issue(
        self, purpose: Purpose, user_id: str | None, asked: Authorization | None = None
    ) -> str:
        """Return the text of a new token."""
        text = self._secrets.token()
        self.keep(purpose, text, user_id, asked)
        return text

    def keep(
        self,
        purpose: Purpose,
        text: str,
        user_id: str | None,
        asked: Authorization | None = None,
    ) -> None:
        """Let `text` be a token from now on."""
        self._keep(purpose, text, self._new(user_id, asked))

    def invite(self, user_id: str, invited: Invited) -> str:
        """Return the text of a user's invitation."""
        text = self._secrets.token()
        self._keep(Purpose.INVITATION, text, self._new(user_id, invited=invited))
        return text

    def forget(self, user_id: str) -> None:
        """End all that a user holds: sessions, tokens, links in mails."""
        for kept in self.collections.values():
            for digest in [one for one in kept if kept[one].user_id == user_id]:
                kept.pop(digest)

    def find(self, purpose: Purpose, text: str) -> Token | None:
        """Return a token that is good, or None."""
        token = self.collections[purpose].get(_digest(text))
        return token if token and self._is_good(purpose, token) else None

    def redeem(self, purpose: Purpose, text: str) -> Token | None:
        """Return a token that is good and is so no more, or None."""
        token = self.collections[purpose].pop(_digest(text))
        return token if token and self._is_good(purpose, token) else None

    def _new(
        self,
        user_id: str | None,
        asked: Authorization | None = None,
        invited: Invited | None = None,
    ) -> Token:
        return Token(user_id, self._clock.now, self._real(), asked, invited)

    def _keep(self, purpose: Purpose, text: str, token: Token) -> None:
        self._forget_old(purpose)
        self.collections[purpose][_digest(text)] = token

    def _is_good(self, purpose: Purpose, token: Token) -> bool:
        """Judge by the world's time while it is held, else by real time.

        Otherwise a fast world would sign everybody out.
        """
        if self._clock.held:
            age = self._clock.now - token.issued_at
        else:
            age = self._real() - token.issued_at_real
        return age < LIFE_S[purpose]

    def _forget_old(self, purpose: Purpose) -> None:
        kept = self.collections[purpose]
        most = _MAX_FORMS if purpose in _FORMS else _MAX_OTHERS
        while kept:
            oldest = next(iter(kept))
            if len(kept) < most and self._is_good(purpose, kept[oldest]):
                break
            kept.pop(oldest)


# A client shows the same token with each read; what is kept are digests alone.
@lru_cache(_AT_HAND)
def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
