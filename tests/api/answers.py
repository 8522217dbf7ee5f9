"""Answers made by hand, for parsers and snapshots."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.nissanconnect.api.answer import Answer
from custom_components.nissanconnect.api.documents import envelope
from custom_components.nissanconnect.api.parsing import Parsed

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def answer(
    payload: Mapping[str, Any],
    *,
    version: str = "v1",
    query: Mapping[str, str] | None = None,
    after: timedelta = timedelta(),
) -> Answer:
    """Return an answer that came at NOON, or some time after it."""
    at = NOON + after
    body = envelope(payload)
    return Answer(body, None, version, query or {}, server_at=at, received_at=at)


def read[T](parse: Callable[[Answer], Parsed[T] | None], **payload: Any) -> T:
    """Return the model of a payload that has news."""
    parsed = parse(answer(payload))
    assert parsed is not None
    return parsed.value


def at(*moment: int) -> datetime:
    """Return a UTC time."""
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]
