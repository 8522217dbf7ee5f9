"""Distance to a server: what is sent to it, and back, is some time under way.

What the server does so falls into the time in which its client waits, as if the two did
not share a processor.
"""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
import socket

_CHUNK = 65_536


@asynccontextmanager
async def far(
    entrance: socket.socket, server: socket.socket, one_way_s: float
) -> AsyncIterator[None]:
    """Let what comes in at a bound socket reach a server that listens at another."""

    async def connect(there: StreamReader, back: StreamWriter) -> None:
        reader, writer = await asyncio.open_connection(*server.getsockname()[:2])
        await asyncio.gather(
            _carry(there, writer, one_way_s), _carry(reader, back, one_way_s)
        )

    async with await asyncio.start_server(connect, sock=entrance):
        yield


async def _carry(reader: StreamReader, writer: StreamWriter, one_way_s: float) -> None:
    later = asyncio.get_running_loop().call_later
    with suppress(ConnectionResetError):
        while data := await reader.read(_CHUNK):
            later(one_way_s, writer.write, data)
    later(one_way_s, writer.close)
