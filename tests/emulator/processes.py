"""The emulator as its own process, as people run it."""

import asyncio
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
import os
from pathlib import Path
import signal
import sys
from typing import Any

from aiohttp import ClientSession

ROOT = Path(__file__).parents[2]
ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - what is tested is how such a one is guarded
_PATIENCE_S = 20


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Server:
    """A serving process, and a client for it."""

    process: Process
    client: ClientSession
    url: str
    token: str | None

    async def get(self, path: str) -> Any:
        """Return the JSON of a control call."""
        async with self.client.get(f"/console/api/{path}") as answer:
            answer.raise_for_status()
            return await answer.json()

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """Change something by a control call and return its JSON."""
        async with self.client.post(f"/console/api/{path}", json=body) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def end(self, number: signal.Signals) -> Finished:
        """Send a signal and wait for the end."""
        self.process.send_signal(number)
        async with asyncio.timeout(_PATIENCE_S):
            out, err = await self.process.communicate()
        return Finished(self.process.returncode or 0, out.decode(), err.decode())


async def run(*arguments: str) -> Finished:
    """Run `python -m emulator` to its end."""
    process = await _start(*arguments)
    async with asyncio.timeout(_PATIENCE_S):
        out, err = await process.communicate()
    return Finished(process.returncode or 0, out.decode(), err.decode())


@asynccontextmanager
async def serving(*arguments: str, **environment: str) -> AsyncIterator[Server]:
    """Serve on a free port; killed at the end if it still runs."""
    process = await _start("serve", "--port", "0", *arguments, **environment)
    try:
        token, url = await _ready(process)
        async with ClientSession(url) as client:
            yield Server(process, client, url, token)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def _start(*arguments: str, **environment: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "emulator",
        *arguments,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=PIPE,
        stderr=PIPE,
    )


async def _ready(process: Process) -> tuple[str | None, str]:
    """Return the token, if there is one, and the address that are printed."""
    assert process.stdout is not None
    said: dict[str, str] = {}
    async with asyncio.timeout(_PATIENCE_S):
        while "ready" not in said:
            line = (await process.stdout.readline()).decode()
            assert line, await process.communicate()
            word, _, text = line.strip().partition(" ")
            said[word] = text
    return said.get("token"), said["ready"].replace(ANY_ADDRESS, "127.0.0.1")
