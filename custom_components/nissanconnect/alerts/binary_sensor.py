"""Whether a limit, a curfew or an area is being broken now (M4)."""

from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)

from ..api.alerts import Alerts
from ..coordinator import VehicleCoordinator
from ..entity import ReadingDescription
from ..sources import ALERTS
from .entity import DeniableEntity
from .kinds import LIMITS, Kind


@dataclass(frozen=True, kw_only=True)
class BreachDescription(ReadingDescription[bool], BinarySensorEntityDescription):
    """Describes the breach of a kind of alerts, on the cars that have it."""

    kind: Kind

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether the car has that kind, be an alert set or not."""
        return vehicle.alerts.offers(self.kind)


def _breach(kind: Kind) -> BreachDescription:
    def breached(told: Alerts) -> bool:
        return any(alert.breached for alert in told.of(LIMITS[kind].rule))

    return BreachDescription(
        key=f"breach_{kind}",
        device_class=BinarySensorDeviceClass.PROBLEM,
        source=ALERTS(breached),
        kind=kind,
    )


BREACHES: Final = tuple(map(_breach, Kind))


class BreachBinarySensor(DeniableEntity[bool], BinarySensorEntity):
    """On from the begin of a breach to its end."""

    entity_description: BreachDescription

    @property
    @override
    def is_on(self) -> bool | None:
        """Whether it goes on now, as the car told last."""
        return self.told
