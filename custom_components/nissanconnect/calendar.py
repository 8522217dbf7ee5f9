"""A calendar for each car: the next service, and the ends of its plans."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final, override

from homeassistant.components.calendar import (
    CalendarEntity,
    CalendarEntityDescription,
    CalendarEvent,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .api.subscriptions import Plan
from .coordinator import NissanConfigEntry
from .descriptions import VehicleDescription
from .entity import VehicleEntity, async_add_vehicle_entities, rows
from .plans.services import plan_text
from .texts import text

PARALLEL_UPDATES = 0


class NissanCalendarDescription(VehicleDescription, CalendarEntityDescription):
    """Describes a calendar that every car has."""


DESCRIPTIONS: Final = (NissanCalendarDescription(key="dates"),)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the calendar of each car."""
    async_add_vehicle_entities(
        entry, async_add_entities, rows(DESCRIPTIONS, DatesCalendar)
    )


class DatesCalendar(VehicleEntity, CalendarEntity):
    """Days on which something of a car is due or ends; all last the whole day."""

    entity_description: NissanCalendarDescription

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """What is today, else what is next."""
        today = dt_util.now().date()
        coming = [event for event in self._events() if event.start >= today]
        return min(coming, key=lambda event: event.start, default=None)

    @property
    @override
    def _shown(self) -> Any:
        """What its events are made of: to make them takes longer than to compare."""
        told = self.coordinator.data.subscriptions.value
        due_on = self.coordinator.service_book.due_on
        return self.available, dt_util.now().date(), due_on, told

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return what is in a range of time, in order."""
        found = [
            event
            for event in self._events()
            if event.end_datetime_local > start_date
            and event.start_datetime_local < end_date
        ]
        return sorted(found, key=lambda event: event.start_datetime_local)

    def _events(self) -> Iterator[CalendarEvent]:
        """Yield all there are."""
        due_on = self.coordinator.service_book.due_on
        if due_on is not None:
            yield self._event("service_due", due_on)
        told = self.coordinator.data.subscriptions.value
        for plan in () if told is None else told.plans:
            if plan.ends_at is not None:
                yield self._end(plan, plan.ends_at)

    def _end(self, plan: Plan, ends_at: datetime) -> CalendarEvent:
        kind = "plan_renews" if plan.renews else "plan_ends"
        name = plan_text(self.hass, plan.name)
        return self._event(kind, dt_util.as_local(ends_at).date(), plan=name)

    def _event(self, kind: str, day: date, **placeholders: str) -> CalendarEvent:
        summary = text(self.hass, f"common.{kind}", **placeholders) or kind
        return CalendarEvent(start=day, end=day, summary=summary)
