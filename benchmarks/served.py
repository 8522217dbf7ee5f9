"""Servers in processes of their own, and what they take of the machine."""

import asyncio
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
import os
from pathlib import Path
import sys
import time
from typing import cast

_KB_PER_MB = 1_024
_READY = b"ready "


@dataclass(frozen=True)
class Served:
    """A server that answers; `start_s` is from its beginning until it did."""

    url: str
    pid: int
    start_s: float

    @property
    def peak_mb(self) -> float:
        """The most memory that it had (resident) so far."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii", "replace")
        return int(status.partition("VmHWM:")[2].split()[0]) / _KB_PER_MB

    @property
    def cpu_s(self) -> float:
        """The processor's seconds that it took so far."""
        stat = Path(f"/proc/{self.pid}/stat").read_text("ascii", "replace")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def served(*arguments: str, given: bytes = b"") -> AsyncIterator[Served]:
    """Run `python -m ARGUMENTS` until the block ends; `given` is its input."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    into, out = cast(StreamWriter, process.stdin), cast(StreamReader, process.stdout)
    try:
        into.write(given)
        into.close()
        line = await out.readline()
        if not line.startswith(_READY):
            raise ValueError(f"{arguments}: {line!r}")
        url = line.removeprefix(_READY).decode().strip()
        yield Served(url, process.pid, time.perf_counter() - began)
    finally:
        process.kill()
        await process.wait()
