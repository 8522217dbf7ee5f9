"""Brings past trips into the recorder: all at first, then those of the last weeks."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final

from homeassistant.components.recorder import DOMAIN as RECORDER, get_instance
from homeassistant.components.recorder.statistics import (
    StatisticsRow,
    async_add_external_statistics,
    statistics_during_period,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from ..api.errors import NissanError, ResourceError
from ..const import LOGGER
from ..coordinator import NissanConfigEntry, VehicleCoordinator
from ..device import display_name
from ..entity import async_follow_vehicles
from ..midnight import async_track_midnight
from ..texts import text
from .known import FinishedTrips
from .statistics import SERIES, Row, Series, changes

# As far back as the whole history is asked for.
_ALL: Final = timedelta(days=400)
# A car without network tells late of what it has driven.
_AGAIN: Final = timedelta(days=35)
_RETRY_S: Final = 3600
_BEGIN: Final = dt_util.utc_from_timestamp(0)

type Known = dict[Series, list[Row]]


@callback
def async_start_statistics(hass: HomeAssistant, entry: NissanConfigEntry) -> None:
    """Keep the statistics of each car, where there is a recorder."""
    if RECORDER not in hass.config.components:
        return
    imports: dict[VehicleCoordinator, TripImport] = {}

    @callback
    def begin(vehicle: VehicleCoordinator) -> None:
        if vehicle in imports:
            return
        imports[vehicle] = begun = TripImport(hass, vehicle)
        begun.async_start(entry)

    @callback
    def begin_day() -> None:
        for vehicle in entry.runtime_data.vehicles.values():
            imports[vehicle].async_want()

    async_follow_vehicles(entry, begin)
    entry.async_on_unload(async_track_midnight(hass, begin_day))


class TripImport:
    """Brings the trips of one car into the recorder, whenever they may have changed."""

    def __init__(self, hass: HomeAssistant, vehicle: VehicleCoordinator) -> None:
        """Want to begin at once."""
        self._hass = hass
        self._vehicle = vehicle
        self._wanted = asyncio.Event()
        self._wanted.set()
        self._work: asyncio.Task[None] | None = None

    @callback
    def async_start(self, entry: NissanConfigEntry) -> None:
        """Import now and after each trip, as long as the entry is loaded.

        Not while Home Assistant starts: what is past can wait.
        """

        @callback
        def begin(hass: HomeAssistant) -> None:
            self._work = entry.async_create_background_task(
                hass, self._async_work(), "import of past trips"
            )

        entry.async_on_unload(self._vehicle.trips.news.async_listen(self._note))
        entry.async_on_unload(async_at_started(self._hass, begin))

    @callback
    def _note(self, _: FinishedTrips) -> None:
        self.async_want()

    @callback
    def async_want(self) -> None:
        """Import again, soon."""
        self._wanted.set()

    async def _async_work(self) -> None:
        patience: float | None = None
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._wanted.wait()
            self._wanted.clear()
            patience = None if await self._async_try() else _RETRY_S

    async def _async_try(self) -> bool:
        """Import once; return whether that is all until it is wanted again."""
        if self._vehicle.held_by is not None:
            return False
        try:
            await self._async_import()
        except NissanError as error:
            LOGGER.debug("Past trips could not be read: %s", error)
            return isinstance(error, ResourceError)
        return True

    async def _async_import(self) -> None:
        known = await get_instance(self._hass).async_add_executor_job(self._known)
        today = self._vehicle.server_now.date()
        told = await self._vehicle.trips.history.between(_first(known, today), today)
        for series in SERIES:
            rows = known.get(series, ())
            amounts = series.amounts(told)
            # Cars tell zeros of what they do not take.
            if rows or any(amounts.values()):
                self._add(series, rows, amounts)

    def _known(self) -> Known:
        """Return all that the recorder has of the car; blocks."""
        vin = self._vehicle.record.vin
        by_id = {series.statistic_id(vin): series for series in SERIES}
        found = statistics_during_period(
            self._hass, _BEGIN, None, set(by_id), "hour", None, {"state", "sum"}
        )
        return {by_id[name]: [*map(_row, rows)] for name, rows in found.items()}

    @callback
    def _add(
        self, series: Series, known: Sequence[Row], amounts: Mapping[datetime, float]
    ) -> None:
        record = self._vehicle.record
        car = display_name(record)
        name = text(self._hass, f"common.statistic_{series.key}", car=car)
        if rows := changes(known, amounts):
            metadata = series.metadata(record.vin, name or car)
            async_add_external_statistics(self._hass, metadata, rows)


def _first(known: Known, today: date) -> date:
    """Return the first day to ask for: what is there may go on where it ends."""
    if not known:
        return today - _ALL
    last = min(rows[-1].start for rows in known.values())
    return max(min(dt_util.as_local(last).date(), today - _AGAIN), today - _ALL)


def _row(stored: StatisticsRow) -> Row:
    start = dt_util.utc_from_timestamp(stored["start"])
    return Row(start, stored.get("state") or 0.0, stored.get("sum") or 0.0)
