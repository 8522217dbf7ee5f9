"""Each end of a command has its own text, with nothing left open in it."""

from datetime import UTC, datetime
from itertools import chain, product
import re

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.nissanconnect.api.outcomes import CommandResult, Outcome, Reason
from custom_components.nissanconnect.remote.failures import failure
from tests.package import LANGUAGES, texts

AT = datetime(2026, 3, 2, 6, 5, tzinfo=UTC)
NOT_DONE = [outcome for outcome in Outcome if outcome is not Outcome.DONE]
BARE = [
    *(CommandResult(outcome=outcome) for outcome in NOT_DONE),
    *(CommandResult(outcome=Outcome.REFUSED, reason=reason) for reason in Reason),
]
TOLD = [
    CommandResult(outcome=Outcome.WRONG_CODE, tries_left=2),
    CommandResult(outcome=Outcome.BLOCKED, blocked_until=AT),
    CommandResult(
        outcome=Outcome.REFUSED, reason=Reason.DOOR_OPEN, details={"doors": "hatch"}
    ),
    CommandResult(outcome=Outcome.REFUSED, reason=Reason.TOO_EARLY, allowed_at=AT),
]


def _text(error: HomeAssistantError, language: str) -> str:
    text = texts(language)[f"exceptions.{error.translation_key}.message"]
    return text.format(**(error.translation_placeholders or {}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_end_has_its_own_text(language: str) -> None:
    """Whatever the car tells or leaves out."""
    told = [_text(failure(result), language) for result in chain(BARE, TOLD)]
    told.append(_text(failure(TOLD[0], stopped=True), language))
    assert not [text for text in told if re.search(r"[{}]", text)]
    # A refusal without a reason is one whose reason is not known.
    assert len(set(told)) >= len(told) - 2


def test_what_the_car_told_is_in_the_text() -> None:
    """Tries, times by the owner's clock, doors."""
    wrong, blocked, doors, early = (_text(failure(result), "en") for result in TOLD)
    assert wrong.endswith(": 2.")
    assert re.search(r"\d\d:05", blocked)
    assert "hatch" in doors
    assert re.search(r"\d\d:05", early)


def test_only_a_code_is_the_owners_mistake() -> None:
    """All else is no wrong use."""
    for outcome, stopped in product(NOT_DONE, (False, True)):
        error = failure(CommandResult(outcome=outcome), stopped=stopped)
        mistaken = isinstance(error, ServiceValidationError)
        assert mistaken is (outcome is Outcome.WRONG_CODE)
