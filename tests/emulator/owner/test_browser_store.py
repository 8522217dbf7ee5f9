"""Store, help and the retailer's desk in a real browser (P2 to P4, P6, E11)."""

from collections.abc import AsyncIterator

from playwright.async_api import Browser, Page, expect
import pytest
import pytest_asyncio
import pytest_socket

from emulator.cloud.subscriptions import Plan
from emulator.tcu.deeds import RadioChange
from emulator.testing import OWNER, START, Emulator

from .screens import confirm_purchase, type_address, type_card

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PERSONA = "qashqai_e_power"
# What the pages wear of a brand.
WORN = """() => {
    const told = (place) => document.querySelector(place);
    const plate = told("#bar .brand-mark .plate");
    return {
        names: [
            told(".mark-link").textContent,
            told(".front-name").textContent,
            document.title.split(" · ").at(-1),
        ],
        mark: told("#bar .brand-mark path").getAttribute("d"),
        colour: getComputedStyle(plate).fill,
    };
}"""


@pytest_asyncio.fixture(loop_scope="module")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    """Give a telephone's page; anything that goes wrong in it fails the test."""
    pytest_socket.enable_socket()
    context = await chromium.new_context(viewport={"width": 360, "height": 800})
    page, wrong = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    await context.close()
    assert wrong == []


async def _open(world: Emulator, page: Page, persona: str, screen: str) -> None:
    """Open a screen of the owner's pages, signed in, for a car."""
    typed = {"email": OWNER.email, "password": OWNER.password}
    await page.request.post(f"{world.url}/owner/api/session", data=typed)
    await page.goto(f"{world.url}/pages/static/look.js")
    vin = world.car(persona).vin
    await page.evaluate("vin => sessionStorage.setItem('owner-car', vin)", vin)
    await page.goto(f"{world.url}/owner#{screen}")


async def _no_wider(page: Page) -> None:
    """See that nothing is wider than the screen."""
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_P2_subscribing_with_a_wrong_card_and_a_test_card(
    world: Emulator, page: Page
) -> None:
    """Step by step; each wrong turn shows its message and loses nothing."""
    vin = world.car(PERSONA).vin
    ended = Plan(START - 1, renews=False)
    world.world.cloud.subscriptions.set(vin, "alerts", ended)
    await _open(world, page, PERSONA, "/store")
    main = page.locator("main")
    await expect(main).to_contain_text("Nissan Store")
    await main.get_by_role("link", name="Monitoring alerts").click()
    await main.get_by_role("link", name="Subscribe").click()
    await main.get_by_label("12 months").check()
    await main.get_by_label("Renews itself").check()
    await main.get_by_role("button", name="Next").click()

    await type_address(main)
    await type_card(main)
    await _no_wider(page)
    await confirm_purchase(main)
    text = "€29.90 for 12 months each time, with VISA ···· 4242."
    await expect(main).to_contain_text(text)
    await main.get_by_role("button", name="Cancel this plan").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Cancel this plan").click()
    await expect(main).to_contain_text("Cancelled, works until Tue, Mar 2, 2027")
    await page.goto(f"{world.url}/owner#/bills")
    await expect(main.locator("li")).to_have_count(1)


async def test_E11_the_support_follows_the_country(world: Emulator, page: Page) -> None:
    """A number where one is known, and where none is, that."""
    await _open(world, page, PERSONA, "/help")
    main = page.locator("main")
    await expect(main).to_contain_text("(+66) 0-2401-9600")
    await main.get_by_label("Country").select_option("FR")
    await expect(main).to_contain_text("0805 11 22 33")
    await main.get_by_label("Country").select_option("JP")
    await expect(main.locator("dl")).to_contain_text("Telephonenot known")
    await main.get_by_label("What do you like").fill("The store")
    await main.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Thank you")).to_be_visible()
    mail, *_ = world.world.cloud.mailbox.newest_first()
    assert mail.letter.subject == "Feedback"
    await _no_wider(page)


async def test_P6_an_infiniti_wears_its_own_mark_names_and_colours(
    world: Emulator, page: Page
) -> None:
    """The platform is one; in the list of cars each wears its own."""
    worn = []
    for persona, screen in ((PERSONA, "/store"), ("qx60", "/store")):
        await _open(world, page, persona, screen)
        await expect(page.locator("main .front-name")).to_be_visible()
        worn.append(await page.evaluate(WORN))
    nissan, infiniti = worn
    names = ["NissanConnect", "Nissan Store", "NissanConnect Services"]
    assert nissan["names"] == names
    assert infiniti["names"] == ["InTouch", "Infiniti Store", "Infiniti InTouch"]
    assert infiniti["mark"] != nissan["mark"]
    assert infiniti["colour"] != nissan["colour"]
    await page.goto(f"{world.url}/owner#/cars")
    for car, brand in (("Qashqai", nissan), ("QX60", infiniti)):
        mark = page.locator(".choice", has_text=car).locator(".brand-mark path")
        await expect(mark).to_have_attribute("d", brand["mark"])
    await _open(world, page, "qx60", "/help")
    await page.get_by_label("Country").select_option("TH")
    await expect(page.locator("main dl")).to_contain_text("Telephonenot known")


async def test_P4_the_retailer_helps(world: Emulator, page: Page) -> None:
    """By e-mail to the car, which is relaunched; a PIN is shown once."""
    vin, activations = world.car(PERSONA).vin, world.world.cloud.activations
    activations.deactivate(vin)
    world.do(PERSONA, RadioChange(coverage=False))
    activations.activate(vin)
    await world.advance(300)
    world.do(PERSONA, RadioChange(coverage=True))
    await page.goto(f"{world.url}/retailer")
    wanted = page.get_by_label("e-mail or VIN")
    await wanted.fill("nobody@example.com")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").first).to_contain_text("Nobody has")
    await wanted.fill(OWNER.email)
    await page.keyboard.press("Enter")
    file = page.locator("#file")
    await file.get_by_role("button", name=vin).click()
    await expect(file).to_contain_text("Activation failed")
    await _no_wider(page)
    await file.get_by_role("button", name="Relaunch").click()
    await expect(file).to_contain_text("Being activated")
    await world.advance(300)
    await expect(file.locator(".status")).to_have_text("Activated")
    await file.get_by_role("button", name="Issue a new PIN").click()
    await expect(file).to_contain_text("Please look at the proof first.")
    await file.get_by_label("I have seen the original").check()
    await file.get_by_role("button", name="Issue a new PIN").click()
    pin = await file.locator(".pin").inner_text()
    await file.get_by_role("button", name="Handed over").click()
    await expect(file.locator(".pin")).to_have_count(0)
    assert world.world.cloud.registration_pins.redeem(vin, pin)
