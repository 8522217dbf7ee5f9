"""How often alerts were passed in the last 30 days (M4)."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.components.sensor import (
    SensorEntity,
    SensorStateClass,
)

from ..api.alerts import Offences
from ..descriptions import ReadingSensorDescription
from ..sources import ALERTS
from .entity import DeniableEntity


class OffencesDescription(ReadingSensorDescription[Offences]):
    """Describes the count of the cars whose cloud counts."""


OFFENCES: Final = (
    OffencesDescription(
        key="offences",
        state_class=SensorStateClass.MEASUREMENT,
        source=ALERTS(lambda it: it.offences),
    ),
)


class OffencesSensor(DeniableEntity[Offences], SensorEntity):
    """The cloud's count: infringements only, removed alerts included."""

    entity_description: OffencesDescription

    @property
    @override
    def native_value(self) -> int | None:
        """How many in all."""
        return None if self.told is None else self.told.total

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """How many of each kind, and in how many days."""
        if self.told is None:
            return {}
        return {
            "speed": self.told.speed,
            "curfew": self.told.curfew,
            "area": self.told.area,
            "days": self.told.days,
        }
