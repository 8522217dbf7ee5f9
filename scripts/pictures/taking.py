"""Taking the pictures: each page on a telephone and a desktop, light and dark."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from io import BytesIO
from pathlib import Path
import shutil
from typing import Final, Literal, NamedTuple

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from emulator.testing import OWNER, Emulator

from .rows import Row
from .scene import scene

MOST_BYTES: Final = 60_000
_COLORS: Final = (256, 128, 64, 32)
_SETTLED_MS: Final = 400
# Where the first car of the scene lives.
_ZONE: Final = "Asia/Bangkok"


class Look(NamedTuple):
    """How a page is looked at: sizes in pixels."""

    width: int
    height: int
    scheme: Literal["light", "dark"]


LOOKS: Final = tuple(
    Look(*size, scheme)
    for size in ((412, 915), (1280, 800))
    for scheme in ("light", "dark")
)


async def take(
    rows: Iterable[Row],
    folder: Path,
    looks: Iterable[Look] = LOOKS,
    world: Callable[[], AbstractAsyncContextManager[Emulator]] = scene,
) -> None:
    """Take a picture of each page in each look, `NAME-WIDTH-SCHEME.png`."""
    pages = list(rows)
    async with world() as emulator, async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for look in looks:
            await _take_all(browser, emulator.url, look, pages, folder)
        await browser.close()


async def _take_all(
    browser: Browser, url: str, look: Look, rows: list[Row], folder: Path
) -> None:
    stranger, owner = [await _page(browser, look) for _ in range(2)]
    if any(row.signed_in for row in rows):
        await _sign_in(owner, url)
    for row in rows:
        page = owner if row.signed_in else stranger
        await page.goto(url + row.path)
        if row.pressed is not None:
            await page.locator(row.pressed).click()
        await page.locator(row.drawn).first.wait_for()
        await page.wait_for_timeout(_SETTLED_MS)
        file = folder / f"{row.name}-{look.width}-{look.scheme}.png"
        file.write_bytes(small(await page.screenshot()))
    for page in (stranger, owner):
        await page.context.close()


async def _page(browser: Browser, look: Look) -> Page:
    context = await browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme=look.scheme,
        locale="en-GB",
        timezone_id=_ZONE,
        reduced_motion="reduce",
    )
    await context.add_init_script("localStorage.language = 'en'")
    return await context.new_page()


async def _sign_in(page: Page, url: str) -> None:
    await page.goto(f"{url}/owner")
    await page.locator("[name=email]").fill(OWNER.email)
    await page.locator("[name=password]").fill(OWNER.password)
    await page.keyboard.press("Enter")
    await page.locator("body.inside").wait_for()


def small(png: bytes) -> bytes:
    """Return a picture in as few colours as it needs to be small."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    packed = png
    for colors in _COLORS:
        out = BytesIO()
        # The usual way forgets colours that are rare: those that signal something.
        reduced = picture.quantize(
            colors, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        reduced.save(out, "PNG", optimize=True)
        packed = out.getvalue()
        if len(packed) <= MOST_BYTES:
            break
    return packed
