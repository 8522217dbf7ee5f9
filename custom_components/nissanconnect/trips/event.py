"""Each trip that has ended, as an event (D1, D2)."""

from datetime import datetime
from typing import Final, override

from homeassistant.components.event import EventEntity
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_call_later

from ..coordinator import VehicleCoordinator
from ..descriptions import VehicleEventDescription
from ..entity import VehicleEntity
from .known import FinishedTrips

TRIP_FINISHED: Final = "trip_finished"
# An event's state is its time in milliseconds: two at once would be one.
_APART_S: Final = 0.1


FINISHED: Final = (
    VehicleEventDescription(
        key="trip",
        # Once its trips were told, be there none.
        wanted=lambda vehicle: vehicle.data.trips_day.value is not None,
    ),
)


class TripEvent(VehicleEntity, EventEntity):
    """The trips of a car, one after the other."""

    entity_description: VehicleEventDescription

    def __init__(
        self, vehicle: VehicleCoordinator, description: VehicleEventDescription
    ) -> None:
        """Have none to tell."""
        super().__init__(vehicle, description)
        self._waiting: list[FinishedTrips] = []
        self._pause: CALLBACK_TYPE | None = None

    @property
    @override
    def event_types(self) -> list[str]:
        """A trip can but end."""
        return [TRIP_FINISHED]

    @override
    async def async_added_to_hass(self) -> None:
        """Hear of each trip that has ended."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.trips.news.async_listen(self._note))
        self.async_on_remove(self._stop)

    @callback
    def _note(self, trip: FinishedTrips) -> None:
        self._waiting.append(trip)
        if self._pause is None:
            self._tell()

    @callback
    def _tell(self, _: datetime | None = None) -> None:
        self._pause = None
        if self._waiting:
            self._trigger_event(TRIP_FINISHED, self._waiting.pop(0)._asdict())
            self.async_write_ha_state()
            self._pause = async_call_later(self.hass, _APART_S, self._tell)

    @callback
    def _stop(self) -> None:
        if self._pause is not None:
            self._pause()
