"""Remote control from the demo's dashboard: car, page and error agree (R1, R2, R8)."""

from collections.abc import Callable
import re
import sqlite3

from playwright.sync_api import Browser, ViewportSize, expect
import pytest

from .demo import Demo
from .emulated_car import EmulatedCar
from .home_page import HomePage
from .options import CODE, set_up_security

pytestmark = pytest.mark.browser

DESKTOP: ViewportSize = {"width": 1440, "height": 1400}
WRONG = "9999"


def _let_pass_until(car: EmulatedCar, home: HomePage, seen: Callable[[], bool]) -> None:
    """Let the car's time run ahead, as far as what is waited for needs."""
    for _ in range(60):
        if seen():
            return
        car.let_pass(3)
        home.page.wait_for_timeout(500)
    pytest.fail("it is never seen")


def _error(home: HomePage, words: str) -> Callable[[], bool]:
    """Return whether the page tells an error that says so."""
    return home.page.get_by_text(words).first.is_visible


def _state(home: HomePage, car: str, key: str, state: str) -> Callable[[], bool]:
    return lambda: home.state(car, key)["state"] == state


def test_locking_with_a_code_from_the_dashboard(demo: Demo, browser: Browser) -> None:
    """Wrong code, key inside, right code: each time all agree; no code is kept."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    home = HomePage.open(context, demo.link())
    almera = EmulatedCar.called("Almera", context.request, demo.control)
    almera.radio(coverage=True)
    set_up_security(home, almera)
    almera.driver("close", door="hatch")
    almera.driver("unlock_with_key")
    home.read("Almera")
    home.wait_for_state("Almera", "doors", "unlocked")

    home.give("Almera", "Lock", WRONG)
    _let_pass_until(almera, home, _error(home, "security code is wrong"))
    assert not almera.truth()["locked"]
    home.wait_for_state("Almera", "doors", "unlocked")

    almera.driver("key_inside", inside=True)
    home.give("Almera", "Lock", CODE)
    _let_pass_until(almera, home, _error(home, "key is inside"))
    assert not almera.truth()["locked"]
    home.wait_for_state("Almera", "doors", "unlocked")

    almera.driver("key_inside", inside=False)
    home.give("Almera", "Lock", CODE)
    home.wait_for_state("Almera", "doors", "locking")
    _let_pass_until(almera, home, _state(home, "Almera", "doors", "locked"))
    assert almera.truth()["locked"]
    _search(demo)


def test_lights_and_a_start_without_a_code(demo: Demo, browser: Browser) -> None:
    """The KICKS asks for none; unlocking is off until its owner allows it."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    home = HomePage.open(context, demo.link())
    kicks = EmulatedCar.called("KICKS", context.request, demo.control)
    kicks.driver("lock_with_key")
    home.see_started_by_hand("KICKS", kicks)
    home.give("KICKS", "Start engine")
    _let_pass_until(kicks, home, _state(home, "KICKS", "engine_running", "on"))
    assert kicks.truth()["engine"] == "remote"
    assert home.state("KICKS", "remote_starts_left")["state"] == "1"
    home.card("KICKS").get_by_role("button", name="Stop engine", exact=True).click()
    _let_pass_until(kicks, home, _state(home, "KICKS", "engine_running", "off"))
    assert kicks.truth()["engine"] == "off"
    home.card("KICKS").get_by_role("button", name="Unlock", exact=True).click()
    expect(home.page.get_by_text("Unlocking is switched off").first).to_be_visible()
    assert kicks.truth()["locked"]


def _search(demo: Demo) -> None:
    """Find no code in what Home Assistant has written."""
    (database,) = demo.folder.rglob("home-assistant_v2.db")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as kept:
        types = {name for (name,) in kept.execute("SELECT event_type FROM event_types")}
        shown = [
            str(row)
            for table in ("event_data", "state_attributes")
            for row in kept.execute(f"SELECT * FROM {table}")  # noqa: S608
        ]
    kept.close()
    assert types
    assert "call_service" not in types
    logs = [path.read_text("utf-8") for path in demo.folder.rglob("*.log")]
    assert logs
    for digits in (CODE, WRONG):
        coded = re.compile(rf"code\W{{1,8}}{digits}\b", re.IGNORECASE)
        assert not [text for text in (*shown, *logs) if coded.search(text)]
