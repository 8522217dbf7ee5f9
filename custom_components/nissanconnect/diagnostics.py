"""What a maintainer needs to know, and nothing that is the owner's secret.

The part of each car holds its record and the raw answers by resource and version:
enough to make the emulator answer as that car did.
"""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.diagnostics import REDACTED, async_redact_data
from homeassistant.const import CONF_EMAIL, CONF_PASSWORD
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import AnyDeviceEntry

from .api.snapshot import Reading
from .coordinator import NissanConfigEntry, VehicleCoordinator
from .device import vin_of
from .remote.kept_codes import CONF_CODES

_SECRETS: Final = {
    CONF_CODES,
    CONF_EMAIL,
    CONF_PASSWORD,
    "device_id",
    "enrolment",
    "firstRegistrationDate",
    "gpsDirection",
    "gpsLatitude",
    "gpsLongitude",
    # Where an area lies that is watched: often home.
    "latitude",
    "longitude",
    # What a car tells its users may say where they go.
    "messageDescription",
    "messageSubtitle",
    "nickname",
    "registrationNumber",
    "user_id",
    "userId",
    "uuid",
    "value",
    "vehicleId",
}
# What remains of a VIN names maker and model, not the car.
_MODEL_LENGTH: Final = 8


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: NissanConfigEntry
) -> dict[str, Any]:
    """Return the account and all its cars."""
    account = entry.runtime_data
    return {
        "entry": {
            "data": async_redact_data(entry.data, _SECRETS),
            "options": dict(entry.options),
        },
        "vehicles": [_vehicle(vehicle) for vehicle in account.vehicles.values()],
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: NissanConfigEntry, device: AnyDeviceEntry
) -> dict[str, Any]:
    """Return one car."""
    vin = vin_of(device.identifiers)
    vehicle = entry.runtime_data.vehicles.get(vin or "")
    return {} if vehicle is None else _vehicle(vehicle)


def _vehicle(vehicle: VehicleCoordinator) -> dict[str, Any]:
    data = {
        "record": vehicle.record.raw,
        "calls_left": vehicle.calls_left,
        "next_poll": vehicle.next_poll,
        "missing": {key: why(vehicle) for key, why in sorted(vehicle.absences.items())},
        "learnt": vehicle.learnt.to_dict(),
        "wakes": vehicle.waker.log.to_dict(),
        "remote": vehicle.remote.state.to_dict(),
        "service": vehicle.service_book.kept.to_dict(),
        "resources": {
            key: _reading(reading) for key, reading in vehicle.data.readings.items()
        },
    }
    shortened = _without(vehicle.record.vin, async_redact_data(data, _SECRETS))
    return dict(shortened)


def _reading(reading: Reading[Any]) -> dict[str, Any]:
    return {
        "answer": reading.answer and reading.answer.to_dict(),
        "reported_at": reading.reported_at,
        "answered_at": reading.answered_at,
        "asked_at": reading.asked_at,
        "error": reading.error and repr(reading.error),
        "oddities": list(reading.oddities),
    }


def _without(vin: str, data: Any) -> Any:
    """Return JSON data with the VIN shortened wherever it stands."""
    match data:
        case str():
            return data.replace(vin, vin[:_MODEL_LENGTH] + REDACTED)
        case Mapping():
            return {key: _without(vin, value) for key, value in data.items()}
        case list() | tuple():
            return [_without(vin, value) for value in data]
        case _:
            return data
