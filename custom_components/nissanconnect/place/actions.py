"""The way to the car, for the maps of a telephone (F1)."""

from typing import Final
from urllib.parse import urlencode

from homeassistant.core import ServiceResponse, SupportsResponse
import voluptuous as vol

from ..coordinator import VehicleCoordinator
from ..reasons import refusal
from ..vehicle_action import Data, VehicleAction
from .privacy import why_old

ATTR_MODE: Final = "mode"

# How Apple and Google call a way of going.
_MODES: Final = {"walking": ("w", "walking"), "driving": ("d", "driving")}


async def _directions(vehicle: VehicleCoordinator, data: Data) -> ServiceResponse:
    """Return links to the last known position, and how old it is."""
    fix = vehicle.data.location.value
    if fix is None or fix.latitude is None or fix.longitude is None:
        raise refusal("position_unknown")
    apple, google = _MODES[data[ATTR_MODE]]
    place = f"{fix.latitude:.6f},{fix.longitude:.6f}"
    to_google = {"api": "1", "destination": place, "travelmode": google}
    why = why_old(vehicle)
    return {
        "apple_maps": "https://maps.apple.com/?"
        + urlencode({"daddr": place, "dirflg": apple}, safe=","),
        "google_maps": "https://www.google.com/maps/dir/?"
        + urlencode(to_google, safe=","),
        "reported_at": fix.reported_at.isoformat() if fix.reported_at else None,
        "why_old": why and why.value,
    }


ACTIONS: Final = (
    VehicleAction(
        name="get_directions",
        fields={vol.Optional(ATTR_MODE, default="walking"): vol.In(list(_MODES))},
        handle=_directions,
        response=SupportsResponse.ONLY,
    ),
)
