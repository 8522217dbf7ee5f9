"""A demo of its own for the tests, in its own folder and on its own ports."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
import re
import signal
import socket
import subprocess
import sys

from scripts.demo_home.place import HOST

_REPOSITORY = Path(__file__).parents[2]
_LINK = re.compile(r"\s*(http://\S+auth_callback=1\S+)\s*")


@dataclass(frozen=True)
class Demo:
    """A running demo and the words it has said."""

    folder: Path
    port: int
    emulator_port: int
    scenario: str
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        """Home Assistant's address."""
        return f"http://{HOST}:{self.port}"

    @property
    def control(self) -> str:
        """The emulator's control API."""
        return f"http://{HOST}:{self.emulator_port}/console/api"

    def link(self) -> str:
        """Return a new sign-in link."""
        ports = self.port, self.emulator_port
        command = _command(self.folder, *ports, self.scenario)
        result = subprocess.run(
            [*command, "--link"],
            cwd=_REPOSITORY,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return result.stdout.strip()

    def hang_up(self) -> int:
        """Close its terminal and return its exit code."""
        if self.process.stdout:
            self.process.stdout.close()
        return self.stop(signal.SIGHUP)

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        """Stop it and return its exit code."""
        self.process.send_signal(by)
        return self.process.wait(90)


@contextmanager
def running_demo(
    folder: Path, port: int, emulator_port: int, scenario: str = "demo"
) -> Iterator[Demo]:
    """Start a demo, wait for its link, and stop it in the end."""
    process = subprocess.Popen(
        _command(folder, port, emulator_port, scenario),
        cwd=_REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_for_link(process)
        yield Demo(folder, port, emulator_port, scenario, process)
    finally:
        process.terminate()
        process.wait(90)


def free_ports() -> tuple[int, int]:
    """Return two ports that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind((HOST, 0))
        other.bind((HOST, 0))
        return one.getsockname()[1], other.getsockname()[1]


def _command(folder: Path, port: int, emulator_port: int, scenario: str) -> list[str]:
    options = ["--folder", folder, "--port", port, "--emulator-port", emulator_port]
    options += ["--scenario", scenario]
    return [sys.executable, "-m", "scripts.demo_home", *map(str, options)]


def _wait_for_link(process: subprocess.Popen[str]) -> None:
    words = []
    for line in process.stdout or ():
        if _LINK.fullmatch(line):
            return
        words.append(line)
    raise AssertionError(f"the demo printed no link: {''.join(words)}")
