"""A user's cars as the list shows them, in its three versions (protocol 3.2, 3.3)."""

from collections.abc import Mapping

from emulator.cloud.accounts import Pairing
from emulator.cloud.cloud import Cloud
from emulator.cloud.platform import Platform
from emulator.cloud.vehicles import Vehicle
from emulator.cloud.view import View

from .wire import Attributes

_EXPIRED = "EXPIRED"


def v5(cloud: Cloud, vehicle: Vehicle, pairing: Pairing) -> Attributes:
    """Return a car as the present list shows it."""
    view = cloud.view(vehicle)
    row = {**_common(cloud, vehicle, pairing), "services": _services(view)}
    return view.platform.as_told("record", row)


def v2(cloud: Cloud, vehicle: Vehicle, pairing: Pairing) -> Attributes:
    """Return a car as the list of 2020 showed it."""
    view = cloud.view(vehicle)
    in_force = view.in_force.services
    uids = [
        {"name": str(uid), "enabled": uid in in_force} for uid in view.platform.services
    ]
    return {**_common(cloud, vehicle, pairing), "uids": uids}


def _common(cloud: Cloud, vehicle: Vehicle, pairing: Pairing) -> Attributes:
    model = cloud.vehicles.model(vehicle)
    platform = model.platform
    attributes: Attributes = {
        "vin": vehicle.vin,
        "uuid": str(cloud.vehicles.uuid(vehicle.vin)),
        "color": vehicle.color,
        "modelYear": model.year,
        **of_model(platform),
        "nickname": vehicle.nickname,
        "registrationNumber": vehicle.registration_number,
        "firstRegistrationDate": vehicle.delivered_on,
        "privacyMode": "on" if cloud.cache(vehicle.vin).privacy else "off",
        "role": pairing.role,
    }
    return attributes


def of_model(platform: Platform) -> Attributes:
    """Return what a row says of the model."""
    attributes: Attributes = {
        "modelName": platform.model_name,
        "modelCode": platform.model_code,
        "energy": platform.energy,
        "engineType": platform.engine_type,
        "carGateway": platform.gateway,
        "canGeneration": platform.can_generation,
        "phase": platform.phase,
        "isCrossBadged": platform.cross_badged,
    }
    if platform.ccs_gen is not None:
        attributes["ccsGen"] = platform.ccs_gen
    return attributes


def services(platform: Platform, states: Mapping[int, str]) -> list[Attributes]:
    """Return the services of a row, by their state."""
    return [
        {
            "id": uid if platform.int_service_ids else str(uid),
            "activationState": states[uid],
            "features": [{"id": uid, "state": states[uid]}],
        }
        for uid in platform.services
    ]


def _services(view: View) -> list[Attributes]:
    states = {
        uid: _EXPIRED if uid in view.ended else view.status.value
        for uid in view.platform.services
    }
    return services(view.platform, states)
