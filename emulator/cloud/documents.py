"""What the cloud keeps: immutable documents of one kind, by key."""

from collections.abc import Callable, Iterator
from typing import override

import msgspec
from msgspec import Struct

type DocumentKey = tuple[str, str]


class Secretive(Struct, frozen=True):
    """A document whose fields must not be printed."""

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Collection[T: Struct]:
    """Documents of one kind; each change is noted in `changed`, to be saved.

    `also_by` gives a second unique key, for `find`.
    """

    def __init__(
        self,
        kind: str,
        model: type[T],
        changed: set[DocumentKey],
        *,
        also_by: Callable[[T], str] | None = None,
    ) -> None:
        """Start empty."""
        self.kind = kind
        self._documents: dict[str, T] = {}
        self._decoder = msgspec.json.Decoder(model)
        self._changed = changed
        self._also_by = also_by
        self._second: dict[str, str] = {}

    def __getitem__(self, key: str) -> T:
        """Return a document; KeyError if there is none."""
        return self._documents[key]

    def __setitem__(self, key: str, document: T) -> None:
        """Put a document in place of the one before."""
        self._forget_second(key)
        self._keep(key, document)
        self._changed.add((self.kind, key))

    def __iter__(self) -> Iterator[str]:
        """Go through the keys, oldest first."""
        return iter(self._documents)

    def __reversed__(self) -> Iterator[str]:
        """Go through the keys, newest first."""
        return reversed(self._documents)

    def __len__(self) -> int:
        """Return how many documents there are."""
        return len(self._documents)

    def get(self, key: str) -> T | None:
        """Return a document or None."""
        return self._documents.get(key)

    def find(self, second_key: str) -> T | None:
        """Return the document whose second key this is, or None."""
        key = self._second.get(second_key)
        return None if key is None else self._documents[key]

    def pop(self, key: str) -> T | None:
        """Take a document out and return it; None if there is none."""
        self._forget_second(key)
        document = self._documents.pop(key, None)
        if document is not None:
            self._changed.add((self.kind, key))
        return document

    def dump(self, key: str) -> bytes | None:
        """Return a document as JSON, alike for what is equal; None if it is gone."""
        document = self._documents.get(key)
        if document is None:
            return None
        return msgspec.json.encode(document, order="deterministic")

    def load(self, key: str, data: bytes) -> None:
        """Take back what `dump` returned; raises msgspec.ValidationError."""
        self._forget_second(key)
        self._keep(key, self._decoder.decode(data))

    def _keep(self, key: str, document: T) -> None:
        self._documents[key] = document
        if self._also_by is not None:
            self._second[self._also_by(document)] = key

    def _forget_second(self, key: str) -> None:
        document = self._documents.get(key)
        if document is not None and self._also_by is not None:
            self._second.pop(self._also_by(document), None)
