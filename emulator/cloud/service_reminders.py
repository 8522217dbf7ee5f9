"""The next service, as the owner set it, and the reminders of it (V1, V2)."""

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from emulator.clock import Clock

from .documents import Collection, DocumentKey
from .inbox import Content

AHEAD_S: Final = 30 * 86_400.0
AHEAD_KM: Final = 1_000
_CATEGORY: Final = "maintenance"
_TIME: Final = ("maintenance.time.prealert", "maintenance.time.alert")
_DISTANCE: Final = ("maintenance.distance.prealert", "maintenance.distance.alert")


class Service(Struct, frozen=True):
    """When the next service is due: ISO date and its begin in world time, km.

    `reminded` are the keys of the reminders that were given.
    """

    due_on: str
    due_at: float
    due_km: int
    reminded: frozenset[str] = frozenset()


def _nobody(vin: str, at: float, told: Content) -> None: ...


class ServiceReminders:
    """The next service of each car; `on_due` is told each reminder once."""

    def __init__(self, clock: Clock, changed: set[DocumentKey]) -> None:
        """Start without dates."""
        self.documents = Collection("service", Service, changed)
        self.on_due: Callable[[str, float, Content], None] = _nobody
        self._clock = clock

    def set(self, vin: str, due_on: date, due_km: int, zone: tzinfo) -> None:
        """Set the next service; what was before is over (V1)."""
        due_at = datetime.combine(due_on, time(), zone).timestamp()
        self.documents[vin] = Service(due_on.isoformat(), due_at, due_km)
        self.resume(vin)
        self.look_at_calendar(vin, self._clock.now)

    def forget(self, vin: str) -> None:
        """Erase a car's next service (E9)."""
        self.documents.pop(vin)

    def resume(self, vin: str) -> None:
        """Watch the calendar for a car."""
        self._clock.add(_Reminder(self, vin))

    def look_at_calendar(self, vin: str, now: float) -> None:
        """Remind if it is time."""
        if service := self.documents.get(vin):
            self._remind(vin, now, _TIME, service.due_at - now, AHEAD_S)

    def look_at_odometer(self, vin: str, at: float, odometer_km: float) -> None:
        """Remind if the car, at its time, has come far enough."""
        if service := self.documents.get(vin):
            left_km = service.due_km - odometer_km
            self._remind(vin, at, _DISTANCE, left_km, AHEAD_KM)

    def next_due(self, vin: str) -> float | None:
        """Return when the calendar next reminds."""
        service = self.documents.get(vin)
        if service is None:
            return None
        moments = zip(_TIME, (service.due_at - AHEAD_S, service.due_at), strict=True)
        left = [at for key, at in moments if key not in service.reminded]
        return min(left, default=None)

    def _remind(
        self, vin: str, at: float, keys: tuple[str, str], left: float, ahead: float
    ) -> None:
        """Give the later reminder that is due; the earlier one goes with it."""
        early, late = keys
        service = self.documents[vin]
        due = {late, early} if left <= 0 else {early} if left <= ahead else set()
        if due <= service.reminded:
            return
        reminded = service.reminded | due
        self.documents[vin] = replace(service, reminded=reminded)
        data = {"dueDate": service.due_on, "dueMileage": str(service.due_km)}
        key = late if late in due else early
        self.on_due(vin, at, Content(_CATEGORY, key, 1, data))


class _Reminder:
    """One car's calendar on the clock."""

    def __init__(self, reminders: ServiceReminders, vin: str) -> None:
        self._reminders = reminders
        self._vin = vin
        self.key = f"service/{vin}"

    def next_due(self) -> float | None:
        return self._reminders.next_due(self._vin)

    def advance_to(self, now: float) -> None:
        self._reminders.look_at_calendar(self._vin, now)
