"""Privacy mode, as the car is set (F76)."""

from typing import Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory

from ..descriptions import VehicleDescription
from ..entity import VehicleEntity
from .privacy import privacy_mode


class PrivacyDescription(VehicleDescription, BinarySensorEntityDescription):
    """Describes the privacy mode of the cars that tell of it."""


PRIVACY: Final = (
    PrivacyDescription(
        key="privacy_mode",
        entity_category=EntityCategory.DIAGNOSTIC,
        wanted=lambda vehicle: privacy_mode(vehicle) is not None,
    ),
)


class PrivacyBinarySensor(VehicleEntity, BinarySensorEntity):
    """On while the car tells nobody where it is."""

    entity_description: PrivacyDescription

    @property
    @override
    def available(self) -> bool:
        """Whether the cloud said anything lately."""
        return super().available and self.cloud_answers

    @property
    @override
    def is_on(self) -> bool | None:
        """Whether it is on."""
        return privacy_mode(self.coordinator)
