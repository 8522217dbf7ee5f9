"""Home Assistant in a browser, as a person reads it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from .emulated_car import EmulatedCar

_READY = "() => document.querySelector('home-assistant')?.hass?.states"
_STATE = """
([car, key]) => {
  const hass = document.querySelector("home-assistant").hass;
  const device = Object.values(hass.devices).find((one) => one.name === car);
  const entity = Object.values(hass.entities).find(
    (one) => one.device_id === device.id && one.translation_key === key
  );
  return hass.states[entity.entity_id];
}
"""
# Map tiles come from the internet, which a test has not.
_TILES = "/api/map_tiles/"
_SETTLE_MS = 2_000
_CARD = "nissanconnect-vehicle-card"


@dataclass
class HomePage:
    """A page of Home Assistant, and the errors it has had."""

    page: Page
    errors: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, context: BrowserContext, link: str) -> HomePage:
        """Sign in by a one-time link and wait until the dashboard stands."""
        home = cls(context.new_page())
        home.page.on("pageerror", lambda error: home.errors.append(str(error)))
        home.page.on("console", home._listen)
        home.page.goto(link)
        home.page.wait_for_function(_READY)
        home.page.locator(_CARD).first.wait_for()
        return home

    def card(self, car: str) -> Locator:
        """Return the card of a car."""
        named = self.page.get_by_role("heading", name=car, exact=True)
        return self.page.locator(_CARD).filter(has=named).first

    def open_view(self, car: str) -> None:
        """Go to the view of a car."""
        self.page.get_by_role("tab", name=car, exact=True).click()
        expect(self.page.locator(_CARD)).to_have_count(1)

    def read(self, car: str) -> None:
        """Have Home Assistant read the cloud, by the card."""
        button = self.card(car).get_by_role("button", name="Ask cloud")
        button.click()
        expect(button).to_be_enabled()

    def see_started_by_hand(self, name: str, car: EmulatedCar) -> None:
        """Have a person start the car and stop it: its remote starts are back (R5)."""
        for deed, runs in (("ignition_on", "on"), ("ignition_off", "off")):
            car.driver(deed)
            car.let_pass(60)
            self.read(name)
            self.wait_for_state(name, "engine_running", runs)
        self.wait_for_state(name, "remote_starts_left", "2")

    def give(self, car: str, command: str, code: str | None = None) -> None:
        """Give a command by the card; type the code on its pad, or say yes."""
        self.card(car).get_by_role("button", name=command, exact=True).click()
        sheet = self.card(car).get_by_role("dialog")
        if code is None:
            sheet.get_by_role("button", name=command, exact=True).click()
        else:
            for digit in code:
                sheet.get_by_role("button", name=digit, exact=True).click()
        expect(sheet).to_have_count(0)

    def is_on_its_map(self, car: str) -> bool:
        """Whether the part of the map that is shown holds the car."""
        on_map = self.card(car).locator(".chart").bounding_box()
        marker = self.card(car).locator(".pin .dot").bounding_box()
        return bool(
            on_map
            and marker
            and on_map["x"] < marker["x"] < on_map["x"] + on_map["width"]
            and on_map["y"] < marker["y"] < on_map["y"] + on_map["height"]
        )

    def state(self, car: str, key: str) -> dict[str, Any]:
        """Return the state of a car's entity, as the page has it."""
        return dict(self.page.evaluate(_STATE, [car, key]))

    def wait_for_state(self, car: str, key: str, state: str) -> None:
        """Wait until an entity of a car is in a state."""
        script = f"([which, wanted]) => ({_STATE})(which).state === wanted"
        self.page.wait_for_function(script, arg=[[car, key], state])

    def take_picture(self, path: Path) -> None:
        """Save what is seen, once it has come to rest."""
        self.page.wait_for_timeout(_SETTLE_MS)
        path.parent.mkdir(exist_ok=True)
        # Playwright itself would write it from a thread, and leave that behind.
        path.write_bytes(self.page.screenshot())

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and _TILES not in message.location["url"]:
            self.errors.append(f"{message.text} ({message.location['url']})")
