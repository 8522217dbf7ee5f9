"""Answers made by hand, for parsers and snapshots."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.nissanconnect.api.answer import Answer

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
    return Answer(payload, version, query or {}, server_at=at, received_at=at)
