"""An action that returns the trips of a span of time (D1)."""

from datetime import date
from typing import Any, Final

from homeassistant.core import ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..api.errors import NissanError
from ..api.models import TripSummary
from ..api.trip_history import Period
from ..coordinator import VehicleCoordinator
from ..reasons import action_error, refusal
from ..vehicle_action import Data, VehicleAction

ATTR_PERIOD: Final = "period"
ATTR_START: Final = "start"
ATTR_END: Final = "end"

_GETTING: Final[dict[Any, Any]] = {
    vol.Optional(ATTR_PERIOD, default=Period.DAY): vol.Coerce(Period),
    vol.Required(ATTR_START): cv.date,
    vol.Optional(ATTR_END): cv.date,
}
_MOST_DAYS: Final = {Period.DAY: 400, Period.MONTH: 3660, Period.YEAR: 3660}


async def _get(vehicle: VehicleCoordinator, data: Data) -> ServiceResponse:
    """Return the periods with trips, the oldest first."""
    period, start = data[ATTR_PERIOD], data[ATTR_START]
    end = data.get(ATTR_END) or vehicle.server_now.date()
    _raise_if_wrong(period, start, end)
    if error := vehicle.held_by:
        raise action_error(error)
    try:
        told = await vehicle.trips.history.between(start, end, period)
    except NissanError as error:
        raise action_error(error) from error
    return {"periods": [_row(summary) for summary in told]}


def _raise_if_wrong(period: Period, start: date, end: date) -> None:
    if start > end:
        raise refusal("trips_start_after_end")
    most = _MOST_DAYS[period]
    if (end - start).days >= most:
        raise refusal("trips_span_too_long", days=str(most))


def _row(summary: TripSummary) -> dict[str, Any]:
    row = summary._asdict()
    del row["reported_at"]
    moments = {
        name: value.isoformat()
        for name in ("first_start", "last_end")
        if (value := row[name])
    }
    return row | moments


ACTIONS: Final = (
    VehicleAction(
        name="get_trips",
        fields=_GETTING,
        handle=_get,
        response=SupportsResponse.ONLY,
    ),
)
