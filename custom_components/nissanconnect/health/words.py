"""What a lamp means and what is to be done, in the user's language (H2).

A lamp is named as in `HealthStatus`, or `fuel`; `health` stands for all of them.
"""

from homeassistant.core import HomeAssistant, callback

from ..coordinator import VehicleCoordinator
from ..texts import text


@callback
def details(hass: HomeAssistant, lamp: str) -> str | None:
    """Return what a lit lamp means."""
    return text(hass, f"common.details_{lamp}")


@callback
def steps(vehicle: VehicleCoordinator, lamp: str) -> str | None:
    """Return what to do, in the cloud's own words where it had some."""
    advice = vehicle.inbox.advice(lamp)
    return advice or text(vehicle.hass, f"common.steps_{lamp}")
