"""When a car's next service is due: from the cloud, from the car, or kept here (V1)."""

import asyncio
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, Self

from homeassistant.util import dt as dt_util

from ..api.client import NissanClient
from ..api.errors import NissanError
from ..api.resources import ResourceKey
from ..api.service_due import ServiceDue
from ..car import Car
from ..reasons import action_error


class Origin(StrEnum):
    """Where a due date or odometer comes from."""

    CLOUD = "cloud"
    CAR = "car"
    KEPT = "kept"  # by Home Assistant
    WAITING = "waiting"  # kept until the other half is set: the cloud wants both


class ServicedCar(Car, Protocol):
    """What the service book needs of a car's coordinator."""

    async def async_keep(self) -> None:
        """Keep what is known of the car, now."""


class KeptService(NamedTuple):
    """What the owner has set and the cloud does not have."""

    due_on: date | None = None
    due_km: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {
            "due_on": self.due_on and self.due_on.isoformat(),
            "due_km": self.due_km,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave; KeyError, TypeError or ValueError if damaged."""
        due_on, due_km = data["due_on"], data["due_km"]
        return cls(
            due_on=None if due_on is None else date.fromisoformat(due_on),
            due_km=None if due_km is None else int(due_km),
        )


class ServiceBook:
    """The next service of one car; distances in km."""

    def __init__(
        self, car: ServicedCar, client: NissanClient, kept: KeptService
    ) -> None:
        """Begin with what was kept."""
        self.kept = kept
        self._car = car
        self._client = client
        self._setting = asyncio.Lock()

    @property
    def due_on(self) -> date | None:
        """The day on which it is due."""
        return self._in_cloud.due_on if self._in_cloud else self.kept.due_on

    @property
    def due_km(self) -> int | None:
        """The odometer at which it is due."""
        if self._set_km is not None:
            return self._set_km
        if self._told_km is None or self._odometer_km is None:
            return None
        return round(self._odometer_km + self._told_km)

    @property
    def days_left(self) -> int | None:
        """Days of Home Assistant's zone until it is due; negative when overdue."""
        if self.due_on is None:
            return None
        return (self.due_on - dt_util.now().date()).days

    @property
    def km_left(self) -> float | None:
        """How far the car may go until it is due; negative when overdue."""
        if self._set_km is None:
            return self._told_km
        odometer_km = self._odometer_km
        return None if odometer_km is None else self._set_km - odometer_km

    @property
    def date_origin(self) -> Origin | None:
        """Where the day comes from; None if there is none."""
        return None if self.due_on is None else self._set_origin

    @property
    def km_origin(self) -> Origin | None:
        """Where the odometer comes from; None if there is none."""
        if self._set_km is not None:
            return self._set_origin
        return None if self._told_km is None else Origin.CAR

    async def async_set(
        self, *, due_on: date | None = None, due_km: int | None = None
    ) -> None:
        """Set the day, the odometer, or both; what is not given stays.

        A server that announces the service gets them when both are known, otherwise
        they are kept here. Raises HomeAssistantError.
        """
        async with self._setting:
            due_on = self.due_on if due_on is None else due_on
            due_km = self._set_km if due_km is None else due_km
            if self._announced is None or due_on is None or due_km is None:
                self.kept = KeptService(due_on, due_km)
            else:
                await self._async_send(due_on, due_km)
                self.kept = KeptService()
        await self._car.async_keep()
        self._car.async_update_listeners()

    async def _async_send(self, due_on: date, due_km: int) -> None:
        if error := self._car.held_by:
            raise action_error(error)
        settings = self._client.settings(self._car.record)
        try:
            await settings.set_service(due_on, due_km)
        except NissanError as error:
            raise action_error(error) from error
        await self._car.async_look((ResourceKey.SERVICE_DUE,))

    @property
    def _announced(self) -> ServiceDue | None:
        """What the server says of it; None if it knows of no such thing."""
        reading = self._car.data.service_due
        return None if reading.supported is False else reading.value

    @property
    def _in_cloud(self) -> ServiceDue | None:
        """What is set there, both."""
        told = self._announced
        if told is None or told.due_on is None or told.due_km is None:
            return None
        return told

    @property
    def _set_km(self) -> int | None:
        """The odometer as the owner set it, wherever."""
        return self._in_cloud.due_km if self._in_cloud else self.kept.due_km

    @property
    def _set_origin(self) -> Origin:
        if self._in_cloud:
            return Origin.CLOUD
        return Origin.KEPT if self._announced is None else Origin.WAITING

    @property
    def _told_km(self) -> float | None:
        """How far the car itself says that it may go."""
        told = self._car.data.cockpit.value
        return None if told is None else told.service_in_km

    @property
    def _odometer_km(self) -> float | None:
        told = self._car.data.cockpit.value
        return None if told is None else told.odometer_km
