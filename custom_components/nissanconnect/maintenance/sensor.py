"""How long, and how far, until the next service (V1)."""

from typing import Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import UnitOfLength, UnitOfTime

from ..descriptions import VehicleDescription
from .entity import ServiceDateEntity, ServiceOdometerEntity


class ServiceSensorDescription(VehicleDescription, SensorEntityDescription):
    """Describes what is left of the time or the distance, once it is set or told."""


TIME_LEFT: Final = (
    ServiceSensorDescription(
        key="service_days_left",
        device_class=SensorDeviceClass.DURATION,
        wanted=lambda vehicle: vehicle.service_book.days_left is not None,
    ),
)
DISTANCE_LEFT: Final = (
    ServiceSensorDescription(
        key="service_distance_left",
        device_class=SensorDeviceClass.DISTANCE,
        wanted=lambda vehicle: vehicle.service_book.km_left is not None,
    ),
)


class ServiceTimeSensor(ServiceDateEntity, SensorEntity):
    """The days that are left until the next service; negative when it is overdue."""

    entity_description: ServiceSensorDescription
    _attr_native_unit_of_measurement = UnitOfTime.DAYS

    @property
    @override
    def native_value(self) -> float | None:
        """Days."""
        return self.book.days_left


class ServiceDistanceSensor(ServiceOdometerEntity, SensorEntity):
    """The distance that is left until the next service; negative when overdue."""

    entity_description: ServiceSensorDescription
    _attr_native_unit_of_measurement = UnitOfLength.KILOMETERS
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_suggested_display_precision = 0

    @property
    @override
    def _needs_cloud(self) -> bool:
        """It goes by the odometer, wherever the service was set."""
        return True

    @property
    @override
    def native_value(self) -> float | None:
        """Kilometres."""
        return self.book.km_left
