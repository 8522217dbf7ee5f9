"""The warning lamps, and whether any of them is lit (H1, H2)."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory

from ..api.models import HealthStatus
from ..api.resources import ResourceKey
from ..descriptions import ReadingDescription
from ..entity import ATTR_REPORTED_AT, ToldEntity
from ..reading.changes import Topic
from ..sources import COCKPIT, HEALTH, PRESSURE, Source
from .words import details, steps

_ATTR_DETAILS: Final = "details"
_ATTR_STEPS: Final = "steps"
_PREFIX: Final = "warning_"


class WarningDescription(ReadingDescription[bool], BinarySensorEntityDescription):
    """Describes a warning."""

    @property
    def lamp(self) -> str:
        """The lamp that it is told by; all tyres share one."""
        name = self.key.removeprefix(_PREFIX)
        return "tyre_pressure" if name.startswith("tyre_") else name


def _warning(name: str, source: Source[bool]) -> WarningDescription:
    return WarningDescription(
        key=f"{_PREFIX}{name}",
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
        source=source,
    )


WARNINGS: Final = (
    _warning("abs", HEALTH(lambda it: it.abs)),
    _warning("airbag", HEALTH(lambda it: it.airbag)),
    _warning("battery_12v", HEALTH(lambda it: it.battery_12v)),
    _warning("brake", HEALTH(lambda it: it.brake)),
    _warning("engine", HEALTH(lambda it: it.engine)),
    _warning("fuel", COCKPIT(lambda it: it.fuel_low)),
    _warning("oil_pressure", HEALTH(lambda it: it.oil_pressure)),
    _warning("parking_light", HEALTH(lambda it: it.parking_light)),
    _warning("power_limitation", HEALTH(lambda it: it.power_limitation)),
    _warning("power_steering", HEALTH(lambda it: it.power_steering)),
    _warning("service", HEALTH(lambda it: it.service)),
    _warning("stop", HEALTH(lambda it: it.stop)),
    _warning("tyre_pressure", HEALTH(lambda it: it.tyre_pressure)),
    _warning("tyre_front_left", PRESSURE(lambda it: it.front_left_warning)),
    _warning("tyre_front_right", PRESSURE(lambda it: it.front_right_warning)),
    _warning("tyre_rear_left", PRESSURE(lambda it: it.rear_left_warning)),
    _warning("tyre_rear_right", PRESSURE(lambda it: it.rear_right_warning)),
)
OVERALL: Final = (
    WarningDescription(
        key="health",
        device_class=BinarySensorDeviceClass.PROBLEM,
        source=HEALTH(lambda it: it.attention),
    ),
)


class WarningBinarySensor(ToldEntity[bool], BinarySensorEntity):
    """Whether a lamp is lit; while it is, what it means and what to do."""

    entity_description: WarningDescription
    _unrecorded_attributes = frozenset({ATTR_REPORTED_AT, _ATTR_DETAILS, _ATTR_STEPS})

    @property
    @override
    def _sources(self) -> frozenset[Topic]:
        """The lamps, and what the cloud advises."""
        return super()._sources | {ResourceKey.NOTIFICATIONS}

    @property
    @override
    def is_on(self) -> bool | None:
        """Whether it is lit."""
        return self.told

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Details and steps (H2), None while it is not lit."""
        meaning, advice = self._words
        return {
            **super().extra_state_attributes,
            _ATTR_DETAILS: meaning,
            _ATTR_STEPS: advice,
        }

    @property
    @override
    def _besides(self) -> Any:
        """Its words go by the language and by the cloud's advice."""
        return self._words

    @property
    def _words(self) -> tuple[str | None, str | None]:
        if not self.told:
            return None, None
        lamp = self.entity_description.lamp
        return details(self.hass, lamp), steps(self.coordinator, lamp)


class HealthBinarySensor(WarningBinarySensor):
    """Whether the car needs attention."""

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Which lamps are lit, too."""
        health = self._health
        lamps = {} if health is None else health.lamps
        lit = [lamp for lamp, is_lit in lamps.items() if is_lit]
        return {**super().extra_state_attributes, "warnings": lit}

    @property
    @override
    def _besides(self) -> Any:
        """One lamp goes out, another one stays lit."""
        return self._words, self._health

    @property
    def _health(self) -> HealthStatus | None:
        return self.coordinator.data.health_status.value
