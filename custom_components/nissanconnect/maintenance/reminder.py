"""The reminder of the next service, a question in Repairs (V2).

Its answer is the service after it. It stands for every car and every origin of the due
date; what a server's inbox says of it is a notification, once.
"""

from enum import StrEnum
from typing import Final

from homeassistant.core import callback

from ..coordinator import VehicleCoordinator
from ..device import display_name
from ..vehicle_issues import VehicleIssue, ask, take_back
from .service_book import ServiceBook

AHEAD_DAYS: Final = 30
AHEAD_KM: Final = 1_000


class Urgency(StrEnum):
    """How near the next service is."""

    LATER = "later"
    SOON = "soon"
    DUE = "due"


_ISSUES: Final = {
    Urgency.SOON: VehicleIssue.SERVICE_SOON,
    Urgency.DUE: VehicleIssue.SERVICE_DUE,
}


def urgency(book: ServiceBook) -> Urgency:
    """Return how near it is, by day or by distance, whichever is nearer."""
    days, km = book.days_left, book.km_left
    if (days is not None and days <= 0) or (km is not None and km <= 0):
        return Urgency.DUE
    if (days is not None and days <= AHEAD_DAYS) or (km is not None and km <= AHEAD_KM):
        return Urgency.SOON
    return Urgency.LATER


@callback
def remind(vehicle: VehicleCoordinator) -> None:
    """Ask for the next service if it is near, and not if it is not."""
    entry_id, vin = vehicle.config_entry.entry_id, vehicle.record.vin
    now = urgency(vehicle.service_book)
    for when, issue in _ISSUES.items():
        if when is not now:
            take_back(vehicle.hass, issue, entry_id, vin)
            continue
        name = display_name(vehicle.record)
        due = _due(vehicle.service_book)
        ask(vehicle.hass, issue, entry_id, vin, name, due=due)


def _due(book: ServiceBook) -> str:
    parts = (
        None if book.due_on is None else book.due_on.isoformat(),
        None if book.due_km is None else f"{book.due_km} km",
    )
    return " / ".join(part for part in parts if part is not None)
