"""Both sign-ins in a real browser."""

from urllib.parse import urlencode

from playwright.async_api import Browser, Page, expect
import pytest

from emulator.testing import OWNER, Emulator

from .clients import (
    AUTHORIZE,
    KAUTH_ADDRESS,
    KAUTH_AUTHORIZE,
    KAUTH_REALM,
    ONEID_ADDRESS,
)

pytestmark = pytest.mark.browser


SIGN_INS = {
    "oneid": ("/oauth2/authorize", AUTHORIZE, ONEID_ADDRESS),
    "kauth": (f"{KAUTH_REALM}/authorize", KAUTH_AUTHORIZE, KAUTH_ADDRESS),
}


@pytest.mark.parametrize("sign_in", SIGN_INS)
async def test_somebody_signs_in_at_the_second_try(
    emulator: Emulator, browser: Browser, sign_in: str
) -> None:
    address, asked, call_back = SIGN_INS[sign_in]
    page = await browser.new_page(color_scheme="dark")
    await page.goto(f"{emulator.url}{address}?{urlencode(asked)}")
    await _fill_in(page, "wrong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("is wrong")
    await _fill_in(page, OWNER.password)
    async with page.expect_event("requestfailed") as left:
        await page.keyboard.press("Enter")
    # A browser does not know the application's own scheme.
    assert (await left.value).url.startswith(f"{call_back}?code=")


async def _fill_in(page: Page, password: str) -> None:
    await page.get_by_label("E-mail").fill(OWNER.email)
    await page.get_by_label("Password").fill(password)
