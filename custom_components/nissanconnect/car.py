"""A car's coordinator, as the parts know it that it is made of."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Protocol

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from .api.errors import NissanError
from .api.resources import ResourceKey
from .api.snapshot import VehicleSnapshot
from .api.vehicles import VehicleRecord


class Car(Protocol):
    """What many parts need; a part that needs more extends it by that."""

    @property
    def hass(self) -> HomeAssistant:
        """Home Assistant."""

    @property
    def config_entry(self) -> ConfigEntry[Any]:
        """The account's entry."""

    @property
    def record(self) -> VehicleRecord:
        """The car as the last list showed it."""

    @property
    def data(self) -> VehicleSnapshot:
        """What the car told."""

    @property
    def held_by(self) -> NissanError | None:
        """Why the cloud is to be left alone now; None if it may be asked."""

    @property
    def server_now(self) -> datetime:
        """The cloud's present time, in our zone."""

    async def async_look(self, keys: Collection[ResourceKey]) -> VehicleSnapshot:
        """Read from the cloud's cache; raises nothing."""

    def async_update_listeners(self) -> None:
        """Tell the entities."""
