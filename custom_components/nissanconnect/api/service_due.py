"""When the next service is due, as the owner told the cloud (V1): our convention."""

from datetime import date, datetime
from typing import NamedTuple

from .answer import Answer
from .parsing import Parsed, text, whole


class ServiceDue(NamedTuple):
    """Date and odometer (km) of the next service; both None until they are set."""

    due_on: date | None = None
    due_km: int | None = None
    reported_at: datetime | None = None


def service_due(answer: Answer) -> Parsed[ServiceDue] | None:
    """Parse the next service."""
    if not {"dueDate", "dueMileage"} & answer.payload.keys():
        return None
    due = ServiceDue(
        due_on=_date(answer.payload.get("dueDate")),
        due_km=whole(answer.payload.get("dueMileage")),
    )
    return Parsed(due)


def _date(raw: object) -> date | None:
    try:
        return date.fromisoformat(text(raw) or "")
    except ValueError:
        return None
