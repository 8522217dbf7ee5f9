"""What the cloud repeats is found sound once; what is none is refused each time."""

import json
from typing import Any

import pytest

from custom_components.nissanconnect.api import soundness
from custom_components.nissanconnect.api.errors import NissanError, Outage, PrivacyMode
from custom_components.nissanconnect.api.refusals import document
from custom_components.nissanconnect.api.reply import Reply
from custom_components.nissanconnect.api.soundness import Soundness

from .test_refusals import error, reply

ODOMETER = {"data": {"attributes": {"totalMileage": 42.0}}}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Reply]:
    """Give the replies that are read through."""
    replies: list[Reply] = []

    def counted(answer: Reply) -> Any:
        replies.append(answer)
        return document(answer)

    monkeypatch.setattr(soundness, "document", counted)
    return replies


def test_equal_bodies_are_one(parsed: list[Reply]) -> None:
    """Read through once, and kept once."""
    known = Soundness()
    bodies = [known.body(reply(200, ODOMETER)) for _ in range(3)]
    assert len(parsed) == 1
    assert json.loads(bodies[0]) == ODOMETER
    assert all(body is bodies[0] for body in bodies)
    assert known.body(reply(200, {"totalMileage": 43})) != bodies[0]
    assert len(parsed) == 2


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (reply(403, error(code="403009")), PrivacyMode),
        (reply(200, error(code="403009")), PrivacyMode),
        (reply(200, "<html></html>"), Outage),
        (reply(200, "{"), Outage),
        (reply(200, [1]), Outage),
        (reply(200), Outage),
    ],
)
def test_F35_F39_what_is_no_answer_stays_none(
    refused: Reply, why: type[NissanError]
) -> None:
    """However often it comes."""
    known = Soundness()
    for _ in range(2):
        with pytest.raises(why):
            known.body(refused)


def test_a_status_counts_whatever_the_body_was_before() -> None:
    """The last good answer under a bad status is no good answer."""
    known = Soundness()
    known.body(reply(200, ODOMETER))
    with pytest.raises(Outage):
        known.body(reply(500, ODOMETER))
