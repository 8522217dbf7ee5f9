"""Trips of today, this month and this year, as the cloud sums them (D1 to D3)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, override

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
from ..sources import TRIPS_DAY, TRIPS_MONTH, TRIPS_YEAR, From


@dataclass(frozen=True, kw_only=True)
class NissanTripDescription(ReadingSensorDescription[TripSummary]):
    """Describes a sum over a period; `form` gives the name that the cloud uses."""

    form: str
    amount: Callable[[TripSummary], float | None]


def _sums(
    name: str, form: str, resource: From[TripSummary]
) -> tuple[NissanTripDescription, ...]:
    summary = resource(lambda it: it)
    return (
        NissanTripDescription(
            key=f"trips_{name}",
            state_class=SensorStateClass.TOTAL,
            form=form,
            source=summary,
            amount=lambda it: it.trips,
        ),
        NissanTripDescription(
            key=f"distance_{name}",
            device_class=SensorDeviceClass.DISTANCE,
            state_class=SensorStateClass.TOTAL,
            native_unit_of_measurement=UnitOfLength.KILOMETERS,
            suggested_display_precision=1,
            form=form,
            source=summary,
            amount=lambda it: it.distance_km,
        ),
        NissanTripDescription(
            key=f"driving_time_{name}",
            device_class=SensorDeviceClass.DURATION,
            state_class=SensorStateClass.TOTAL,
            native_unit_of_measurement=UnitOfTime.MINUTES,
            suggested_display_precision=0,
            form=form,
            source=summary,
            amount=lambda it: it.duration_min,
        ),
    )


TRIPS: Final = (
    *_sums("today", "%Y-%m-%d", TRIPS_DAY),
    *_sums("month", "%Y-%m", TRIPS_MONTH),
    *_sums("year", "%Y", TRIPS_YEAR),
)


class NissanTripSensor(ToldEntity[TripSummary], SensorEntity):
    """A sum over a period that begins anew at local midnight."""

    entity_description: NissanTripDescription

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
        summary = self.told
        if summary is None:
            return None
        if summary.period != self._period:
            return 0
        return self.entity_description.amount(summary)

    @property
    @override
    def last_reset(self) -> datetime:
        """The period's first moment, local time."""
        # A month or a year begins with its first day.
        year, month, day = [*map(int, self._period.split("-")), 1, 1][:3]
        return datetime(year, month, day, tzinfo=dt_util.get_default_time_zone())

    @property
    @override
    def _besides(self) -> date:
        """The present day: with another one the sum may begin anew."""
        return self.coordinator.server_now.date()

    @property
    def _period(self) -> str:
        return self.coordinator.server_now.strftime(self.entity_description.form)
