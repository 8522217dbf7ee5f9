"""Worlds as they were once, kept by name."""

from collections.abc import Iterator
from typing import Final, Self

import msgspec
from msgspec import Struct

from .storage import Documents

MOST: Final = 50
NAME: Final = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z"


class _Kept(Struct, frozen=True):
    """A snapshot in the state file."""

    at: float
    scenario: str
    documents: list[tuple[str, str, bytes]]


class Snapshot(Struct, frozen=True):
    """All of a world at world time `at`."""

    at: float
    scenario: str
    documents: Documents

    def dump(self) -> bytes:
        """Return it as bytes."""
        rows = [(kind, key, data) for (kind, key), data in self.documents.items()]
        return msgspec.msgpack.encode(_Kept(self.at, self.scenario, rows))

    @classmethod
    def load(cls, data: bytes) -> Self:
        """Return what `dump` made bytes of; raises msgspec.DecodeError."""
        kept = msgspec.msgpack.decode(data, type=_Kept)
        rows = {(kind, key): document for kind, key, document in kept.documents}
        return cls(kept.at, kept.scenario, rows)


class Snapshots:
    """The snapshots of a world, by name, the oldest first."""

    def __init__(self) -> None:
        """Start without any."""
        self._kept: dict[str, Snapshot] = {}

    def __contains__(self, name: str) -> bool:
        """Tell whether there is one of this name."""
        return name in self._kept

    def __getitem__(self, name: str) -> Snapshot:
        """Return one; KeyError if there is none of this name."""
        return self._kept[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._kept)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._kept)

    def put(self, name: str, snapshot: Snapshot | None) -> None:
        """Keep one in place of what had its name; None forgets it."""
        self._kept.pop(name, None)
        if snapshot is not None:
            self._kept[name] = snapshot

    def load(self, name: str, data: bytes) -> None:
        """Take one back from the state file; raises msgspec.DecodeError."""
        self.put(name, Snapshot.load(data))
