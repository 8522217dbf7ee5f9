"""Home Assistant in a browser, as a person reads it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

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
        home.page.locator("hui-map-card").first.wait_for()
        return home

    def section(self, car: str) -> Locator:
        """Return the part of the dashboard that shows a car."""
        heading = self.page.locator("hui-heading-card", has_text=car)
        return self.page.locator("hui-grid-section", has=heading)

    def tile(self, car: str, text: str) -> Locator:
        """Return a car's tile that shows a text."""
        return self.section(car).locator("hui-tile-card", has_text=text)

    def is_on_its_map(self, car: str) -> bool:
        """Whether the part of the map that is shown holds the car."""
        on_map = self.section(car).locator("hui-map-card").bounding_box()
        marker = self.section(car).locator("ha-entity-marker").bounding_box()
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
