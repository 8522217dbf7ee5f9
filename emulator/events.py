"""What changed, told to whoever listens: the source of `GET events`."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

_BACKLOG = 1_000
_MOST_LISTENERS = 100


class Event(msgspec.Struct, frozen=True, gc=False):
    """One change: `kind` clock, car, cloud, fault or request; `key` says which."""

    kind: str
    key: str


class Events:
    """Passes events on; a listener that is too slow is dropped and may come again."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._listeners: set[asyncio.Queue[Event | None]] = set()

    def publish(self, event: Event) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            try:
                listener.put_nowait(event)
            except asyncio.QueueFull:
                self._drop(listener)

    @property
    def attended(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listeners)

    @property
    def full(self) -> bool:
        """Whether nobody else may listen."""
        return len(self._listeners) >= _MOST_LISTENERS

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[Event | None]]:
        """Give a queue of events; None in it is the end."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue(_BACKLOG)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """End every listener's stream."""
        for listener in tuple(self._listeners):
            self._drop(listener)

    def _drop(self, listener: asyncio.Queue[Event | None]) -> None:
        self._listeners.discard(listener)
        while not listener.empty():
            listener.get_nowait()
        listener.put_nowait(None)
