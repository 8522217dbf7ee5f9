"""A client that costs little: as many equal requests as a server answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import time
from typing import cast, override
from urllib.parse import urlsplit

_CONNECTIONS = 8
_END_OF_HEAD = b"\r\n\r\n"


class _Asker(asyncio.Protocol):
    """Sends one request as soon as the one before is answered; counts answers."""

    def __init__(self, request: bytes, size: int) -> None:
        self._request = request
        self._size = size
        self._left = size
        self.answered = 0

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._request)

    @override
    def data_received(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left <= 0:
            self._left = self._size
            self.answered += 1
            self._transport.write(self._request)

    def end(self) -> None:
        """Ask no more."""
        self._transport.abort()


class Load:
    """Requests on several connections at once, as long as it is open."""

    def __init__(self, askers: list[_Asker]) -> None:
        """Take connections that ask already."""
        self._askers = askers

    async def rate(self, seconds: float) -> float:
        """Return the answers a second over the next seconds."""
        before, began = self._answered(), time.perf_counter()
        await asyncio.sleep(seconds)
        return (self._answered() - before) / (time.perf_counter() - began)

    def _answered(self) -> int:
        return sum(asker.answered for asker in self._askers)


@asynccontextmanager
async def load(url: str, path: str, headers: dict[str, str]) -> AsyncIterator[Load]:
    """Ask a server for one address, whose answers must all be of one length."""
    host, _, port = urlsplit(url).netloc.partition(":")
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    loop = asyncio.get_running_loop()
    size = await _size(host, int(port), request)
    askers = []
    for _ in range(_CONNECTIONS):
        _, asker = await loop.create_connection(
            lambda: _Asker(request, size), host, int(port)
        )
        askers.append(asker)
    try:
        yield Load(askers)
    finally:
        for asker in askers:
            asker.end()


async def _size(host: str, port: int, request: bytes) -> int:
    """Return the length of an answer, head and body; ValueError if it is a refusal."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(request)
    head = await reader.readuntil(_END_OF_HEAD)
    writer.close()
    if not head.startswith(b"HTTP/1.1 200 "):
        raise ValueError(head.partition(b"\r\n")[0].decode())
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    return len(head) + int(length)
