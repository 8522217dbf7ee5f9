"""A picture of the car."""

from datetime import datetime
from typing import Final, override

from homeassistant.components.image import Image, ImageEntity, ImageEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account.servers import is_makers
from .coordinator import NissanConfigEntry, VehicleCoordinator
from .descriptions import VehicleDescription
from .entity import VehicleEntity, async_add_vehicle_entities, rows
from .picture.drawing import CONTENT_TYPE, drawing

PARALLEL_UPDATES = 0

_SCHEMES: Final = {True: ("https://",), False: ("https://", "http://")}


class NissanImageDescription(VehicleDescription, ImageEntityDescription):
    """Describes a picture that every car has."""


DESCRIPTIONS: Final = (NissanImageDescription(key="picture"),)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the picture of each car."""
    async_add_vehicle_entities(
        entry, async_add_entities, rows(DESCRIPTIONS, VehiclePicture)
    )


class VehiclePicture(VehicleEntity, ImageEntity):
    """The maker's picture of the car; our own drawing while there is none."""

    def __init__(
        self, vehicle: VehicleCoordinator, description: NissanImageDescription
    ) -> None:
        """Load nothing until somebody looks."""
        VehicleEntity.__init__(self, vehicle, description)
        ImageEntity.__init__(self, vehicle.hass, verify_ssl=True)
        self._drawn = self._looks
        self._attr_image_last_updated: datetime | None = dt_util.utcnow()

    @property
    @override
    def image_url(self) -> str | None:
        """The maker's address of the picture; none that is not encrypted."""
        url = self.coordinator.record.picture_url or ""
        makers = is_makers(self.coordinator.config_entry.data)
        return url if url.startswith(_SCHEMES[makers]) else None

    @override
    async def async_image(self) -> bytes:
        """Return the maker's picture if it is given and can be had, else a drawing."""
        if found := await super().async_image():
            return found
        self._cached_image = Image(CONTENT_TYPE, drawing(self.coordinator.record.color))
        self._attr_content_type = CONTENT_TYPE
        return self._cached_image.content

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        if self._looks != self._drawn:
            self._drawn = self._looks
            self._cached_image = None
            self._attr_image_last_updated = dt_util.utcnow()
        super()._handle_coordinator_update()

    @property
    def _looks(self) -> tuple[str | None, str | None]:
        record = self.coordinator.record
        return record.picture_url, record.color
