"""From what the cloud says to how a command ended (protocol 5.2, R7)."""

from datetime import UTC, datetime

import pytest

from custom_components.nissanconnect.api.actions import ActionState, ActionStatus
from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    ActionInProgress,
    NoData,
    NotSupported,
    PrivacyMode,
    ResourceError,
)
from custom_components.nissanconnect.api.outcomes import CommandResult, Outcome, Reason
from custom_components.nissanconnect.api.verdicts import refused, verdict


def ko(word: str, number: int = 0, **items: str) -> dict[str, str]:
    """Return the items of a refusal."""
    return {"status": "KO", "errorCode": str(number), "reason": word, **items}


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (ActionState.COMPLETED, Outcome.DONE),
        (ActionState.REJECTED, Outcome.REFUSED),
        (ActionState.CANCELLED, Outcome.REFUSED),
        (ActionState.FAILED, Outcome.REFUSED),
        (ActionState.TIMEOUT, Outcome.NOT_REACHABLE),
        (ActionState.CREATED, Outcome.EXPIRED),
        (ActionState.PENDING, Outcome.EXPIRED),
        (ActionState.UNKNOWN, Outcome.UNCONFIRMED),
    ],
)
def test_R7_what_a_last_status_means(state: ActionState, outcome: Outcome) -> None:
    result = verdict(ActionStatus(state))
    assert result.outcome is outcome
    unnamed = Reason.UNKNOWN if outcome is Outcome.REFUSED else None
    assert result.reason is unnamed
    assert result.sent


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize(
    "state",
    [
        ActionState.REJECTED,
        ActionState.CANCELLED,
        ActionState.FAILED,
        ActionState.TIMEOUT,
        ActionState.COMPLETED,
    ],
)
def test_F89_a_reason_counts_in_whatever_status(
    state: ActionState, reason: Reason
) -> None:
    result = verdict(ActionStatus(state, "199", ko(reason.value.upper(), 199)))
    assert (result.outcome, result.reason) == (Outcome.REFUSED, reason)
    assert result.error_code == "199"


def test_R2_a_refusal_says_which_doors() -> None:
    items = ko("DOOR_OPEN", 102, doors="front_left,hatch")
    result = verdict(ActionStatus(ActionState.REJECTED, "102", items))
    assert result.details == {"doors": "front_left,hatch"}


def test_R3_a_refusal_says_when_it_will_be_allowed() -> None:
    items = ko("TOO_EARLY", 104, allowedAt="2026-03-02T06:05:00Z")
    result = verdict(ActionStatus(ActionState.REJECTED, "104", items))
    assert result.allowed_at == datetime(2026, 3, 2, 6, 5, tzinfo=UTC)


def test_R8_a_wrong_code_says_how_many_tries_are_left() -> None:
    items = ko("WRONG_CODE", 121, triesLeft="2")
    result = verdict(ActionStatus(ActionState.REJECTED, "121", items))
    assert (result.outcome, result.reason) == (Outcome.WRONG_CODE, None)
    assert result.tries_left == 2


def test_R8_a_block_says_until_when() -> None:
    items = ko("BLOCKED", 122, blockedUntil="2026-03-02T06:10:00Z")
    result = verdict(ActionStatus(ActionState.REJECTED, "122", items), sent=False)
    assert (result.outcome, result.reason) == (Outcome.BLOCKED, None)
    assert result.blocked_until == datetime(2026, 3, 2, 6, 10, tzinfo=UTC)
    assert not result.sent


@pytest.mark.parametrize(
    "status",
    [
        ActionStatus(ActionState.REJECTED, "6"),
        ActionStatus(ActionState.CANCELLED, data={"status": "KO", "errorCode": "6"}),
        ActionStatus(ActionState.REJECTED, data=ko("CONTACT_SRC", 6)),
    ],
)
def test_contact_src_wants_a_proof(status: ActionStatus) -> None:
    assert verdict(status).reason is Reason.PROOF_NEEDED


def test_what_the_car_does_not_have_is_not_supported() -> None:
    result = verdict(ActionStatus(ActionState.REJECTED, data=ko("NOT_EQUIPPED")))
    assert result.reason is Reason.NOT_SUPPORTED


def test_nothing_is_read_into_a_number_of_the_maker() -> None:
    result = verdict(ActionStatus(ActionState.REJECTED, "12"))
    assert (result.reason, result.error_code) == (Reason.UNKNOWN, "12")


def test_a_word_we_do_not_know_is_a_refusal() -> None:
    result = verdict(ActionStatus(ActionState.CANCELLED, "6", ko("SNOWED_IN")))
    assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.UNKNOWN)


def test_completed_but_ko_is_no_success() -> None:
    result = verdict(ActionStatus(ActionState.COMPLETED, data={"status": "KO"}))
    assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.UNKNOWN)


def test_a_reason_before_the_end_is_none() -> None:
    """The action goes on."""
    result = verdict(ActionStatus(ActionState.PENDING, "6", ko("KEY_INSIDE")))
    assert (result.outcome, result.reason) == (Outcome.EXPIRED, None)


def test_S3_no_challenge_is_passed_on() -> None:
    data = {"srpLoginS": "salt", "srpLoginB": "public", "srp": "proof"}
    result = verdict(ActionStatus(ActionState.COMPLETED, data=data))
    assert result == CommandResult(outcome=Outcome.DONE)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ActionInProgress(), Reason.IN_PROGRESS),
        (AccessDenied(), Reason.NO_RIGHT),
        (PrivacyMode(), Reason.PRIVACY_MODE),
        (NotSupported(), Reason.NOT_SUPPORTED),
        (NoData(), Reason.NOT_SUPPORTED),
    ],
)
def test_what_the_cloud_did_not_take(error: ResourceError, reason: Reason) -> None:
    assert refused(error) == CommandResult(
        outcome=Outcome.REFUSED, reason=reason, sent=False
    )
