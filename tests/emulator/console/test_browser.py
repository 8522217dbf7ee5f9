"""The driver's seat in a real browser: by mouse and keyboard, live, in 3 languages."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession
from msgspec.structs import replace
from playwright.async_api import Browser, Locator, Page, expect
import pytest

from emulator.cloud.mailbox import Letter
from emulator.tcu.deeds import HazardLights, KeyInside, Privacy, RadioChange, Shift
from emulator.tcu.orders import Signal, StartEngine
from emulator.testing import OWNER, Emulator, running

pytestmark = pytest.mark.browser

SIZES = (360, 412, 1280)
SEAT = ("/console", ".log table")
CURRENT = "/user-adapter/v1/users/current"


class Watched:
    """Pages in which nothing may go wrong."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.wrong: list[str] = []

    async def open(self, address: str, width: int = 1280) -> Page:
        page = await self._browser.new_page(
            viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self._hear(said.type, said.text))
        await page.goto(address)
        return page

    def _hear(self, kind: str, text: str) -> None:
        # Browsers report refusals (409) and lost connections by themselves.
        if kind == "error" and "Failed to load resource" not in text:
            self.wrong.append(text)


@pytest.fixture
async def pages(browser: Browser) -> AsyncIterator[Watched]:
    """Give pages; anything that goes wrong in one fails the test."""
    watched = Watched(browser)
    yield watched
    assert watched.wrong == []


def _row(page: Page, name: str) -> Locator:
    return page.locator(f"[data-row='{name}'] td")


def _switch(page: Page, name: str) -> Locator:
    return page.get_by_role("switch", name=name, exact=True)


async def test_a_day_at_the_wheel_by_mouse(emulator: Emulator, pages: Watched) -> None:
    page = await pages.open(f"{emulator.url}/console")
    door = page.locator("[data-door='front_right']")
    await expect(door).to_have_attribute("aria-label", "Front right: closed, locked")
    await _switch(page, "Locked with the key").click()
    await door.click()
    await expect(door).to_have_attribute("aria-pressed", "true")
    await expect(_row(page, "doors").first).to_have_text("Front right")
    await expect(_switch(page, "Front right")).to_have_attribute("aria-checked", "true")
    await _switch(page, "Locked with the key").click()
    said = page.get_by_role("status").last
    await expect(said).to_have_text("A door stands open")
    await expect(_switch(page, "Locked with the key")).to_have_attribute(
        "aria-checked", "false"
    )
    await page.get_by_role("tab", name="Radio").click()
    await _switch(page, "Mobile network").click()
    await door.click()
    await expect(_row(page, "doors").first).to_have_text("all closed")
    await expect(_row(page, "doors").nth(1)).to_have_text("≠Front right")
    await page.get_by_role("tab", name="Driver").click()
    await page.get_by_role("button", name="Drive", exact=True).click()
    await expect(page.locator("#pills")).to_contain_text("km to go")
    await page.get_by_role("button", name="+10 min").click()
    await expect(page.locator(".time")).to_have_text("13:10:00")
    await expect(page.locator("#map")).to_contain_text("km driven")
    await expect(page.locator(".odometer")).not_to_have_text("31,874.6 km")
    await expect(_row(page, "odometer").nth(1)).to_contain_text("31,874.6 km")
    await page.get_by_role("button", name="Stop the car").click()
    await expect(page.get_by_role("button", name="Stop the car")).to_be_disabled()


async def test_a_fault_breaks_the_cloud_until_it_is_removed(
    emulator: Emulator, client: ClientSession, pages: Watched
) -> None:
    page = await pages.open(f"{emulator.url}/console")
    await page.get_by_label("Search faults").fill("500 everything")
    await page.get_by_label("Fault", exact=True).select_option("F34")
    await page.get_by_label("Lasts, s").fill("3600")
    await page.get_by_role("button", name="Break it").click()
    active = page.locator("[data-fault='F34']")
    await expect(active).to_contain_text("ends in 1 hr")
    agent = {"User-Agent": "<script>alert(1)</script>"}
    assert (await client.get(CURRENT, headers=agent)).status >= 500
    await expect(page.locator("#requests tbody tr").first).to_contain_text(
        f"<script>alert(1)</script>GET {CURRENT}50"
    )
    await expect(active).to_contain_text("done: 1")
    await page.get_by_role("button", name="+1 min").click()
    await expect(active).to_contain_text("ends in 59 min")
    await page.get_by_role("button", name="Remove F34").click()
    await expect(page.locator("#faults-count")).to_have_text("Nothing is broken")
    assert (await client.get(CURRENT)).status == 401
    await client.get(CURRENT, params={"password": "x"})
    await expect(page.locator("#requests")).to_contain_text("secret in the address")
    await page.get_by_role("button", name="Clean sheet").click()
    await expect(page.locator("#verdict")).to_have_text(
        "The judge has nothing to object"
    )


async def test_the_keyboard_is_enough(emulator: Emulator, pages: Watched) -> None:
    page = await pages.open(f"{emulator.url}/console")
    await expect(page.locator("#pills")).to_contain_text("locked")
    await page.keyboard.press("Tab")
    await expect(page.locator(":focus")).to_have_text("To the content")
    await page.locator("[data-door='hatch']").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-door='hatch']")).to_have_attribute(
        "aria-pressed", "true"
    )
    await page.keyboard.press("Space")
    await expect(_row(page, "doors").first).to_have_text("all closed")
    await page.get_by_role("tab", name="Driver").focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("tab", name="Workshop")).to_be_focused()
    await _switch(page, "Brake").focus()
    await page.keyboard.press("Space")
    await expect(_row(page, "lamps").first).to_have_text("Brake")


async def test_what_is_done_from_afar_shows_by_itself(
    emulator: Emulator, pages: Watched
) -> None:
    page = await pages.open(f"{emulator.url}/console#{emulator.car('leaf_ze1').vin}")
    pills = page.locator("#pills")
    await expect(pills).to_contain_text("locked")
    for deed, words in (
        (KeyInside(inside=True), "key inside"),
        (HazardLights(on=True), "hazard lights"),
        (Privacy(on=True), "privacy mode"),
        (Shift("N"), "in neutral"),
        (RadioChange(gnss=False), "no GNSS"),
    ):
        await expect(pills).not_to_contain_text(words)
        emulator.do("leaf_ze1", deed)
        await emulator.advance(1)
        await expect(pills).to_contain_text(words)
    await page.goto(f"{emulator.url}/console#MNTBAAN1XRT000000")
    await expect(page.get_by_role("status").last).to_have_text("There is no such car")
    await expect(page.locator("#car-name")).to_have_text("Almera")
    await page.goto(f"{emulator.url}/console#{emulator.car('kicks_e_power').vin}")
    await expect(page.locator("#car-name")).to_have_text("KICKS")
    for persona, order, words in (
        ("kicks_e_power", Signal("horn_lights", 60), "horn and lights"),
        ("kicks_e_power", StartEngine(), "remote start, 9 min left"),
    ):
        now = emulator.world.clock.now
        emulator.car(persona).order(now, "somebody", order)
        await emulator.advance(5)
        await expect(pills).to_contain_text(words)
    await expect(_row(page, "engine").first).to_have_text("on, remotely")


async def test_a_lost_connection_is_said_and_comes_back(
    emulator: Emulator, pages: Watched
) -> None:
    page = await pages.open(f"{emulator.url}/console")
    await expect(page.locator("#pills")).to_contain_text("TCU asleep")
    await page.route("**/api/events", lambda route: route.abort())
    emulator.world.events.close()
    await expect(page.get_by_role("alert")).to_have_text(
        "Connection lost. Trying again …"
    )
    emulator.do("almera", KeyInside(inside=True))
    await page.unroute("**/api/events")
    await expect(page.locator("#pills")).to_contain_text("key inside")
    await expect(page.locator("#lost")).to_be_hidden()


@pytest.mark.usefixtures("socket_enabled")
async def test_of_a_fleet_few_cars_are_drawn_and_a_scenario_is_followed(
    pages: Watched,
) -> None:
    async with running(scenario="day", start=None, fleet=300) as emulator:
        page = await pages.open(f"{emulator.url}/console")
        await expect(page.locator(".cars a")).to_have_count(12)
        await expect(page.locator("#garage")).to_contain_text("And 289 more")
        next_step = page.locator(".steps li").first
        await expect(next_step).to_contain_text("Tue 07:00Almera Leaves home for work")
        await page.get_by_role("button", name="Jump to the next step").click()
        await expect(next_step).to_contain_text("Almera Driver: Open a door")
        await expect(page.locator(".time")).to_have_text("07:00:00")
        await page.get_by_label("Keep this world as a snapshot").fill("mine")
        await page.get_by_role("button", name="Keep").click()
        restore = page.locator("[data-snapshot='mine'] button").first
        await expect(restore).to_be_visible()
        other = page.get_by_label("Another scenario in place of this world")
        await other.select_option("lived")
        await page.get_by_role("button", name="Load").click()
        await expect(page.locator(".cars a")).to_have_count(2)
        await restore.click()
        await expect(page.locator(".cars a")).to_have_count(12)
        await expect(page.locator(".time")).to_have_text("07:00:00")
        last = list(emulator.world.cars)[-1]
        await page.get_by_label("VIN, name, model, owner").fill(last.lower())
        await expect(page.locator(".cars a")).to_have_count(1)
        await page.locator(".cars a").click()
        await expect(page.locator("#car-about")).to_contain_text(last)
        await page.goto(emulator.url)
        await expect(page.locator("#accounts")).to_contain_text("Fleet-000000")


async def test_every_page_fits_and_dresses_as_one_likes(
    emulator: Emulator, client: ClientSession, pages: Watched
) -> None:
    emulator.world.faults.turn_on("F21", for_s=600)
    await client.get(f"{CURRENT}/{'x' * 90}", headers={"User-Agent": "y" * 90})
    vehicles = emulator.world.cloud.vehicles.documents
    vin = emulator.car("almera").vin
    strange = "<img src=x onerror=alert(1)>" + "x" * 60
    vehicles[vin] = replace(vehicles[vin], nickname=strange)
    page = await pages.open(emulator.url)
    grounds = set()
    for path, drawn in (("/", "#accounts li"), ("/mailbox", "#mails p"), SEAT):
        await page.goto(emulator.url + path)
        await expect(page.locator(drawn).first).to_be_visible()
        for width in SIZES:
            await page.set_viewport_size({"width": width, "height": 900})
            wide = await page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, path
        for look in ("Light", "Dark"):
            await page.get_by_label("Look").select_option(look)
            grounds.add(
                await page.evaluate("getComputedStyle(document.body).backgroundColor")
            )
    assert len(grounds) == 2
    await expect(page.locator("#car-name")).to_have_text(strange)
    for language, words in (("fr", "Contact mis"), ("th", "สวิตช์กุญแจ ON")):
        await page.locator(".tools select").first.select_option(language)
        await expect(_switch(page, words)).to_be_visible()
        await expect(page.locator("html")).to_have_attribute("lang", language)


async def test_a_mail_shows_up_by_itself(emulator: Emulator, pages: Watched) -> None:
    page = await pages.open(f"{emulator.url}/mailbox")
    await expect(page.locator("main")).to_contain_text("No mail was sent yet.")
    letter = Letter(
        "One-time <b>code</b>", "Code : 123456.", code="123456", language="fr"
    )
    emulator.world.cloud.mailbox.send(OWNER.email, letter)
    await emulator.advance(1)
    await expect(page.locator("main code")).to_have_text("123456")
    await expect(page.locator(".mail h2")).to_have_text("One-time <b>code</b>")
    await expect(page.locator(".mail [lang=fr]")).to_have_count(2)
