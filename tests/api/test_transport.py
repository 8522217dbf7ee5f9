"""What the line itself may do (F38, F39, F43), byte by byte."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import override

from aiohttp import ClientSession, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
import pytest
from yarl import URL

from custom_components.nissanconnect.api import transport
from custom_components.nissanconnect.api.errors import Outage, QuotaExceeded
from custom_components.nissanconnect.api.transport import USER_AGENT, Transport


def noon() -> datetime:
    """Return our time."""
    return datetime(2026, 11, 22, 12, tzinfo=UTC)


@asynccontextmanager
async def saying(words: bytes) -> AsyncIterator[tuple[URL, list[bytes]]]:
    """Serve these bytes to whoever asks; gives the address, and what was asked."""
    asked: list[bytes] = []

    async def answer(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(words)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield URL(f"http://127.0.0.1:{port}/"), asked


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip",
    ],
)
async def test_a_broken_reply_is_an_outage(words: bytes) -> None:
    """Cut off, or no HTTP."""
    async with saying(words) as (url, _), ClientSession() as session:
        with pytest.raises(Outage, match="connection"):
            await Transport(session, noon, asyncio.sleep).send("GET", url, {})


@pytest.mark.usefixtures("socket_enabled")
async def test_without_a_date_the_server_s_time_is_ours() -> None:
    """And we say who we are."""
    words = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    async with saying(words) as (url, asked), ClientSession() as session:
        line = Transport(session, noon, asyncio.sleep)
        reply = await line.send("GET", url, {"Accept": "application/json"})
    assert reply.document() == {}
    assert reply.server_at is None
    assert line.server_now == noon()
    assert f"User-Agent: {USER_AGENT}".encode() in asked[0]


@pytest.mark.usefixtures("socket_enabled")
async def test_who_waits_asks_before_a_reply_is_looked_into(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that its answer is on its way meanwhile."""
    monkeypatch.setattr(transport, "AT_ONCE", 1)
    done: list[str] = []
    words = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    async with saying(words) as (url, _), ClientSession() as session:
        line = Transport(session, noon, asyncio.sleep)
        line.on_request = lambda: done.append("asked")

        async def look() -> None:
            await line.send("GET", url, {})
            done.append("looked")

        await asyncio.gather(look(), look())
    assert done == ["asked", "asked", "looked", "looked"]


@pytest.mark.usefixtures("socket_enabled")
async def test_F21_who_waits_does_not_ask_after_a_quota(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not even the next one, who has waited for the reply that tells of it."""
    monkeypatch.setattr(transport, "AT_ONCE", 1)
    words = b"HTTP/1.1 429 No\r\nRetry-After: 60\r\nContent-Length: 2\r\n\r\n{}"
    async with saying(words) as (url, asked), ClientSession() as session:
        line = Transport(session, noon, asyncio.sleep)
        ends = await asyncio.gather(
            *(line.send("GET", url, {}) for _ in range(2)), return_exceptions=True
        )
    assert [type(end) for end in ends] == [QuotaExceeded, QuotaExceeded]
    assert len(asked) == 1


async def test_F43_the_name_is_gone() -> None:
    """An outage with a code of its own."""

    class Nowhere(AbstractResolver):
        @override
        async def resolve(
            self, host: str, port: int = 0, family: int = 0
        ) -> list[ResolveResult]:
            raise OSError(None, "no such name")

        @override
        async def close(self) -> None:
            """Nothing is open."""

    connector = TCPConnector(resolver=Nowhere())
    async with ClientSession(connector=connector) as session:
        with pytest.raises(Outage, match="dns"):
            await Transport(session, noon, asyncio.sleep).send(
                "GET", URL("https://gone.example"), {}
            )
