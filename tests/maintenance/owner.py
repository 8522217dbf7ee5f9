"""An owner who sets the next service of one car in Home Assistant."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from homeassistant.const import Platform
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from custom_components.nissanconnect.const import DOMAIN
from emulator.cloud.service_reminders import Service
from tests.keyfob import Keyfob
from tests.world import World

PERSONA = "almera"
DATE = (Platform.DATE, "service_due_date")
ODOMETER = (Platform.NUMBER, "service_due_odometer")
DAYS_LEFT = (Platform.SENSOR, "service_days_left")
KM_LEFT = (Platform.SENSOR, "service_distance_left")


def in_days(days: int) -> date:
    """Return a day by Home Assistant's calendar."""
    return dt_util.now().date() + timedelta(days=days)


@dataclass
class Owner:
    """Sets, and sees."""

    keyfob: Keyfob

    @property
    def world(self) -> World:
        """Both sides of the wire."""
        return self.keyfob.world

    @property
    def vin(self) -> str:
        """The car's."""
        return self.world.emulator.car(PERSONA).vin

    @property
    def odometer_km(self) -> float:
        """What the car shows."""
        return self.keyfob.truth().cockpit.odometer_km

    async def set_date(self, day: date) -> None:
        """Set the day of the next service."""
        task = self.keyfob.begin(*DATE, "set_value", date=day.isoformat())
        await self.keyfob.end(task)

    async def set_odometer(self, km: float) -> None:
        """Set its odometer."""
        task = self.keyfob.begin(*ODOMETER, "set_value", value=km)
        await self.keyfob.end(task)

    async def reload(self) -> None:
        """Load the account anew, as a restart does."""
        await self.world.hass.config_entries.async_reload(self.keyfob.entry.entry_id)
        await self.world.hass.async_block_till_done()

    def has(self, platform: Platform, key: str) -> bool:
        """Whether there is an entity."""
        registry = er.async_get(self.world.hass)
        unique_id = f"{self.vin}_{key}"
        return registry.async_get_entity_id(platform, DOMAIN, unique_id) is not None

    def shown(self, entity: tuple[Platform, str]) -> str:
        """Return the state of an entity."""
        return self.keyfob.shown(*entity)

    def origin(self, entity: tuple[Platform, str]) -> Any:
        """Return where its value comes from."""
        return self.keyfob.told(*entity)["origin"]

    def in_cloud(self) -> Service | None:
        """What the cloud has of it."""
        return self.world.emulator.world.cloud.service.documents.get(self.vin)
