"""How long, and how far, until the next service (V1)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import UnitOfLength, UnitOfTime

from ..coordinator import VehicleCoordinator
from ..descriptions import VehicleDescription
from .entity import ServiceEntity
from .service_book import Origin, ServiceBook


@dataclass(frozen=True, kw_only=True)
class ServiceSensorDescription(VehicleDescription, SensorEntityDescription):
    """Describes what is left of the time or the distance."""

    left: Callable[[ServiceBook], float | None]
    came_from: Callable[[ServiceBook], Origin | None]
    by_odometer: bool = False

    @override
    def fits(self, vehicle: VehicleCoordinator) -> bool:
        """Whether it is set or told."""
        return self.left(vehicle.service_book) is not None


SERVICE: Final = (
    ServiceSensorDescription(
        key="service_days_left",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.DAYS,
        left=lambda book: book.days_left,
        came_from=lambda book: book.date_origin,
    ),
    ServiceSensorDescription(
        key="service_distance_left",
        device_class=SensorDeviceClass.DISTANCE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfLength.KILOMETERS,
        suggested_display_precision=0,
        left=lambda book: book.km_left,
        came_from=lambda book: book.km_origin,
        by_odometer=True,
    ),
)


class ServiceSensor(ServiceEntity, SensorEntity):
    """What is left until the next service; negative when it is overdue."""

    entity_description: ServiceSensorDescription

    @property
    @override
    def origin(self) -> Origin | None:
        return self.entity_description.came_from(self.book)

    @property
    @override
    def _needs_cloud(self) -> bool:
        return self.entity_description.by_odometer or super()._needs_cloud

    @property
    @override
    def native_value(self) -> float | None:
        """Days, or km."""
        return self.entity_description.left(self.book)
