"""The whole way of an owner in a browser, with the wrong turns of E1 to E9."""

from collections.abc import AsyncIterator
import re

from playwright.async_api import Browser, Locator, Page, expect
import pytest
import pytest_asyncio
import pytest_socket

from emulator.tcu.car import Car
from emulator.tcu.deeds import Drive, IgnitionOff, IgnitionOn
from emulator.testing import SECOND, Emulator

from .person import NEW
from .screens import (
    confirm_purchase,
    press,
    register,
    shown,
    type_address,
    type_card,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

MINUTE, DAY = 60.0, 86_400.0


@pytest_asyncio.fixture(loop_scope="module")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    """Give a telephone's page; anything that goes wrong in it fails the test."""
    pytest_socket.enable_socket()
    context = await chromium.new_context(viewport={"width": 412, "height": 860})
    # Else the pages speak the language of the account's country.
    await context.add_init_script("localStorage.language = 'en'")
    context.set_default_timeout(10_000)
    page, wrong = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    await context.close()
    assert wrong == []


async def test_the_whole_way_of_an_owner(world: Emulator, page: Page) -> None:
    """Sign up, pair, set a code and alerts, subscribe, see a trip, leave."""
    car = _showroom(world)
    await _sign_up(world, page)
    await _validate(world, page)
    await _sign_in(page)
    await _type_vin(page, car)
    await _fail_the_odometer(world, page, car)
    await _pair(world, page, car)
    await _set_code(world, page, car)
    await _set_alerts(page)
    await _subscribe(page)
    await _see_a_trip(world, page, car)
    await _unpair(world, page, car)
    await _keep_the_look(page)
    await _delete(world, page)


def _showroom(world: Emulator) -> Car:
    accounts, cars = world.world.cloud.accounts, world.world.cars
    return next(car for vin, car in cars.items() if not accounts.users_of(vin))


async def _sign_up(world: Emulator, page: Page) -> None:
    """Type two passwords that differ, forget the terms, then do it right."""
    await page.goto(f"{world.url}/owner")
    await page.get_by_role("link", name="Sign up").click()
    await shown(page, "/sign-up")
    await page.get_by_label("First name").fill("Nin")
    await page.get_by_label("Last name").fill("Saelim")
    await page.get_by_label("E-mail").fill(NEW.email)
    await page.get_by_label("Password").fill(NEW.password)
    await page.get_by_label("Once more").fill("Showroom-2")
    await press(page, "Create account")
    await expect(page.locator("main")).to_contain_text("Please accept the terms.")
    await page.get_by_label("I have read and accept").check()
    await press(page, "Create account")
    await expect(page.locator("main")).to_contain_text("passwords are different")
    await page.get_by_label("Once more").fill(NEW.password)
    await press(page, "Create account")
    await expect(page.locator("main")).to_contain_text(f"a link to {NEW.email}")


async def _validate(world: Emulator, page: Page) -> None:
    """Open the link too late, ask for another one, and confirm."""
    await world.advance(30 * MINUTE)
    await _open_mail(world, page)
    await expect(page.locator("main")).to_contain_text("does nothing any more")
    await page.get_by_label("E-mail").fill(NEW.email)
    await press(page, "Send it again")
    await expect(page.get_by_role("status")).to_contain_text("on its way")
    await _open_mail(world, page)
    await press(page, "Confirm")
    await expect(page.locator("main")).to_contain_text("Your account is validated")


async def _open_mail(world: Emulator, page: Page) -> None:
    """Open the newest link of the mailbox."""
    await page.goto(f"{world.url}/mailbox")
    await page.get_by_role("link", name="Open the link").first.click()
    await page.wait_for_url(re.compile(r"/owner#/\w+/"))


async def _sign_in(page: Page) -> None:
    await page.get_by_role("link", name="Sign in").click()
    await page.get_by_label("E-mail").fill(NEW.email)
    await page.get_by_label("Password").fill(NEW.password)
    await page.keyboard.press("Enter")
    await shown(page, "/cars")


async def _type_vin(page: Page, car: Car) -> None:
    """Type a VIN with an O, then the right one, and accept the car's terms."""
    await page.get_by_role("link", name="Add a car").click()
    main, vin = page.locator("main"), page.get_by_label("(VIN)")
    await vin.fill(f"{car.vin[:-1]}O")
    await press(page, "Next")
    await expect(main).to_contain_text("A VIN has no I, O and Q.")
    await vin.fill(car.vin.lower())
    await press(page, "Next")
    await _begin(page)


async def _begin(page: Page) -> None:
    await page.get_by_label("I have read and accept").check()
    await press(page, "Begin")


async def _fail_the_odometer(world: Emulator, page: Page, car: Car) -> None:
    """Go on with the engine off, mistype the odometer, and wait six minutes."""
    main = page.locator("main")
    await expect(main.get_by_role("timer")).to_contain_text("left")
    await press(page, "Next")
    await expect(page.get_by_role("status")).to_contain_text("The engine is off.")
    await _type_odometer(world, page, car, "13")
    await expect(main).to_contain_text("This is not what the odometer shows.")
    await expect(main).to_contain_text("the next one waits for six minutes")
    await expect(main.get_by_role("timer")).to_contain_text("6:00 left")
    await world.advance(6 * MINUTE)
    await page.get_by_label("(VIN)").fill(car.vin)
    await press(page, "Next")


async def _type_odometer(world: Emulator, page: Page, car: Car, km: str) -> None:
    world.world.do(car, IgnitionOn())
    await press(page, "Next")
    odometer = page.get_by_label("Odometer")
    await expect(odometer).to_be_visible()
    world.world.do(car, IgnitionOff())
    await odometer.fill(km)
    await press(page, "Next")


async def _pair(world: Emulator, page: Page, car: Car) -> None:
    await _begin(page)
    await _type_odometer(world, page, car, "12")
    await expect(page.locator("main")).to_contain_text("The car is on your account.")
    await press(page, "Continue")
    await shown(page, "/home")


async def _set_code(world: Emulator, page: Page, car: Car) -> None:
    world.world.do(car, IgnitionOn())
    await _go(page, "/manage")
    await page.get_by_role("link", name="Change").click()
    await press(page, "Continue")
    await register(world, page)
    for _ in range(2):
        code = page.get_by_label("Security code, 4 digits")
        await code.press_sequentially("4321")
    async with page.expect_response("**/actions/srp-initiates"):
        await press(page, "Save the code")
    await world.advance(30)
    for deed in (IgnitionOff(), IgnitionOn()):
        world.world.do(car, deed)
        await world.advance(5)
    await expect(page.locator(".now-step")).to_contain_text("is in force")
    world.world.do(car, IgnitionOff())


async def _set_alerts(page: Page) -> None:
    """Set three limits of speed: there is no way to a fourth one (M1)."""
    for limit in ("90", "110", "130"):
        await _go(page, "/alerts/speed/new", "/alerts/:kind/:id")
        await page.get_by_label("Limit").fill(limit)
        await press(page, "Save")
        await shown(page, "/alerts")
    await expect(page.locator("main")).to_contain_text("No more of these can be added.")
    await expect(page.locator("[href='#/alerts/speed/new']")).to_have_count(0)


async def _subscribe(page: Page) -> None:
    """Renew a plan: with a wrong address and card first."""
    await _go(page, "/store/remote/subscribe", "/store/:plan/subscribe")
    main = page.locator("main")
    await main.get_by_label("12 months").check()
    await main.get_by_role("button", name="Next").click()
    await type_address(main)
    await type_card(main)
    await confirm_purchase(main)
    await shown(page, "/store/:plan")


async def _see_a_trip(world: Emulator, page: Page, car: Car) -> None:
    """Drive on the day after: the day of enrolment is not shown (D3)."""
    await world.advance(DAY)
    world.world.do(car, Drive("bangkok"))
    await world.advance(45 * MINUTE)
    world.world.do(car, IgnitionOff())
    await _go(page, "/trips")
    await expect(_figure(page, "Trips")).to_have_text("1")


def _figure(page: Page, name: str) -> Locator:
    return page.locator(".figure", has_text=name).locator("strong")


async def _unpair(world: Emulator, page: Page, car: Car) -> None:
    """Read the advice, confirm twice (E9)."""
    await _go(page, "/manage")
    await expect(page.locator("main")).to_contain_text("before you sell the car")
    await press(page, "Unpair")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Continue").click()
    await dialog.get_by_role("button", name="Unpair for good").click()
    await shown(page, "/cars")
    await expect(page.locator("main")).to_contain_text("There is no car")
    assert world.world.cloud.accounts.users_of(car.vin) == []


async def _keep_the_look(page: Page) -> None:
    """Choose the dark look: another browser wears it once one has signed in (E10)."""
    await _go(page, "/appearance")
    async with page.expect_response("**/owner/api/profile"):
        await press(page, "Dark")
    await _go(page, "/more")
    await press(page, "Sign out")
    await shown(page, "/sign-in")
    await page.evaluate("localStorage.removeItem('look')")
    await page.reload()
    await page.get_by_label("E-mail").fill(NEW.email)
    await page.get_by_label("Password").fill(NEW.password)
    await page.keyboard.press("Enter")
    await shown(page, "/cars")
    await expect(page.locator("html")).to_have_attribute("data-look", "dark")


async def _delete(world: Emulator, page: Page) -> None:
    await _go(page, "/profile")
    await press(page, "Delete account")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Continue").click()
    await dialog.get_by_label("Password").fill(NEW.password)
    await dialog.get_by_role("button", name="Delete account").click()
    await shown(page, "/sign-in")
    assert world.world.cloud.accounts.documents.find(NEW.email) is None


async def _go(page: Page, path: str, screen: str | None = None) -> None:
    await page.evaluate("path => { location.hash = path; }", path)
    await shown(page, screen or path)


async def test_P5_a_used_car_is_taken_over_with_the_retailers_pin(
    world: Emulator, page: Page
) -> None:
    """A wrong PIN says so; the right one takes the car off the seller's account."""
    cloud, vin = world.world.cloud, world.car("kicks_e_power").vin
    await page.request.post(f"{world.url}/owner/api/session", data=SECOND._asdict())
    await page.goto(f"{world.url}/owner#/cars/add")
    await page.get_by_label("(VIN)").fill(vin)
    await press(page, "Next")
    await expect(page.locator("main")).to_contain_text("on somebody else")
    await _type_pin(page, "00000000")
    await expect(page.locator("main")).to_contain_text("This PIN is wrong")
    await _type_pin(page, cloud.registration_pins.issue(vin))
    await expect(page.locator("main")).to_contain_text("Start the engine")
    assert cloud.accounts.users_of(vin) == []


async def _type_pin(page: Page, pin: str) -> None:
    await page.get_by_label("Registration PIN").fill(pin)
    await press(page, "Next")
    await _begin(page)


async def test_a_first_visit_is_offered_and_follows(
    world: Emulator, page: Page
) -> None:
    """A panel on each page tells the next step and leads to it."""
    await page.goto(world.url)
    await press(page, "Begin")
    panel = page.locator("#first-visit")
    await expect(panel.locator("[aria-current]")).to_have_text("Sign up")
    await panel.get_by_role("link", name="To the owner").click()
    await shown(page, "/sign-up")
    person = {"first_name": "Nin", "last_name": "S", "country": "TH"}
    asked = {**person, **NEW._asdict(), "terms_accepted": True}
    await page.request.post(f"{world.url}/owner/api/account", data=asked)
    await expect(panel.locator("[aria-current]")).to_have_text("Mail")
    await panel.get_by_role("link", name="To the mailbox").click()
    await page.get_by_role("link", name="Open the link").first.click()
    await press(page, "Confirm")
    await expect(panel.locator("[aria-current]")).to_have_text("Sign in")
    await panel.get_by_role("button", name="Close the guide").click()
    await page.goto(f"{world.url}/console")
    await expect(page.locator("#car-name")).not_to_be_empty()
    await expect(panel).to_have_count(0)
