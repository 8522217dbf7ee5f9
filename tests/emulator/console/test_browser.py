"""The console in a real browser: live, by keyboard, on a telephone, in the dark."""

from collections.abc import AsyncIterator

from playwright.async_api import Browser, Page, expect
import pytest

from emulator.cloud.mailbox import Letter
from emulator.testing import OWNER, Emulator

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (412, 900)}


@pytest.fixture
async def console(emulator: Emulator, browser: Browser) -> AsyncIterator[Page]:
    """Give the console; anything that goes wrong in it fails the test."""
    page = await browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await page.goto(f"{emulator.url}/console")
    yield page
    assert wrong == []


async def test_what_happens_is_shown_without_reload(
    emulator: Emulator, console: Page
) -> None:
    car = console.locator("article").first
    await expect(car).to_contain_text("ignition OFF")
    await car.get_by_role("button", name="Drive").click()
    await expect(car).to_contain_text("km to go")
    await emulator.advance(600)
    await expect(console.locator(".time")).to_contain_text("06:10:00")
    await expect(car.locator("tr", has_text="Odometer")).not_to_contain_text("31,874.6")


async def test_a_refusal_is_said(console: Page) -> None:
    car = console.locator("article").first
    await car.get_by_role("button", name="Stop").click()
    await expect(console.get_by_role("status")).to_have_text("the car does not drive")


async def test_the_keyboard_is_enough(emulator: Emulator, console: Page) -> None:
    for _ in range(20):
        await console.keyboard.press("Tab")
        if await console.evaluate("document.activeElement.textContent") == "+1 h":
            break
    await console.keyboard.press("Enter")
    await expect(console.locator(".time")).to_contain_text("07:00:00")


async def test_a_running_clock_is_shown_running(
    emulator: Emulator, console: Page
) -> None:
    faster = console.locator("[data-pace='600']")
    await faster.click()
    await expect(faster).to_have_attribute("aria-pressed", "true")
    await expect(console.locator(".time")).not_to_contain_text("06:00")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/", "/console"])
async def test_nothing_is_wider_than_the_screen(
    emulator: Emulator, browser: Browser, size: str, path: str
) -> None:
    width, height = SIZES[size]
    page = await browser.new_page(viewport={"width": width, "height": height})
    await page.goto(emulator.url + path)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_dark_when_the_screen_is_dark(
    emulator: Emulator, browser: Browser
) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        page = await browser.new_page(color_scheme=scheme)
        await page.goto(f"{emulator.url}/console")
        grounds.add(
            await page.evaluate("getComputedStyle(document.body).backgroundColor")
        )
    assert len(grounds) == 2


async def test_a_mail_shows_up_by_itself(emulator: Emulator, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 900, "height": 600})
    await page.goto(f"{emulator.url}/mailbox")
    await expect(page.locator("main")).to_contain_text("No mail was sent yet.")
    letter = Letter("One-time code", "Your code is 123456.", code="123456")
    emulator.world.cloud.mailbox.send(OWNER.email, letter)
    await emulator.advance(1)
    await expect(page.locator("main code")).to_have_text("123456")
