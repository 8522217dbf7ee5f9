"""The platform's tokens of one sign-in, as they are kept over a restart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Self, override

from .discretion import discreet


class Tokens(NamedTuple):
    """Access and refresh token; never shown. `expires_at` is by our clock."""

    access: str
    refresh: str | None
    expires_at: datetime

    @override
    def __repr__(self) -> str:
        return discreet(self, "access", "refresh")

    def to_dict(self) -> dict[str, Any]:
        """Return them as JSON types, for a store."""
        return {
            "access": self.access,
            "refresh": self.refresh,
            "expires_at": self.expires_at.isoformat(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError, ValueError if damaged."""
        return cls(
            data["access"], data["refresh"], datetime.fromisoformat(data["expires_at"])
        )
