"""What clients did wrong: parked cars woken, passwords and commands repeated, secrets.

It holds no secret itself: of passwords and commands it keeps digests under a key of its
own, of addresses only the path.
"""

from collections import deque
from collections.abc import Mapping
from contextvars import ContextVar
from enum import StrEnum
from hashlib import blake2b
import secrets
from typing import Any, Final

import msgspec

from .clock import Clock
from .requests_log import LoggedRequest

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


class Heard(msgspec.Struct, frozen=True):
    """A request as the judge hears of it; only its row of the log is kept."""

    row: LoggedRequest
    endpoint: str
    query: Mapping[str, str]
    bearer: str
    command: Mapping[str, Any] | None = None


class _Tally(msgspec.Struct):
    """How often an endpoint was asked: in all, in the latest hour, in the busiest."""

    total: int = 0
    hour: int = 0
    in_hour: int = 0
    busiest: int = 0

    def count(self, hour: int) -> None:
        """Count one more, in an hour."""
        if self.hour != hour:
            self.hour, self.in_hour = hour, 0
        self.total += 1
        self.in_hour += 1
        self.busiest = max(self.busiest, self.in_hour)


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
        self._tallies: dict[tuple[str, str], _Tally] = {}
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
        row = heard.row
        self._count(row.client, heard.endpoint)
        if row.woken and row.path.rpartition("/")[2].startswith(_READS):
            self._find_in(row, Charge.WOKE_PARKED_CAR, row.path)
        if _shows_secret(heard):
            self._find_in(row, Charge.SECRET_IN_ADDRESS, _shown_path(heard))
        if heard.command is not None:
            self._hear_command(heard)

    def findings(self, client: str | None = None) -> list[Finding]:
        """Return what was wrong, oldest first; of one client or of all."""
        return [one for one in self._findings if client in (None, one.client)]

    def calls(self, client: str | None = None) -> list[Calls]:
        """Return how often what was asked, the most frequent first."""
        tallies = sorted(self._tallies.items(), key=lambda one: -one[1].total)
        return [
            Calls(who, endpoint, tally.total, tally.busiest)
            for (who, endpoint), tally in tallies
            if client in (None, who)
        ]

    def _count(self, client: str, endpoint: str) -> None:
        who = (client, endpoint)
        tally = self._tallies.get(who)
        if tally is None:
            tally = self._tallies[who] = _Tally()
            if len(self._tallies) > _MOST_COUNTED:
                del self._tallies[next(iter(self._tallies))]
        tally.count(int(self._clock.now // _HOUR_S))

    def _hear_command(self, heard: Heard) -> None:
        row = heard.row
        said = msgspec.json.encode(heard.command, order="deterministic").decode()
        command = self._digest(row.client, row.path, said)
        now = self._clock.now
        self._forget_sent(now)
        before = self._sent.pop(command, None)
        if row.status == _CONFLICT or (before is not None and before.lost):
            self._find_in(row, Charge.REPEATED_COMMAND, row.path)
        self._sent[command] = _Sent(now, row.status >= _FAILED)

    def _forget_sent(self, now: float) -> None:
        while self._sent:
            oldest = next(iter(self._sent))
            recent = now < self._sent[oldest].at + _AGAIN_S
            if recent and len(self._sent) < _MOST_COUNTED:
                break
            del self._sent[oldest]

    def _find_in(self, row: LoggedRequest, charge: Charge, path: str) -> None:
        self._find(charge, row.client, path, row.id)

    def _find(
        self, charge: Charge, client: str, path: str, request: int | None = None
    ) -> None:
        self._findings.append(Finding(self._clock.now, client, charge, path, request))

    def _digest(self, *parts: str) -> bytes:
        said = msgspec.json.encode(parts)
        return blake2b(said, key=self._key, digest_size=16).digest()


def _shows_secret(heard: Heard) -> bool:
    path, query, bearer = heard.row.path, heard.query, heard.bearer
    if bearer and (bearer in path or bearer in query.values()):
        return True
    return bool(query) and any(name.lower() in _SECRET_NAMES for name in query)


def _shown_path(heard: Heard) -> str:
    """Return the path without the secret that may stand in it."""
    path = heard.row.path
    return path.replace(heard.bearer, "…") if heard.bearer else path
