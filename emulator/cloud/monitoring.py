"""The alerts that owners want watched: kept here, taken over by the car (M1-M3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from emulator.clock import Clock
from emulator.draw import draw_bytes
from emulator.tcu.alerts import (
    Alert,
    AreaAlert,
    CurfewAlert,
    MonitorSettings,
    SpeedAlert,
)
from emulator.tcu.car import Car

from .cache import Monitoring as Told
from .documents import Collection, DocumentKey
from .errors import Reason, RefusedError

MOST: Final[Mapping[type[Alert], int]] = {SpeedAlert: 3, CurfewAlert: 1, AreaAlert: 3}
_TOO_MANY: Final[Mapping[type[Alert], Reason]] = {
    SpeedAlert: Reason.TOO_MANY_SPEED_ALERTS,
    CurfewAlert: Reason.TOO_MANY_CURFEWS,
    AreaAlert: Reason.TOO_MANY_AREAS,
}


class Wanted(Struct, frozen=True):
    """A car's alerts as its owner wants them, the names he gave; how many ever were."""

    count: int = 0
    alerts: tuple[Alert, ...] = ()
    names: dict[str, str] = field(default_factory=dict)

    def find(self, alert_id: str) -> Alert | None:
        """Return an alert, or None."""
        return next((one for one in self.alerts if one.alert_id == alert_id), None)


class Stage(StrEnum):
    """How far a change has got, in the maker's words for rules (protocol 4.12)."""

    ACTIVATED = "ACTIVATED"
    ACTIVATION_IN_PROGRESS = "STATUS_ACTIVATION_IN_PROGRESS"
    DELETION_IN_PROGRESS = "STATUS_DELETION_IN_PROGRESS"


@dataclass(frozen=True)
class Shown:
    """An alert as wanted, and what the car has in force of it."""

    alert: Alert
    name: str | None
    stage: Stage
    in_force: Alert | None
    breached: bool


class Monitoring:
    """The wanted alerts of all cars."""

    def __init__(
        self,
        seed: int,
        clock: Clock,
        cars: Mapping[str, Car],
        changed: set[DocumentKey],
    ) -> None:
        """Start without alerts."""
        self.documents = Collection("monitoring", Wanted, changed)
        self._seed = seed
        self._clock = clock
        self._cars = cars

    def of(self, vin: str) -> Wanted:
        """Return what a car is wanted to watch."""
        return self.documents.get(vin) or Wanted()

    def new_id(self, vin: str) -> str:
        """Return the id of the next alert."""
        drawn = draw_bytes(self._seed, vin, "alert", self.of(vin).count, 16)
        return str(UUID(bytes=drawn, version=4))

    def add(self, vin: str, alert: Alert, name: str | None) -> None:
        """Want one more; raises RefusedError if there are enough of its kind (M1)."""
        wanted, kind = self.of(vin), type(alert)
        if sum(type(one) is kind for one in wanted.alerts) >= MOST[kind]:
            raise RefusedError(_TOO_MANY[kind])
        grown = replace(wanted, count=wanted.count + 1)
        self._want(vin, grown, (*wanted.alerts, alert), name, alert.alert_id)

    def change(self, vin: str, alert: Alert, name: str | None) -> None:
        """Want one otherwise; RefusedError if it is unknown or of another kind."""
        wanted = self.of(vin)
        if type(wanted.find(alert.alert_id)) is not type(alert):
            raise RefusedError(Reason.UNKNOWN_ALERT)
        alerts = tuple(
            alert if one.alert_id == alert.alert_id else one for one in wanted.alerts
        )
        self._want(vin, wanted, alerts, name, alert.alert_id)

    def remove(self, vin: str, alert_id: str) -> None:
        """Want one no more; raises RefusedError if it is unknown."""
        wanted = self.of(vin)
        if wanted.find(alert_id) is None:
            raise RefusedError(Reason.UNKNOWN_ALERT)
        alerts = tuple(one for one in wanted.alerts if one.alert_id != alert_id)
        self._want(vin, wanted, alerts, None, alert_id)

    def forget(self, vin: str) -> None:
        """Erase a car's alerts; the car hears of it when it can (E9, M3)."""
        if self.documents.get(vin) is not None:
            self.documents[vin] = Wanted(self.of(vin).count)
            self._cars[vin].monitor(self._clock.now, MonitorSettings())

    def shown(self, vin: str, told: Told) -> Iterator[Shown]:
        """Give each alert that is wanted, or still in force in the car (M3)."""
        wanted = self.of(vin)
        in_force = {one.alert_id: one for one in told.in_force.alerts}
        for alert in wanted.alerts:
            known = in_force.pop(alert.alert_id, None)
            settled = known == alert
            stage = Stage.ACTIVATED if settled else Stage.ACTIVATION_IN_PROGRESS
            name = wanted.names.get(alert.alert_id)
            breached = alert.alert_id in told.breaches
            yield Shown(alert, name, stage, known, breached)
        for alert_id, alert in in_force.items():
            breached = alert_id in told.breaches
            yield Shown(alert, None, Stage.DELETION_IN_PROGRESS, alert, breached)

    def _want(
        self,
        vin: str,
        wanted: Wanted,
        alerts: tuple[Alert, ...],
        name: str | None,
        alert_id: str,
    ) -> None:
        """Keep what is wanted, name an alert, and let the car know."""
        names = {
            known: text for known, text in wanted.names.items() if known != alert_id
        }
        if name is not None:
            names[alert_id] = name
        self.documents[vin] = replace(wanted, alerts=alerts, names=names)
        self._cars[vin].monitor(self._clock.now, MonitorSettings(alerts))
