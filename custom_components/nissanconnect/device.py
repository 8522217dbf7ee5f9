"""How a car appears in the device registry."""

import re
from typing import Final

from homeassistant.helpers.device_registry import DeviceInfo

from .api.vehicles import VehicleRecord
from .const import DOMAIN

# The list names no brand (protocol 3.2); Infiniti's models are a Q and a number.
_INFINITI: Final = re.compile(r"QX?\d", re.IGNORECASE)


def device_info(record: VehicleRecord) -> DeviceInfo:
    """Return the car as a device, known by its VIN."""
    model = record.model or "Nissan"
    return DeviceInfo(
        identifiers={(DOMAIN, record.vin)},
        manufacturer="Infiniti" if _INFINITI.match(model) else "Nissan",
        model=f"{model} ({record.model_year})" if record.model_year else model,
        name=display_name(record),
        serial_number=record.vin,
    )


def display_name(record: VehicleRecord) -> str:
    """Return what the owner calls the car."""
    return (record.nickname or record.model or "Nissan").strip()


def vin_of(identifiers: set[tuple[str, str]]) -> str | None:
    """Return the VIN of a device of ours."""
    return next((vin for domain, vin in identifiers if domain == DOMAIN), None)
