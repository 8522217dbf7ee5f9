"""Takes the pictures of README and docs: `python -m tests.e2e.pictures`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
import shutil
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from .conftest import FLAGS
from .demo import Demo, free_ports, running_demo
from .emulated_car import EmulatedCar
from .home_page import HomePage

_IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
_DESKTOP: Final[ViewportSize] = {"width": 1440, "height": 1000}
_PHONE: Final[ViewportSize] = {"width": 412, "height": 1300}
_COLOURS: Final = 160
_SETTLE_MS: Final = 2_500
# The car of each mood, and whether its picture is dark.
_MOODS: Final = {
    "asleep": ("QX60", True),
    "warning": ("Almera", False),
    "engine": ("KICKS", True),
    "privacy": ("Qashqai", False),
}


def main() -> None:
    """Start a demo, bring its cars into all moods, and take the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        with running_demo(Path(folder) / "demo", *free_ports()) as demo:
            _bring_into_moods(browser, demo)
            _take_all(browser, demo)
        browser.close()


def _bring_into_moods(browser: Browser, demo: Demo) -> None:
    with _home(browser, demo, _DESKTOP, dark=False) as home:
        cars = {
            name: EmulatedCar.called(name, home.page.request, demo.control)
            for name in ("Almera", "Qashqai", "Leaf", "KICKS")
        }
        cars["Almera"].workshop("break", warning="brake")
        for deed in ("ignition_on", "ignition_off"):
            cars["Almera"].driver(deed)
        cars["Almera"].driver("unlock_with_key")
        cars["Almera"].driver("open", door="hatch")
        cars["Almera"].driver("open", door="front_left")
        cars["Qashqai"].driver("privacy", on=True)
        cars["Leaf"].driver("plug")
        home.give("KICKS", "Start")
        for _ in range(20):
            cars["KICKS"].let_pass(3)
            home.page.wait_for_timeout(500)
        for name in cars:
            home.read(name)


def _take_all(browser: Browser, demo: Demo) -> None:
    for dark in (False, True):
        shade = "dark" if dark else "light"
        with _home(browser, demo, _DESKTOP, dark=dark) as home:
            _take(home.page, f"dashboard-{shade}")
            home.open_view("Leaf" if dark else "Almera")
            _take(home.page, f"car-{shade}")
    for mood, (name, dark) in _MOODS.items():
        with _home(browser, demo, _PHONE, dark=dark) as home:
            _take(home.card(name), f"card-{mood}")


@contextmanager
def _home(
    browser: Browser, demo: Demo, size: ViewportSize, *, dark: bool
) -> Iterator[HomePage]:
    context = browser.new_context(
        viewport=size, color_scheme="dark" if dark else "light"
    )
    yield HomePage.open(context, demo.link())
    context.close()


def _take(what: Page | Locator, name: str) -> None:
    """Save what is seen, in few colours: a repository keeps all of them for ever."""
    path = _IMAGES / f"{name}.png"
    page = what if isinstance(what, Page) else what.page
    page.wait_for_timeout(_SETTLE_MS)
    path.write_bytes(what.screenshot())
    with Image.open(path) as full:
        few = full.convert("RGB").quantize(_COLOURS)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
