"""One good answer of the cloud as it came: kept over a restart and parsed again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, Self, override

from .discretion import discreet
from .documents import block_of, envelope, unwrapped

# A `Date` is in whole seconds: so far the server's time falls back between answers.
_DATE_STEP: Final = timedelta(seconds=1)


class Answer(NamedTuple):
    """The document of one resource: `version` names the address that gave it.

    `block` names the part of its attributes that is meant, None if all are. `server_at`
    is the server's `Date`, `received_at` our clock; both UTC. Ages are measured against
    `server_at`.
    """

    body: bytes
    block: str | None
    version: str
    query: Mapping[str, str]
    server_at: datetime
    received_at: datetime

    @override
    def __repr__(self) -> str:
        return discreet(self, "body")

    @property
    def payload(self) -> Mapping[str, Any]:
        """The attributes; made anew, for they are seldom wanted and weigh much."""
        told = unwrapped(self.body)
        return told if self.block is None else block_of(told, self.block)

    def repeats(self, other: Self) -> bool:
        """Whether it says what an earlier one said; only the times are others."""
        return (
            self.body == other.body
            and self.version == other.version
            and self.query == other.query
            and self.server_at > other.server_at - _DATE_STEP
        )

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "payload": self.payload,
            "version": self.version,
            "query": dict(self.query),
            "server_at": self.server_at.isoformat(),
            "received_at": self.received_at.isoformat(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError, ValueError if damaged."""
        return cls(
            body=envelope(dict(data["payload"])),
            block=None,
            version=str(data["version"]),
            query=dict(data["query"]),
            server_at=datetime.fromisoformat(data["server_at"]),
            received_at=datetime.fromisoformat(data["received_at"]),
        )
