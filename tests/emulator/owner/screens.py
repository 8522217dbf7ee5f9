"""What people do on several of the owner's screens, in a browser."""

from playwright.async_api import Locator, Page, expect

from emulator.testing import Emulator


async def shown(page: Page, screen: str) -> None:
    """Wait until a screen is drawn."""
    await expect(page.locator("main")).to_have_attribute("data-screen", screen)


async def press(page: Page, name: str) -> None:
    """Press a button of the whole page."""
    await page.get_by_role("button", name=name, exact=True).click()


async def register(world: Emulator, page: Page) -> None:
    """Register the browser with the code that is mailed."""
    async with page.expect_response("**/generate-device-otp"):
        await press(page, "Mail me a code")
    mailed = world.world.cloud.mailbox.newest_first()[0].letter.code
    await page.get_by_label("One-time code").fill(mailed or "")
    await press(page, "Register")


async def type_address(main: Locator) -> None:
    """Type an address with a character that is not taken, then without."""
    await main.get_by_label("Street and number").fill("Flat 2; rue des Lilas")
    await main.get_by_label("Town").fill("Lyon")
    await main.get_by_label("Postcode").fill("69001")
    await main.get_by_label("Country").fill("France")
    await main.get_by_role("button", name="OK").click()
    problem = main.get_by_text("“;” cannot be used in an address.")
    await expect(problem).to_be_visible()
    await main.get_by_label("Street and number").fill("2 rue des Lilas")
    await main.get_by_label("Street and number").press("Enter")
    await expect(main.locator("address")).to_contain_text("69001 Lyon")
    await main.get_by_role("button", name="Next").click()


async def type_card(main: Locator) -> None:
    """Type a card with a wrong digit, then a test card."""
    await main.get_by_label("Cardholder").fill("Dao Martin")
    await main.get_by_label("Card number").fill("4242 4242 4242 4241")
    await main.get_by_label("Expiry date").fill("08/27")
    await main.get_by_label("Security code").fill("123")
    await main.get_by_role("button", name="Add").click()
    await expect(main).to_contain_text("This is not a card number.")
    await main.get_by_label("Card number").fill("4242 4242 4242 4242")
    await main.get_by_role("button", name="Add").click()
    await expect(main.get_by_label("VISA ···· 4242")).to_be_checked()
    await main.get_by_role("button", name="Next").click()


async def confirm_purchase(main: Locator) -> None:
    """Read the terms, forget to accept them, then accept."""
    await main.get_by_role("button", name="Read the terms").click()
    dialog = main.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("no money moves")
    await main.page.keyboard.press("Escape")
    await main.get_by_role("button", name="Confirm").click()
    await expect(main).to_contain_text("Please accept the terms.")
    await main.get_by_label("I have read the terms").check()
    await main.get_by_role("button", name="Confirm").click()
    await expect(main).to_contain_text("You are all set.")
    await main.get_by_role("link", name="Continue").click()
