"""From nothing to the card, as an owner goes: account, dashboard, command, outage."""

from collections.abc import Iterator
import json
import re

from playwright.sync_api import Browser, Locator, Page, expect
import pytest

from .demo import Demo
from .emulated_car import EmulatedCar
from .home_page import HomePage

pytestmark = pytest.mark.browser

_DASHBOARD = "NissanConnect cars"
_SECOND = {"Email": "second@example.com", "Password": "Emulator-2"}
_TABLET = (1280, 1000)
_SMALL_PHONE = (360, 800)
# What of the card, its views open or not, is wider than its room.
_TOO_WIDE = """
() => {
  const parts = (root) => [...root.querySelectorAll("*")].flatMap(
    (part) => part.shadowRoot ? [part, ...parts(part.shadowRoot)] : [part]
  );
  const cards = parts(document).filter(
    (part) => part.localName === "nissanconnect-vehicle-card"
  );
  const wide = cards.flatMap((card) => {
    const room = card.getBoundingClientRect();
    return [...card.shadowRoot.querySelectorAll("button, h2, p, b, small")].filter(
      (part) => {
        const { left, right } = part.getBoundingClientRect();
        return left < room.left - 1 || right > room.right + 1;
      }
    );
  });
  const root = document.documentElement;
  return [
    ...wide.map((part) => part.outerHTML),
    ...(root.scrollWidth > root.clientWidth ? ["the page"] : []),
  ];
}
"""
_LEFT = re.compile(r"\d+:\d\d")


@pytest.fixture
def home(demo: Demo, browser: Browser) -> Iterator[HomePage]:
    """Sign in to the demo."""
    width, height = _TABLET
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    yield HomePage.open(context, demo.link())
    context.close()


def _add_account(page: Page, demo: Demo) -> None:
    """Add the second account by the dialog of the integration."""
    page.goto(f"{demo.url}/config/integrations/dashboard")
    page.get_by_role("button", name="Add integration").first.click()
    brands = page.locator("dialog-add-integration")
    brands.locator("input").first.fill("NissanConnect")
    brands.get_by_text("NissanConnect Services", exact=True).click()
    page.get_by_text("Another server").click()
    fields = {"Address": demo.control.removesuffix("/console/api"), **_SECOND}
    for label, value in fields.items():
        page.get_by_role("textbox", name=label).first.fill(value)
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("button", name="Skip and finish").click()


def _add_dashboard(page: Page, demo: Demo) -> None:
    """Add the offered dashboard and open it."""
    page.goto(f"{demo.url}/config/lovelace/dashboards")
    page.get_by_role("button", name="Add dashboard").click()
    page.get_by_role("button", name=_DASHBOARD).click()
    page.get_by_role("button", name="Create").click()
    # A dialog that closes goes back in the history, and takes an open page with it.
    expect(page.get_by_role("button", name="Create")).to_have_count(0)
    page.get_by_role("link", name="Cars", exact=True).click()


def _remaining_s(run: Locator) -> int:
    minutes, seconds = (run.locator(".left").text_content() or "").split(":")
    return int(minutes) * 60 + int(seconds)


def test_from_an_account_to_its_dashboard(home: HomePage, demo: Demo) -> None:
    """Added by its dialog, the car of the second account is on the offered one."""
    _add_account(home.page, demo)
    _add_dashboard(home.page, demo)
    expect(home.card("Petite Leaf")).to_be_visible()
    expect(home.card("Almera")).to_be_visible()
    assert [error for error in home.errors if "nissanconnect" in error] == []


def test_a_run_a_door_and_a_broken_cloud_are_seen_on_the_card(
    home: HomePage, demo: Demo
) -> None:
    """R4: the time of a run goes down; a door is drawn; old data say how old."""
    kicks = EmulatedCar.called("KICKS", home.page.request, demo.control)
    card = home.card("KICKS")
    home.see_started_by_hand("KICKS", kicks)
    home.give("KICKS", "Start engine")
    expect(card.locator(".control.busy")).to_be_visible()
    run = card.locator(".run")
    for _ in range(60):
        if run.is_visible():
            break
        kicks.let_pass(3)
        home.page.wait_for_timeout(500)
    expect(run.locator(".left")).to_have_text(_LEFT)
    left = _remaining_s(run)
    assert 0 < left <= 600
    home.page.wait_for_timeout(2_000)
    assert _remaining_s(run) < left
    expect(card.locator("svg.car.running")).to_be_visible()

    kicks.driver("open", door="front_left")
    kicks.let_pass(60)
    home.read("KICKS")
    expect(card.locator(".door.open")).to_have_count(1)
    expect(card.get_by_text("Front left door: Open")).to_be_visible()
    kicks.driver("close", door="front_left")

    fault = home.page.request.post(f"{demo.control}/faults", data={"fault": "F34"})
    assert fault.ok
    card.get_by_role("button", name="Ask cloud").click()
    notice = card.locator(".notice.stale")
    expect(notice).to_contain_text("The cloud cannot be used now")
    expect(notice).to_contain_text("As of")
    expect(card.get_by_text("Front left door: Open")).to_be_visible()
    assert home.page.request.delete(f"{demo.control}/faults").ok
    home.read("KICKS")
    expect(notice).to_have_count(0)
    # Home Assistant's page itself logs the action that was refused.
    assert [error for error in home.errors if "nissanconnect" in error] == []


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("he", "rtl")])
def test_a_small_phone_in_a_language_of_long_words_or_from_the_right(
    demo: Demo, browser: Browser, language: str, direction: str
) -> None:
    """All fits; from the right all but the car itself, whose left stays its left."""
    width, height = _SMALL_PHONE
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    chosen = json.dumps(json.dumps(language))
    context.add_init_script(f"localStorage.setItem('selectedLanguage', {chosen})")
    home = HomePage.open(context, demo.link())
    card = home.card("Almera")
    expect(card).to_have_css("direction", direction)
    name, refresh = card.locator("h2").bounding_box(), card.locator(".round").first
    button = refresh.bounding_box()
    assert name
    assert button
    assert (name["x"] < button["x"]) == (direction == "ltr")
    expect(card.locator("svg.car")).to_have_css("transform", "none")
    for tab in card.locator(".tab").all():
        tab.click()
        expect(card.locator(".view")).to_be_visible()
        assert home.page.evaluate(_TOO_WIDE) == []
    assert home.errors == []
    context.close()


def test_the_card_is_offered_and_set_up_by_its_device(home: HomePage) -> None:
    """In the picker with a preview, for an entity of the car, with one setting."""
    offered = home.page.evaluate(
        """async () => {
          const hass = document.querySelector("home-assistant").hass;
          const card = window.customCards.find((one) => one.type.startsWith("nissan"));
          const element = customElements.get(card.type);
          const entity = Object.values(hass.entities).find(
            (one) => one.platform === "nissanconnect"
          );
          const form = await element.getConfigForm();
          return {
            preview: card.preview,
            suggested: card.getEntitySuggestion(hass, entity.entity_id).config.device,
            device: entity.device_id,
            foreign: card.getEntitySuggestion(hass, "sun.sun"),
            fields: form.schema.map((field) => field.name),
            stub: Object.keys(element.getStubConfig(hass)),
          };
        }"""
    )
    assert offered["preview"]
    assert offered["suggested"] == offered["device"]
    assert offered["foreign"] is None
    assert offered["fields"] == offered["stub"] == ["device"]
