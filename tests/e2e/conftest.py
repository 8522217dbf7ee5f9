"""A demo for all tests here, and a browser for each."""

from collections.abc import Iterator
from pathlib import Path
import shutil

from playwright.sync_api import Browser, sync_playwright
import pytest
import pytest_socket

from .demo import Demo, free_ports, running_demo

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A running demo, which no test ends."""
    # Home Assistant's test tools closed the sockets of the test that came first.
    pytest_socket.enable_socket()
    folder: Path = tmp_path_factory.mktemp("e2e") / "demo"
    with running_demo(folder, *free_ports()) as running:
        yield running


@pytest.fixture
def browser(socket_enabled: None) -> Iterator[Browser]:
    """Chromium; without it the test fails."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("no chromium on the PATH: scripts/setup --browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
