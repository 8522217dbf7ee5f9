"""How a car appears in the device registry."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .api.vehicles import VehicleRecord
from .const import DOMAIN


@callback
def async_register(hass: HomeAssistant, entry_id: str, record: VehicleRecord) -> str:
    """Have the car as a device, known by its VIN, and return the device's id."""
    model = record.model or "Nissan"
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry_id,
        identifiers={(DOMAIN, record.vin)},
        manufacturer="Infiniti" if _is_infiniti(model) else "Nissan",
        model=f"{model} ({record.model_year})" if record.model_year else model,
        name=display_name(record),
        serial_number=record.vin,
    )
    return device.id


def display_name(record: VehicleRecord) -> str:
    """Return what the owner calls the car."""
    return (record.nickname or record.model or "Nissan").strip()


def _is_infiniti(model: str) -> bool:
    """Whether a model is a Q or QX and a number (protocol 3.2 names no brand)."""
    name = model.upper()
    return name[:1] == "Q" and name.removeprefix("Q").removeprefix("X")[:1].isdigit()


def vin_of(identifiers: set[tuple[str, str]]) -> str | None:
    """Return the VIN of a device of ours."""
    return next((vin for domain, vin in identifiers if domain == DOMAIN), None)
