"""Takes the pictures of README and docs: `python -m tests.e2e.pictures`."""

from io import BytesIO
from pathlib import Path
import shutil
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image
from playwright.sync_api import Locator, Page, ViewportSize, sync_playwright

from .conftest import FLAGS
from .demo import Demo, free_ports, running_demo
from .emulated_car import EmulatedCar
from .home_page import HomePage
from .options import allow_unlocking, set_up_security

_IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
_DESKTOP: Final[ViewportSize] = {"width": 1440, "height": 1000}
_PHONE: Final[ViewportSize] = {"width": 412, "height": 1300}
_PATIENCE: Final = 60
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
            context = browser.new_context(viewport=_DESKTOP, reduced_motion="reduce")
            home = HomePage.open(context, demo.link())
            _bring_into_moods(home, demo)
            _take_all(home)
        browser.close()


def _bring_into_moods(home: HomePage, demo: Demo) -> None:
    cars = {
        name: EmulatedCar.called(name, home.page.request, demo.control)
        for name in ("Almera", "Qashqai", "Leaf", "KICKS", "QX60")
    }
    for name in ("Almera", "Qashqai", "Leaf", "QX60"):
        set_up_security(home, cars[name])
    allow_unlocking(home)
    cars["Almera"].workshop("break", warning="brake")
    for deed in ("ignition_on", "ignition_off", "unlock_with_key"):
        cars["Almera"].driver(deed)
    for door in ("hatch", "front_left"):
        cars["Almera"].driver("open", door=door)
    cars["Qashqai"].driver("privacy", on=True)
    cars["Leaf"].driver("plug")
    home.give("KICKS", "Start engine")
    for _ in range(_PATIENCE):
        if home.card("KICKS").locator(".run").is_visible():
            break
        cars["KICKS"].let_pass(3)
        home.page.wait_for_timeout(500)
    for name in cars:
        home.read(name)


def _take_all(home: HomePage) -> None:
    for dark, name in ((False, "light"), (True, "dark")):
        _look(home.page, _DESKTOP, dark=dark)
        _take(home.page, f"dashboard-{name}")
    for mood, (car, dark) in _MOODS.items():
        _look(home.page, _PHONE, dark=dark)
        _take(home.card(car), f"card-{mood}")
    for dark, name, car in ((False, "light", "Almera"), (True, "dark", "Leaf")):
        _look(home.page, _DESKTOP, dark=dark)
        home.open_view(car)
        _take(home.page, f"car-{name}")


def _look(page: Page, size: ViewportSize, *, dark: bool) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.evaluate("scrollTo(0, 0)")


def _take(what: Page | Locator, name: str) -> None:
    page = what if isinstance(what, Page) else what.page
    page.wait_for_timeout(_SETTLE_MS)
    (_IMAGES / f"{name}.png").write_bytes(_packed(what.screenshot()))


def _packed(png: bytes) -> bytes:
    """Return a picture in a palette that keeps its faint tones apart."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    palette = picture.quantize(
        method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE
    )
    out = BytesIO()
    palette.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
