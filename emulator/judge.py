"""What clients did wrong: parked cars woken, passwords and commands repeated, secrets.

It holds no secret itself: of passwords and commands it keeps digests under a key of its
own, of addresses only the path.
"""

from collections import Counter, deque
from collections.abc import Mapping
from contextvars import ContextVar
from enum import StrEnum
from hashlib import blake2b
import secrets
from typing import Any, Final

import msgspec

from .clock import Clock

_HOUR_S: Final = 3600.0
_KEPT: Final = 1_000
# Clients name themselves as they like: of too many the oldest is forgotten.
_MOST_COUNTED: Final = 2_000
# A command is the same one again if nothing else can have been meant.
_AGAIN_S: Final = 60.0
_CONFLICT: Final = 409
_FAILED: Final = 500
# What only reads has no business in a car that sleeps.
_READS: Final = ("refresh-", "wake-up-vehicle")
_SECRET_NAMES: Final = frozenset(
    {"access_token", "id_token", "otp", "password", "pin", "refresh_token", "srp"}
)


class Charge(StrEnum):
    """What a client is charged with."""

    WOKE_PARKED_CAR = "woke_parked_car"
    REPEATED_PASSWORD = "repeated_password"  # noqa: S105 - a charge, no password
    REPEATED_COMMAND = "repeated_command"
    SECRET_IN_ADDRESS = "secret_in_address"  # noqa: S105 - a charge, no secret


class Finding(msgspec.Struct, frozen=True):
    """One wrong: world time, who (User-Agent), where.

    `request` is its id in the log; of a sign-in, which has several, it is not known.
    """

    at: float
    client: str
    charge: Charge
    path: str
    request: int | None = None


class Calls(msgspec.Struct, frozen=True):
    """How often a client asked an endpoint: in all, and in its busiest hour."""

    client: str
    endpoint: str
    total: int
    busiest_hour: int


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A request as the judge hears of it; `bearer` and `query` are not kept."""

    id: int
    client: str
    method: str
    endpoint: str
    path: str
    status: int
    woken: bool
    query: Mapping[str, str]
    bearer: str
    command: Mapping[str, Any] | None = None


class _Sent(msgspec.Struct, frozen=True):
    """A command that was sent, and whether nobody knows what came of it."""

    at: float
    lost: bool


_CLIENT: ContextVar[str] = ContextVar("client", default="")


class Judge:
    """Hears each request of the maker's services, and keeps what was wrong."""

    def __init__(self, clock: Clock) -> None:
        """Begin with a clean sheet."""
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._findings: deque[Finding] = deque(maxlen=_KEPT)
        self._total: Counter[tuple[str, str]] = Counter()
        self._hour: tuple[int, Counter[tuple[str, str]]] = (0, Counter())
        self._busiest: dict[tuple[str, str], int] = {}
        self._rejected: dict[bytes, None] = {}
        self._sent: dict[bytes, _Sent] = {}

    def expect(self, client: str) -> None:
        """Know who it is that may sign in with the request that is being served."""
        _CLIENT.set(client)

    def rejected(self, email: str, password: str) -> None:
        """Hear of a pair that the sign-in did not take (E2)."""
        pair = self._digest(_CLIENT.get(), email, password)
        if pair in self._rejected:
            self._find(Charge.REPEATED_PASSWORD, _CLIENT.get(), "")
        self._rejected[pair] = None
        if len(self._rejected) > _MOST_COUNTED:
            del self._rejected[next(iter(self._rejected))]

    def hear(self, heard: Heard) -> None:
        """Hear of a request that was answered."""
        self._count(heard.client, heard.endpoint)
        if heard.woken and heard.path.rpartition("/")[2].startswith(_READS):
            self._find_in(heard, Charge.WOKE_PARKED_CAR, heard.path)
        if _shows_secret(heard):
            self._find_in(heard, Charge.SECRET_IN_ADDRESS, _shown_path(heard))
        if heard.command is not None:
            self._hear_command(heard)

    def findings(self, client: str | None = None) -> list[Finding]:
        """Return what was wrong, oldest first; of one client or of all."""
        return [one for one in self._findings if client in (None, one.client)]

    def calls(self, client: str | None = None) -> list[Calls]:
        """Return how often what was asked, the most frequent first."""
        return [
            Calls(who, endpoint, count, self._busiest[who, endpoint])
            for (who, endpoint), count in self._total.most_common()
            if client in (None, who)
        ]

    def _count(self, client: str, endpoint: str) -> None:
        hour = int(self._clock.now // _HOUR_S)
        if hour != self._hour[0]:
            self._hour = (hour, Counter())
        who = (client, endpoint)
        self._total[who] += 1
        self._hour[1][who] += 1
        self._busiest[who] = max(self._busiest.get(who, 0), self._hour[1][who])
        if len(self._total) > _MOST_COUNTED:
            oldest = next(iter(self._total))
            del self._total[oldest], self._busiest[oldest]
            self._hour[1].pop(oldest, None)

    def _hear_command(self, heard: Heard) -> None:
        said = msgspec.json.encode(heard.command, order="deterministic").decode()
        command = self._digest(heard.client, heard.path, said)
        now = self._clock.now
        self._forget_sent(now)
        before = self._sent.pop(command, None)
        if heard.status == _CONFLICT or (before is not None and before.lost):
            self._find_in(heard, Charge.REPEATED_COMMAND, heard.path)
        self._sent[command] = _Sent(now, heard.status >= _FAILED)

    def _forget_sent(self, now: float) -> None:
        while self._sent:
            oldest = next(iter(self._sent))
            recent = now < self._sent[oldest].at + _AGAIN_S
            if recent and len(self._sent) < _MOST_COUNTED:
                break
            del self._sent[oldest]

    def _find_in(self, heard: Heard, charge: Charge, path: str) -> None:
        self._find(charge, heard.client, path, heard.id)

    def _find(
        self, charge: Charge, client: str, path: str, request: int | None = None
    ) -> None:
        self._findings.append(Finding(self._clock.now, client, charge, path, request))

    def _digest(self, *parts: str) -> bytes:
        said = msgspec.json.encode(parts)
        return blake2b(said, key=self._key, digest_size=16).digest()


def _shows_secret(heard: Heard) -> bool:
    named = any(name.lower() in _SECRET_NAMES for name in heard.query)
    return named or (bool(heard.bearer) and _holds(heard, heard.bearer))


def _holds(heard: Heard, secret: str) -> bool:
    return secret in heard.path or secret in heard.query.values()


def _shown_path(heard: Heard) -> str:
    """Return the path without the secret that may stand in it."""
    return heard.path.replace(heard.bearer, "…") if heard.bearer else heard.path
