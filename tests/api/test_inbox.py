"""The history of a car: parsing, paging, marking (N1, protocol 4.11)."""

import pytest

from custom_components.nissanconnect.api.inbox import inbox, language_code
from custom_components.nissanconnect.api.models import Inbox
from emulator.cloud.inbox import Content

from .answers import answer, at, read
from .conftest import Owner


def test_N1_newest_first() -> None:
    """Those without a time last; those without an id not at all."""
    messages = [
        {"notificationId": "1", "timestamp": "2026-03-01T10:00:00Z"},
        {"notificationId": "2", "timestamp": None},
        {"notificationId": 3, "timestamp": "2026-03-02T10:00:00.123456Z"},
        {"messageTitle": "no id"},
        None,
    ]
    known = read(inbox, messages=messages)
    assert [message.id for message in known.messages] == ["3", "1", "2"]


def test_a_message() -> None:
    """The subtitle is the useful text; odd data items are left out."""
    message = {
        "notificationId": "n1",
        "messageTitle": "Speed",
        "messageSubtitle": "120 km/h passed",
        "messageDescription": "long",
        "categoryKey": "geofencing",
        "ruleKey": "speed.infringement",
        "notificationKey": "speed.infringement",
        "priority": None,
        "status": "UNREAD",
        "timestamp": "2026-03-01T10:00:00.1Z",
        "data": [{"name": "limit", "value": "120"}, {"name": "x"}, None],
    }
    (known,) = read(inbox, messages=[message]).messages
    assert (known.text, known.description) == ("120 km/h passed", "long")
    assert known.read is False
    assert known.priority is None
    assert known.at == at(2026, 3, 1, 10, 0, 0, 100000)
    assert known.data == {"limit": "120"}


def test_none_is_an_empty_inbox_and_nothing_is_no_news() -> None:
    """F24: an empty object is not an empty list."""
    assert read(inbox, messages=[]) == Inbox()
    assert inbox(answer({})) is None


@pytest.mark.parametrize(
    ("language", "code"),
    [("en", "EN"), ("en-GB", "EN"), ("fr", "FR"), ("pt-BR", "PT"), ("th", "TH")],
)
def test_languages_are_told_as_the_wire_calls_them(language: str, code: str) -> None:
    assert language_code(language) == code


def test_a_language_that_the_wire_has_not_is_english() -> None:
    assert language_code("ja") == "EN"


def _write(owner: Owner, persona: str, key: str, count: int = 1) -> None:
    """Let the cloud tell something, a second apart."""
    world, vin = owner.emulator.world, owner.emulator.car(persona).vin
    for number in range(count):
        content = Content("geofencing", key, 2, {"alertId": str(number)})
        world.cloud.inbox.add(vin, world.clock.now - count + number, content)


async def test_N1_pages_hold_all_in_order(owner: Owner) -> None:
    """Page by page, the newest first, each once."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    _write(owner, "almera", "curfew.infringement", 7)
    mailbox = client.mailbox(vehicle)
    pages = [await mailbox.page(first, size=3) for first in (1, 4, 7)]
    assert [len(page) for page in pages] == [3, 3, 1]
    told = [one.data["alertId"] for page in pages for one in page]
    assert told == ["6", "5", "4", "3", "2", "1", "0"]


async def test_H2_the_detail_says_what_to_do(owner: Owner) -> None:
    """More than the list does."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    _write(owner, "almera", "brake.alert")
    mailbox = client.mailbox(vehicle)
    (listed,) = await mailbox.page(1)
    detail = await mailbox.detail(listed.id)
    assert detail is not None
    assert detail.id == listed.id
    assert detail.description not in (None, listed.description)


async def test_N1_marking(owner: Owner) -> None:
    """Read, and unread again; filtered by it."""
    client = owner.client()
    vehicle = await owner.vehicle(client, "almera")
    _write(owner, "almera", "wheel.alert", 2)
    mailbox = client.mailbox(vehicle)
    newest, oldest = await mailbox.page(1)
    await mailbox.mark([newest.id], read=True)
    assert [one.id for one in await mailbox.page(1, unread=True)] == [oldest.id]
    await mailbox.mark([newest.id], read=False)
    assert len(await mailbox.page(1, unread=True)) == 2
