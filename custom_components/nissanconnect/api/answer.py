"""One good answer of the cloud as it came: kept over a restart and parsed again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Answer:
    """The attributes of one resource: `version` names the address that gave them.

    `server_at` is the server's `Date`, `received_at` our clock; both UTC. Ages are
    measured against `server_at`.
    """

    payload: Mapping[str, Any] = field(repr=False)
    version: str
    query: Mapping[str, str]
    server_at: datetime
    received_at: datetime

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "payload": dict(self.payload),
            "version": self.version,
            "query": dict(self.query),
            "server_at": self.server_at.isoformat(),
            "received_at": self.received_at.isoformat(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError, ValueError if damaged."""
        return cls(
            payload=dict(data["payload"]),
            version=str(data["version"]),
            query=dict(data["query"]),
            server_at=datetime.fromisoformat(data["server_at"]),
            received_at=datetime.fromisoformat(data["received_at"]),
        )
