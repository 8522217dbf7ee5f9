"""Where one demo lives: its folder, its two addresses, its owner's password."""

from dataclasses import dataclass
import json
from pathlib import Path
import secrets
import shutil
import socket
from typing import Any

from emulator.opening import DEFAULT_SCENARIO

from .errors import DemoError

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Place:
    """A folder and two ports; every file of the demo is in that folder.

    `scenario` is what is played there.
    """

    folder: Path
    port: int
    emulator_port: int
    scenario: str = DEFAULT_SCENARIO

    @property
    def url(self) -> str:
        """Home Assistant's address."""
        return f"http://{HOST}:{self.port}"

    @property
    def emulator_url(self) -> str:
        """The emulator's address."""
        return f"http://{HOST}:{self.emulator_port}"

    @property
    def config(self) -> Path:
        """Home Assistant's configuration folder."""
        return self.folder / "homeassistant"

    @property
    def emulator_state(self) -> Path:
        """The emulator's world."""
        return self.folder / "emulator.sqlite"

    @property
    def _lease(self) -> Path:
        return self.folder / "nissanconnect-demo.json"

    def check_ports(self) -> None:
        """DemoError if one of the two addresses is taken."""
        for port, option in (
            (self.emulator_port, "--emulator-port"),
            (self.port, "--port"),
        ):
            if not _is_free(port):
                raise DemoError(
                    f"Port {port} is taken. If that is another demo, "
                    "./scripts/demo --link prints a new link into it; otherwise stop "
                    f"what listens there, or choose another with {option}."
                )

    def password(self) -> str:
        """Return the owner's password; DemoError if no demo was made here."""
        return str(self._read_lease("password"))

    def take(self) -> None:
        """Make the folder ours, or see that it is, with the ports it was made with."""
        if self._lease.exists():
            self._check_lease()
        else:
            self._write_lease()

    def clear(self) -> None:
        """Forget an earlier demo; a folder that is none of a demo's is left alone."""
        if not self._lease.exists():
            return
        # The lease goes last: while it is there, the rest is known as ours.
        for path in set(self.folder.iterdir()) - {self._lease}:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        self._lease.unlink()

    def _write_lease(self) -> None:
        partial = self._lease.with_suffix(".json.partial")
        if self.folder.exists() and set(self.folder.iterdir()) - {partial}:
            raise DemoError(f"{self.folder} is not a demo's folder, and not empty.")
        self.folder.mkdir(parents=True, exist_ok=True)
        lease = {
            "password": secrets.token_urlsafe(24),
            "emulator_port": self.emulator_port,
            "scenario": self.scenario,
        }
        partial.touch()
        partial.chmod(0o600)
        partial.write_text(json.dumps(lease), "utf-8")
        partial.rename(self._lease)

    def _check_lease(self) -> None:
        made_with = self._read_lease("emulator_port")
        if made_with != self.emulator_port:
            raise DemoError(
                f"This demo was made with --emulator-port {made_with}; start it with "
                "that, or begin anew with --fresh."
            )

        plays = self._read_lease("scenario")
        if plays != self.scenario:
            raise DemoError(
                f"{self.folder} holds a demo of another scenario ({plays}). Choose "
                "another --folder, or begin anew with --fresh."
            )

    def _read_lease(self, key: str) -> Any:
        try:
            return json.loads(self._lease.read_text("utf-8"))[key]
        except FileNotFoundError as err:
            raise DemoError(
                f"There is no demo in {self.folder}. ./scripts/demo makes one."
            ) from err
        except (ValueError, KeyError) as err:
            raise DemoError(
                f"{self._lease} is broken. Begin anew with --fresh."
            ) from err


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
