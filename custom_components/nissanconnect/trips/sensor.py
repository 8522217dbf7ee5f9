"""Trips of today, this month and this year, as the cloud sums them (D1 to D3)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorStateClass,
)
from homeassistant.const import UnitOfLength, UnitOfTime
from homeassistant.core import callback
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

from ..api.models import TripSummary
from ..descriptions import ReadingSensorDescription
from ..entity import ToldEntity
from ..sources import TRIPS_DAY, TRIPS_MONTH, TRIPS_YEAR, From, Source


class Sum(NamedTuple):
    """A sum over a period; `form` gives the name that the cloud has for a period."""

    form: str
    period: str | None
    amount: float | None


def _sums(
    name: str, form: str, resource: From[TripSummary]
) -> tuple[ReadingSensorDescription[Sum], ...]:
    def of(amount: Callable[[TripSummary], float | None]) -> Source[Sum]:
        return resource(lambda it: Sum(form, it.period, amount(it)))

    return (
        ReadingSensorDescription(
            key=f"trips_{name}",
            state_class=SensorStateClass.TOTAL,
            source=of(lambda it: it.trips),
        ),
        ReadingSensorDescription(
            key=f"distance_{name}",
            device_class=SensorDeviceClass.DISTANCE,
            state_class=SensorStateClass.TOTAL,
            native_unit_of_measurement=UnitOfLength.KILOMETERS,
            suggested_display_precision=1,
            source=of(lambda it: it.distance_km),
        ),
        ReadingSensorDescription(
            key=f"driving_time_{name}",
            device_class=SensorDeviceClass.DURATION,
            state_class=SensorStateClass.TOTAL,
            native_unit_of_measurement=UnitOfTime.MINUTES,
            suggested_display_precision=0,
            source=of(lambda it: it.duration_min),
        ),
    )


TRIPS: Final = (
    *_sums("today", "%Y-%m-%d", TRIPS_DAY),
    *_sums("month", "%Y-%m", TRIPS_MONTH),
    *_sums("year", "%Y", TRIPS_YEAR),
)


class NissanTripSensor(ToldEntity[Sum], SensorEntity):
    """A sum over a period that begins anew at local midnight."""

    entity_description: ReadingSensorDescription[Sum]

    @override
    async def async_added_to_hass(self) -> None:
        """Begin anew at midnight, whenever the next answer comes."""
        await super().async_added_to_hass()
        self.async_on_remove(
            async_track_time_change(
                self.hass, self._at_midnight, hour=0, minute=0, second=0
            )
        )

    @callback
    def _at_midnight(self, _: datetime) -> None:
        self.async_write_ha_state()

    @property
    @override
    def native_value(self) -> float | None:
        """The sum; 0 in a period that has begun since the cloud was read."""
        told = self.told
        if told is None:
            return None
        return told.amount if told.period == self._period(told) else 0

    @property
    @override
    def last_reset(self) -> datetime | None:
        """The period's first moment, local time."""
        told = self.told
        if told is None:
            return None
        # A month or a year begins with its first day.
        year, month, day = [*map(int, self._period(told).split("-")), 1, 1][:3]
        return datetime(year, month, day, tzinfo=dt_util.get_default_time_zone())

    @property
    @override
    def _shown(self) -> Any:
        """The sum and the present day: with another one it may begin anew."""
        today = self.coordinator.server_now.date()
        return self.available, self.native_value, self._reading.reported_at, today

    def _period(self, told: Sum) -> str:
        """Return the cloud's name of the present period."""
        return self.coordinator.server_now.strftime(told.form)
