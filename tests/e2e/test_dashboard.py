"""The dashboard of the demo, in a browser, while a car drives."""

from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, expect
import pytest

from .demo import Demo
from .emulated_car import EmulatedCar
from .home_page import HomePage

pytestmark = pytest.mark.browser

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
CARS = ("Almera", "KICKS", "Leaf", "Qashqai", "QX60", "Ariya")
DESKTOP: ViewportSize = {"width": 1440, "height": 1400}
PHONE: ViewportSize = {"width": 412, "height": 900}


def test_a_drive_an_open_door_and_a_dead_radio(demo: Demo, browser: Browser) -> None:
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    home = HomePage.open(context, demo.link())
    car = EmulatedCar.called("Almera", context.request, demo.control)
    parked = home.state("Almera", "position")["attributes"]
    odometer = float(home.state("Almera", "odometer")["state"])

    car.driver("drive", route="bangkok")
    route_km = car.truth()["driving"]["left_km"]
    car.let_pass(600)
    home.read("Almera")
    home.wait_for_state("Almera", "engine_running", "on")
    driving = home.state("Almera", "position")["attributes"]
    reported = car.cloud()["location"]["value"]
    assert driving["latitude"] == pytest.approx(reported["latitude"], abs=1e-5)
    assert driving["longitude"] == pytest.approx(reported["longitude"], abs=1e-5)
    assert abs(driving["latitude"] - parked["latitude"]) > 0.001
    home.take_picture(SCREENSHOTS / "driving.png")
    assert home.is_on_its_map("Almera")

    car.let_pass(car.arrives_in_s)
    car.driver("ignition_off")
    car.let_pass(120)
    home.read("Almera")
    home.wait_for_state("Almera", "engine_running", "off")
    home.wait_for_state("Almera", "trips_today", "1")
    driven_km = float(home.state("Almera", "odometer")["state"]) - odometer
    assert driven_km == pytest.approx(route_km, rel=0.01)

    car.driver("open", door="hatch")
    car.let_pass(60)
    home.read("Almera")
    home.wait_for_state("Almera", "hatch", "on")
    expect(home.card("Almera").locator(".lid.hatch.open")).to_be_visible()
    expect(home.card("Almera").get_by_text("Hatch: Open")).to_be_visible()

    car.radio(coverage=False)
    contact = home.state("Almera", "last_contact")["state"]
    car.driver("close", door="hatch")
    car.let_pass(3_600)
    home.read("Almera")
    assert home.state("Almera", "hatch")["state"] == "on"
    assert home.state("Almera", "last_contact")["state"] == contact
    assert home.errors == []


@pytest.mark.parametrize(
    ("name", "size", "dark"),
    [
        ("desktop", DESKTOP, False),
        ("desktop-dark", DESKTOP, True),
        ("phone", PHONE, False),
    ],
)
def test_every_car_is_shown_without_an_error(
    demo: Demo, browser: Browser, name: str, size: ViewportSize, dark: bool
) -> None:
    context = browser.new_context(
        viewport=size,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    home = HomePage.open(context, demo.link())
    for car in CARS:
        expect(home.card(car)).to_be_visible()
    home.take_picture(SCREENSHOTS / f"{name}.png")
    assert home.errors == []
