"""A user's cars as the list shows them, in its three versions (protocol 3.2, 3.3)."""

from emulator.cloud.accounts import Pairing
from emulator.cloud.cloud import Cloud
from emulator.cloud.platform import Platform
from emulator.cloud.vehicles import Vehicle

from .wire import Attributes


def v5(cloud: Cloud, vehicle: Vehicle, pairing: Pairing) -> Attributes:
    """Return a car as the present list shows it."""
    platform = cloud.vehicles.model(vehicle).platform
    return {**_common(cloud, vehicle, pairing), "services": _services(platform)}


def v2(cloud: Cloud, vehicle: Vehicle, pairing: Pairing) -> Attributes:
    """Return a car as the list of 2020 showed it."""
    platform = cloud.vehicles.model(vehicle).platform
    uids = [{"name": str(uid), "enabled": True} for uid in platform.services]
    return {**_common(cloud, vehicle, pairing), "uids": uids}


def _common(cloud: Cloud, vehicle: Vehicle, pairing: Pairing) -> Attributes:
    model = cloud.vehicles.model(vehicle)
    platform = model.platform
    attributes: Attributes = {
        "vin": vehicle.vin,
        "uuid": str(cloud.vehicles.uuid(vehicle.vin)),
        "color": vehicle.color,
        "modelName": platform.model_name,
        "modelCode": platform.model_code,
        "modelYear": model.year,
        "energy": platform.energy,
        "engineType": platform.engine_type,
        "nickname": vehicle.nickname,
        "registrationNumber": vehicle.registration_number,
        "firstRegistrationDate": vehicle.delivered_on,
        "carGateway": platform.gateway,
        "canGeneration": platform.can_generation,
        "phase": platform.phase,
        "privacyMode": "on" if cloud.cache(vehicle.vin).privacy else "off",
        "isCrossBadged": platform.cross_badged,
        "role": pairing.role,
    }
    if platform.ccs_gen is not None:
        attributes["ccsGen"] = platform.ccs_gen
    return attributes


def _services(platform: Platform) -> list[Attributes]:
    return [
        {
            "id": uid if platform.int_service_ids else str(uid),
            "activationState": "ACTIVATED",
            "features": [{"id": uid, "state": "ACTIVATED"}],
        }
        for uid in platform.services
    ]
