"""The owner's pages in a real browser, with the car in the test's hands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, ConsoleMessage, Page, ViewportSize, expect
import pytest
import pytest_asyncio
import pytest_socket

from emulator.tcu.alerts import AreaAlert
from emulator.tcu.deeds import (
    Break,
    BreakIn,
    IgnitionOff,
    IgnitionOn,
    Privacy,
    RadioChange,
)
from emulator.tcu.report import Warning
from emulator.tcu.truth import Truth
from emulator.testing import OWNER, Emulator

from .screens import press, register, shown

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=860)
DAILY = (
    "home",
    "remote",
    "security-code",
    "health",
    "finder",
    "alerts",
    "alerts/speed/new",
    "alerts/curfew/new",
    "alerts/area/new",
    "notifications",
    "preferences",
    "trips",
    "service",
    "store",
    "cars",
    "more",
    "appearance",
)
CODE, WRONG = "1234", "9999"
LONG_NAME = "Donaudampfschifffahrtskapitäne"
# Refusals are part of the maker's protocol; browsers note each in the console.
_REFUSED = "Failed to load resource"


@asynccontextmanager
async def signed_in(
    world: Emulator, chromium: Browser, size: ViewportSize, language: str
) -> AsyncIterator[tuple[Page, list[str]]]:
    """Give the owner's pages, and what goes wrong in the console."""
    context = await chromium.new_context(viewport=size)
    await context.add_init_script(f"localStorage.language ??= '{language}'")
    page, wrong = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if _is_bad(said) else None)
    await page.goto(f"{world.url}/owner")
    await page.locator("[name=email]").fill(OWNER.email)
    await page.locator("[name=password]").fill(OWNER.password)
    await page.keyboard.press("Enter")
    await shown(page, "/home")
    yield page, wrong
    await context.close()


def _is_bad(said: ConsoleMessage) -> bool:
    return said.type in {"error", "warning"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(world: Emulator, chromium: Browser) -> AsyncIterator[Page]:
    """Give one page to all tests that use a car; no code of ours may fail in it."""
    pytest_socket.enable_socket()
    async with signed_in(world, chromium, DESKTOP, "en") as (page, wrong):
        yield page
        assert [text for text in wrong if _REFUSED not in text] == []


async def use(page: Page, car: str, path: str) -> None:
    """Choose a car and open a screen of it."""
    await go(page, "cars")
    await page.locator(".choice", has_text=car).click()
    await shown(page, "/home")
    await go(page, path)


async def go(page: Page, path: str) -> None:
    """Open a screen by its address and wait until it is drawn."""
    row = path if path.count("/") == 0 else "alerts/:kind/:id"
    await page.evaluate(f"location.hash = '/{path}'")
    await shown(page, f"/{row}")


def truth(world: Emulator, persona: str) -> Truth:
    return world.car(persona).truth(world.world.clock.now)


async def obey(world: Emulator, page: Page, action: str) -> None:
    """Let a car obey a coded command: its challenge, then the command itself."""
    async with page.expect_response(f"**/actions/{action}"):
        await world.advance(30)
    await world.advance(30)


@pytest.mark.parametrize("language", ["fr", pytest.param("th", marks=pytest.mark.long)])
async def test_all_daily_screens_fit_a_telephone_and_note_nothing(
    socket_enabled: None, world: Emulator, chromium: Browser, language: str
) -> None:
    vehicles, vin = world.world.cloud.vehicles, world.car("almera").vin
    vehicles.set_nickname(vin, LONG_NAME)
    async with signed_in(world, chromium, PHONE, language) as (page, wrong):
        for path in DAILY:
            await go(page, path)
            width = await page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], path
            assert await page.locator("h1").count() == 1
        assert wrong == []
    vehicles.set_nickname(vin, "Almera")


async def test_R1_S3_the_page_proves_the_code_and_a_wrong_one_does_nothing(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await use(page, "Qashqai", "remote")
    doors = page.locator("section", has=page.get_by_role("heading", name="Doors"))
    await press(page, "Unlock")
    await register(world, page)
    async with page.expect_response("**/actions/srp-sets"):
        await page.get_by_label("Security code, 4 digits").press_sequentially(WRONG)
    await obey(world, page, "lock-unlock")
    await expect(doors).to_contain_text("The security code is wrong")
    await expect(doors).to_contain_text("Tries left: 2.")
    assert truth(world, "qashqai_e_power").locked

    await press(page, "Unlock")
    await press(page, "Cancel")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await press(page, "Unlock")
    for digit in CODE[:-1]:
        await press(page, digit)
    async with page.expect_response("**/actions/srp-sets"):
        await press(page, CODE[-1])
    await obey(world, page, "lock-unlock")
    await expect(doors.locator(".now")).to_contain_text("Unlocked")
    assert not truth(world, "qashqai_e_power").locked


async def test_S1_the_code_is_set_with_the_steps_in_the_car(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    world.do("almera", IgnitionOn())
    await use(page, "Almera", "security-code")
    await press(page, "Continue")
    await register(world, page)
    await _type_codes(page, "4321", "4312")
    await expect(page.locator(".now-step")).to_contain_text("were different")
    await _type_codes(page, "4321", "4321")
    async with page.expect_response("**/actions/srp-initiates"):
        await press(page, "Save the code")
    await world.advance(30)
    await expect(page.locator(".now-step")).to_contain_text("turn the engine off")
    [code_of_user] = truth(world, "almera").codes
    assert code_of_user.awaits == "ignition_off"
    for deed in (IgnitionOff(), IgnitionOn()):
        world.do("almera", deed)
        await world.advance(5)
    await expect(page.locator(".now-step")).to_contain_text("is in force")
    world.do("almera", IgnitionOff())


async def _type_codes(page: Page, *codes: str) -> None:
    """Type at the keyboard, which is where a code is asked for."""
    for code in codes:
        await expect(page.get_by_label("Security code, 4 digits")).to_be_focused()
        await page.keyboard.type(code)


async def test_R4_R6_the_remaining_minutes_of_a_run_are_shown(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await use(page, "KICKS", "remote")
    await press(page, "Start engine")
    async with page.expect_response("**/actions/engine-start"):
        await press(page, "Continue")
    await world.advance(30)
    engine = page.locator("section", has=page.get_by_role("heading", name="Engine"))
    await expect(engine.locator(".now")).to_contain_text("Running by remote start")
    await expect(engine.locator(".rest")).to_contain_text("9:")
    await world.advance(300)
    await expect(engine.locator(".rest")).to_contain_text("4:")
    await world.advance(300)
    await expect(engine.locator(".now")).to_contain_text("Engine off")


async def test_M1_an_area_is_set_on_the_map_and_watched_once_it_is_taken_over(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await use(page, "Qashqai", "alerts/area/new")
    await page.get_by_label("Place", exact=True).fill("Lyon")
    border = page.get_by_role("button", name="Border of the area")
    await border.scroll_into_view_if_needed()
    box = await border.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 60, y)
    await page.mouse.up()
    radius = float(await page.get_by_label("Radius").input_value())
    assert radius > 10
    await page.get_by_role("button", name="Border of the area").press("ArrowUp")
    await expect(page.get_by_label("Radius")).to_have_value(f"{radius + 0.5:g}")
    await page.get_by_label("Name").fill("Home <b>town</b>")
    await press(page, "Save")
    await shown(page, "/alerts")
    row = page.locator(".alert-rows li")
    await expect(row).to_contain_text("Home <b>town</b>")
    await world.advance(700)
    await expect(row).to_contain_text("In force")
    car = world.car("qashqai_e_power")
    [alert] = car.state.watch.in_force.alerts
    assert isinstance(alert, AreaAlert)
    assert (alert.latitude, alert.radius_km) == (45.764, radius + 0.5)
    await row.get_by_role("switch").click()
    await world.advance(60)
    assert not car.state.watch.in_force.alerts[0].enabled
    await row.get_by_role("button", name="Remove").click()
    await press(page, "Remove")
    await world.advance(60)
    await expect(row).to_have_count(0)


async def test_M1_there_is_no_way_to_a_second_curfew(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await use(page, "Leaf", "alerts/curfew/new")
    days = page.locator(".weekdays label")
    for day in await days.all():
        await day.click()
    await press(page, "Save")
    await expect(page.locator("form")).to_contain_text("Choose at least one day.")
    await days.last.click()
    await press(page, "Save")
    await shown(page, "/alerts")
    await expect(page.locator("[href='#/alerts/curfew/new']")).to_have_count(0)
    await expect(page.locator("main")).to_contain_text("from 22:00 to 06:00, Sun")


async def test_N2_what_happens_is_said_at_once_and_read_once_it_is_opened(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await use(page, "QX60", "notifications")
    await expect(page.locator("main")).to_contain_text("No notifications yet")
    for deed in (Break(Warning.ENGINE), IgnitionOn()):
        world.do("qx60", deed)
    await world.advance(60)
    await expect(page.get_by_role("status")).to_contain_text("Engine")
    world.do("qx60", IgnitionOff())
    await use(page, "KICKS", "notifications")
    world.do("kicks_e_power", BreakIn())
    await world.advance(60)
    await expect(page.get_by_role("status")).to_contain_text("Theft alert")
    first = page.locator(".message").first
    await expect(first).to_contain_text("Theft alert")
    async with page.expect_response("**/notifications/v2/**"):
        await first.get_by_role("button").click()
    await expect(first).to_contain_text("Go to the car.")
    await expect(first.locator(".new")).to_have_count(0)


async def test_E8_an_activation_that_fails_says_so_and_the_home_screen_follows(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await use(page, "KICKS", "manage")
    main, dialog = page.locator("main"), page.get_by_role("dialog")
    await press(page, "Deactivate")
    await expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    await dialog.get_by_role("button", name="Deactivate").click()
    world.do("kicks_e_power", RadioChange(coverage=False))
    await press(page, "Retry activation")
    await expect(main).to_contain_text("This takes 1 to 5 minutes.")
    await world.advance(300)
    await expect(main).to_contain_text("The network did not find the car.")
    await go(page, "home")
    await expect(main).to_contain_text("The services of this car are switched off.")
    await go(page, "manage")
    world.do("kicks_e_power", RadioChange(coverage=True))
    await press(page, "Retry activation")
    await expect(main).to_contain_text("This takes 1 to 5 minutes.")
    await world.advance(300)
    await expect(main).to_contain_text("The car obeys")
    await go(page, "home")
    await expect(page.locator(".resting")).to_have_count(0)


async def test_F2_the_last_known_position_stays_with_the_reason(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await use(page, "Ariya", "finder")
    main = page.locator("main")
    await expect(main).to_contain_text("The car has not reported since")
    world.do("ariya", RadioChange(gnss=False))
    world.do("ariya", IgnitionOn())
    await world.advance(130)
    await expect(main).to_contain_text("but did not see the sky")
    world.do("ariya", Privacy(on=True))
    await world.advance(130)
    await go(page, "home")
    await go(page, "finder")
    await expect(main).to_contain_text("This is the last known position. The car is in")
    await expect(main.get_by_role("link", name="Route in Apple Maps")).to_be_visible()
    for deed in (Privacy(on=False), RadioChange(gnss=True), IgnitionOff()):
        world.do("ariya", deed)


async def test_F34_F51_what_is_not_known_is_not_made_up_and_an_outage_is_told(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await use(page, "QX60", "home")
    faults = f"{world.url}/console/api/faults"
    await page.request.post(faults, data={"fault": "F51"})
    await page.reload()
    await expect(page.locator(".headline")).to_have_text("Not reported")
    await page.request.post(faults, data={"fault": "F34"})
    await page.reload()
    await expect(page.get_by_role("alert")).to_contain_text("The cloud has a fault.")
    await page.request.delete(faults)
    await press(page, "Try again")
    await expect(page.locator(".headline")).to_have_text("Locked")


async def test_a_session_outlives_a_reload_and_ends_for_good(
    socket_enabled: None, world: Emulator, page: Page
) -> None:
    await go(page, "trips")
    await page.reload()
    await shown(page, "/trips")
    kept = await page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    cookies = await page.context.cookies()
    assert [cookie["name"] for cookie in cookies] == ["owner_session"]
    assert cookies[0]["httpOnly"]
    assert "token" not in kept
    await page.evaluate("location.hash = '/change/%'")
    await shown(page, "/change/:code")
    await go(page, "trips")
    await page.get_by_role("button", name="Year", exact=True).click()
    steps = page.locator(".bars text[text-anchor=end]")
    await expect(steps).to_have_text(["0", "1", "2", "3", "4"])
    await go(page, "more")
    await press(page, "Sign out")
    await shown(page, "/sign-in")
    await page.evaluate("location.hash = '/home'")
    await shown(page, "/sign-in")
    await page.reload()
    await shown(page, "/sign-in")
