"""Whether a limit, a curfew or an area is being broken now (M4)."""

from typing import Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)

from ..api.alerts import Alerts
from ..descriptions import AwaitedDescription
from ..sources import ALERTS
from .entity import DeniableEntity
from .kinds import LIMITS, Kind


class BreachDescription(AwaitedDescription[bool], BinarySensorEntityDescription):
    """Describes the breach of a kind of alerts that a car has, be one set or not."""


def _breach(kind: Kind) -> BreachDescription:
    def breached(told: Alerts) -> bool:
        return any(alert.breached for alert in told.of(LIMITS[kind].rule))

    return BreachDescription(
        key=f"breach_{kind}",
        device_class=BinarySensorDeviceClass.PROBLEM,
        source=ALERTS(breached),
        wanted=lambda vehicle: vehicle.alerts.offers(kind),
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
