"""What the entities of the next service have in common."""

from collections.abc import Mapping
from typing import Any, Final, override

from ..entity import VehicleEntity
from .service_book import Origin, ServiceBook

ATTR_ORIGIN: Final = "origin"
# More is on no odometer; km.
MOST_KM: Final = 2_000_000


class ServiceEntity(VehicleEntity):
    """An entity that shows or sets when the next service is due."""

    @property
    def book(self) -> ServiceBook:
        """What is known of it."""
        return self.coordinator.service_book

    @property
    def origin(self) -> Origin | None:
        """Where its value comes from."""
        raise NotImplementedError

    @property
    @override
    def available(self) -> bool:
        """What is kept here needs no cloud; the rest is shown while it answers."""
        needs_cloud = self._needs_cloud
        return super().available and (not needs_cloud or self.cloud_answers)

    @property
    def _needs_cloud(self) -> bool:
        return self.origin in (Origin.CLOUD, Origin.CAR)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Whether the cloud has it, the car tells it, or it is kept here."""
        return {ATTR_ORIGIN: self.origin}


class ServiceDateEntity(ServiceEntity):
    """An entity of the day on which the next service is due."""

    @property
    @override
    def origin(self) -> Origin | None:
        return self.book.date_origin


class ServiceOdometerEntity(ServiceEntity):
    """An entity of the odometer at which the next service is due."""

    @property
    @override
    def origin(self) -> Origin | None:
        return self.book.km_origin
