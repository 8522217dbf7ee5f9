"""A program that the demo runs."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
import contextlib
import os
from pathlib import Path
from typing import Self

from .errors import DemoError

_LAST_WORDS = 8
_PATIENCE_S = 60


class Child:
    """A running program; what it says goes to a file."""

    def __init__(
        self, name: str, process: asyncio.subprocess.Process, log: Path
    ) -> None:
        """Wrap a process that `start` made."""
        self.name = name
        self._process = process
        self._log = log

    @classmethod
    async def start(
        cls,
        name: str,
        command: Sequence[str],
        log: Path,
        folder: Path,
        environment: Mapping[str, str] | None = None,
    ) -> Self:
        """Start it in `folder`; Ctrl-C does not reach it, it is ours to pass on."""
        with log.open("wb") as words:
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env={**os.environ, **(environment or {})},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        return cls(name, process, log)

    async def until(
        self, ready: Callable[[], Awaitable[bool]], patience_s: float
    ) -> None:
        """Wait until `ready`; DemoError if it ends first or takes too long."""
        try:
            async with asyncio.timeout(patience_s):
                while not await ready():
                    if self._process.returncode is not None:
                        raise self.failure()
                    await asyncio.sleep(0.2)
        except TimeoutError:
            raise DemoError(
                f"{self.name} is not ready after {patience_s:.0f} s.\n"
                f"{self._last_words()}"
            ) from None

    async def ended(self) -> int:
        """Wait for its end and return its exit code."""
        return await self._process.wait()

    def failure(self) -> DemoError:
        """Return what to say about its end."""
        code = self._process.returncode
        return DemoError(f"{self.name} ended ({code}).\n{self._last_words()}")

    async def stop(self, patience_s: float = _PATIENCE_S) -> None:
        """Ask it to end; when patience is over, end it."""
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(patience_s):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def _last_words(self) -> str:
        lines = self._log.read_text("utf-8", "replace").splitlines()[-_LAST_WORDS:]
        return "\n".join([f"The end of {self._log}:", *(f"  {line}" for line in lines)])
