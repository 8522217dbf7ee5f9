"""The emulator's own pages: complete without a browser, escaped, changing nothing."""

from html.parser import HTMLParser
from typing import override
from urllib.parse import urlsplit

from aiohttp import ClientSession
import msgspec
import pytest

from emulator.cloud.mailbox import Letter
from emulator.cloud.subscriptions import Plan
from emulator.console.chips import age
from emulator.console.pages import _TEMPLATES
from emulator.tcu.alerts import Alert, CurfewAlert, SpeedAlert, Weekday
from emulator.tcu.deeds import (
    BreakIn,
    Drive,
    DriverDeed,
    HazardLights,
    KeyInside,
    Open,
    Plug,
    Privacy,
    RadioChange,
    UnlockWithKey,
)
from emulator.tcu.report import Opening
from emulator.testing import OWNER, SECOND, Emulator, running

PAGES = ("/", "/console", "/mailbox")


class Page(HTMLParser):
    """What a page holds: addresses, text, buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.buttons: list[dict[str, str]] = []
        self.unnamed: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ("href", "src") if name in given]
        self.inline += [name for name in given if name == "style" or name[:2] == "on"]
        if tag == "script" and "src" not in given:
            self.inline.append(tag)
        if tag in {"input", "select"} and not {"aria-label", "id"} & set(given):
            self.unnamed.append(given.get("name", tag))
        if tag == "button":
            self.buttons.append(given)


async def _page(client: ClientSession, path: str) -> tuple[str, Page]:
    answer = await client.get(path)
    assert answer.status == 200
    assert answer.content_type == "text/html"
    text = await answer.text()
    return text, Page(text)


@pytest.mark.parametrize("path", PAGES)
async def test_pages_need_no_address_outside(client: ClientSession, path: str) -> None:
    _, page = await _page(client, path)
    for address in page.addresses:
        parts = urlsplit(address)
        assert not parts.netloc
        assert parts.scheme in {"", "data"}
        if parts.path.startswith("/"):
            assert (await client.get(parts.path)).status == 200


@pytest.mark.parametrize("path", PAGES)
async def test_pages_forbid_foreign_and_inline_code(
    client: ClientSession, path: str
) -> None:
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Page(await answer.text()).inline == []


@pytest.mark.parametrize("path", PAGES)
async def test_every_field_has_a_name_for_screen_readers(
    client: ClientSession, path: str
) -> None:
    _, page = await _page(client, path)
    assert page.unnamed == []


async def test_the_start_page_names_accounts_and_the_showroom_car(
    emulator: Emulator, client: ClientSession
) -> None:
    text, _ = await _page(client, "/")
    for words in (*OWNER, *SECOND):
        assert words in text
    assert text.count("security code <code>1234</code>") == 2
    showroom = list(emulator.world.cars)[-1]
    assert showroom in text
    assert "in the showroom" in text


async def test_the_mailbox_shows_what_was_sent(
    emulator: Emulator, client: ClientSession
) -> None:
    for path in ("/mailbox", "/console/mails"):
        assert "No mail was sent yet." in (await _page(client, path))[0]
    letter = Letter(
        "One-time code", "Your code is <b>123456</b>.\n\nBye", code="123456"
    )
    emulator.world.cloud.mailbox.send(OWNER.email, letter)
    for path in ("/mailbox", "/console/mails"):
        text, _ = await _page(client, path)
        assert "<h2>One-time code</h2>" in text
        assert "<code>123456</code>" in text
        assert "&lt;b&gt;123456&lt;/b&gt;" in text
        assert f"to {OWNER.email}" in text


async def test_the_console_shows_truth_beside_the_clouds_view(
    emulator: Emulator, client: ClientSession
) -> None:
    await emulator.advance(3_600)
    emulator.do("almera", RadioChange(coverage=False))
    emulator.do("almera", Open(Opening.HATCH))
    vin = emulator.car("almera").vin
    for path in ("/console", f"/console/cars/{vin}"):
        text, _ = await _page(client, path)
        row = text[text.index("Doors</th>") :][:200]
        assert "<td>hatch</td>" in row
        assert '<td class="differs">all closed</td>' in row
        assert "12 h" in row
        assert "not reachable" in text


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (KeyInside(inside=True), "key inside"),
        (HazardLights(on=True), "hazard lights"),
        (Privacy(on=True), "privacy mode"),
        (RadioChange(gnss=False), "no GNSS"),
        (UnlockWithKey(), "unlocked"),
        (Plug(), "min to full"),
        (Drive("paris"), "km to go"),
    ],
)
async def test_the_console_says_in_what_state_a_car_is(
    emulator: Emulator,
    client: ClientSession,
    deed: DriverDeed | RadioChange,
    words: str,
) -> None:
    path = f"/console/cars/{emulator.car('leaf_ze1').vin}"
    before, _ = await _page(client, path)
    assert words not in before
    emulator.do("leaf_ze1", deed)
    after, _ = await _page(client, path)
    assert words in after


def _want(emulator: Emulator, alert: Alert, name: str | None = None) -> None:
    emulator.world.cloud.monitoring.add(emulator.car("almera").vin, alert, name)


async def test_M3_the_console_shows_how_far_alerts_have_got(
    emulator: Emulator, client: ClientSession
) -> None:
    almera = emulator.car("almera")
    path = f"/console/cars/{almera.vin}"
    assert "<h3>Alerts</h3>" not in (await _page(client, path))[0]
    _want(emulator, SpeedAlert(alert_id="one", limit_kmh=30), "In <town>")
    emulator.do("almera", Drive("bangkok"))
    await emulator.advance(120)
    friday = frozenset[Weekday]({"friday"})
    _want(emulator, CurfewAlert(alert_id="two", start=1320, end=300, days=friday))
    text, _ = await _page(client, path)
    speed, curfew = text.partition("<h3>Alerts</h3>")[2].split("</ul>\n</li>")[:2]
    assert "In &lt;town&gt;: at most 30 km/h" in speed
    assert "in force" in speed
    assert "breached" in speed
    assert "not from 22:00 to 05:00, 1 of 7 days" in curfew
    assert "pending" in curfew
    assert "in force" not in curfew
    emulator.world.cloud.monitoring.remove(almera.vin, "one")
    assert "in force until it is taken over" in (await _page(client, path))[0]


async def test_the_console_shows_inbox_and_plans(
    emulator: Emulator, client: ClientSession
) -> None:
    almera = emulator.car("almera")
    path = f"/console/cars/{almera.vin}"
    assert "<h3>Inbox</h3>" not in (await _page(client, path))[0]
    emulator.do("almera", BreakIn())
    ended = Plan(emulator.world.clock.now, renews=False)
    emulator.world.cloud.subscriptions.set(almera.vin, "remote", ended)
    text, _ = await _page(client, path)
    inbox, _, plans = text.partition("<h3>Inbox</h3>")[2].partition("<h3>Plans</h3>")
    assert "Theft alert" in inbox
    assert "Mon 13:00" in inbox
    assert '<li class="alert">ended 2026-03-02</li>' in plans
    assert plans.count("renews 20") == 2


@pytest.mark.usefixtures("socket_enabled")
async def test_the_console_says_what_comes_next() -> None:
    async with (
        running(scenario="day", start=None) as emulator,
        ClientSession(emulator.url) as client,
    ):
        text, _ = await _page(client, "/console")
        assert "next: Tue 07:00, Almera: Leaves home for work" in text
        await emulator.advance(1_900)
        text, _ = await _page(client, "/console/clock")
        assert "next: Tue 07:26, Almera: Drives too fast to Bang Pa-in" in text
        await emulator.advance(26 * 3_600)
        assert "next:" not in (await _page(client, "/console/clock"))[0]


async def test_every_button_of_the_console_is_a_valid_call(
    emulator: Emulator, client: ClientSession
) -> None:
    _, page = await _page(client, "/console")
    filled = {
        "route": "bangkok",
        "door": "hood",
        "litres": 1,
        "celsius": 20,
        "warning": "abs",
        "km": 99_999,
        "volts": 12.5,
    }
    assert len(page.buttons) > 100
    for button in page.buttons:
        body = msgspec.json.decode(button.get("data-body", "{}"))
        takes = button.get("data-takes", "").split()
        body |= {name: filled[name] for name in takes if name in filled}
        answer = await client.post(f"/console/api/{button['data-post']}", json=body)
        assert answer.status in {200, 409}, (button, await answer.text())
        if "speed" not in body:
            await client.post("/console/api/clock", json={"held": True})


async def test_pages_change_nothing(emulator: Emulator, client: ClientSession) -> None:
    vin = emulator.car("almera").vin
    for path in (*PAGES, "/console/clock", "/console/log", f"/console/cars/{vin}"):
        await client.get(path)
    assert not emulator.world._has_changed()
    assert not emulator.world.requests.after(0)


async def test_an_unknown_car_has_no_page(client: ClientSession) -> None:
    assert (await client.get("/console/cars/NONE")).status == 404


async def test_strange_text_is_escaped(client: ClientSession) -> None:
    await client.get(
        "/nowhere/<b>x", headers={"User-Agent": "<script>alert(1)</script>"}
    )
    text, _ = await _page(client, "/console/log")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_templates_escape_by_default() -> None:
    assert _TEMPLATES.autoescape is True


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3_599, "59 min"),
        (86_399, "23 h"),
        (200_000, "2 d"),
    ],
)
def test_ages_in_words(seconds: float, words: str) -> None:
    assert age(seconds) == words
