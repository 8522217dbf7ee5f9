"""The bff's calls for devices: one-time code by mail, registration, removal (5.5)."""

from http import HTTPStatus
from typing import Annotated

from aiohttp import web
from msgspec import Meta, Struct, field

from emulator.cloud import gates
from emulator.cloud.devices import Device

from .errors import BAD_CONTENT_TYPE, NOT_FOUND, WireError, refusals_told
from .inbound import (
    Paired,
    document,
    own_car_named_in_path,
    paired_car,
)
from .resources import demand_service
from .wire import BFF, JSON, Attributes, Shape, stamp

type DeviceId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{8,64}\Z")]
type Code = Annotated[str, Meta(pattern=r"^[0-9]{6}\Z")]
type ModelName = Annotated[str, Meta(min_length=1, max_length=100)]


class GenerateDeviceOtp(Struct):
    """Asks for a code by mail."""

    device_id: DeviceId = field(name="deviceId")


class RegisterDevice(Struct):
    """Shows the code that came."""

    device_id: DeviceId = field(name="deviceId")
    code: Code = field(name="otp")
    model_name: ModelName = field(name="modelName")


async def mail_code(request: web.Request) -> web.StreamResponse:
    """Mail a one-time code to the caller; the answer is empty."""
    paired = own_car_named_in_path(request)
    _check(request, paired)
    _need_json(request)
    asked = await document(request, "GenerateDeviceOtp", GenerateDeviceOtp)
    vehicle = paired.vehicle
    with refusals_told():
        paired.cloud.devices.mail_code(
            paired.account,
            vehicle.vin,
            asked.device_id,
            car=vehicle.nickname or paired.view.platform.model_name,
        )
    return web.Response()


async def register(request: web.Request) -> web.StreamResponse:
    """Register a device by the code that was mailed for it."""
    paired = own_car_named_in_path(request)
    _check(request, paired)
    _need_json(request)
    shown = await document(request, "RegisterDevice", RegisterDevice)
    device = Device(shown.device_id, shown.model_name, paired.cloud.clock.now)
    with refusals_told():
        paired.cloud.devices.register(
            paired.user_id,
            paired.vehicle.vin,
            device,
            code=shown.code,
            most=paired.view.platform.max_devices,
        )
    return BFF.answer(
        device.device_id, _row(device), Shape.ENVELOPE, kind="RegisterDevice"
    )


async def status(request: web.Request) -> web.StreamResponse:
    """Tell that a device is registered; 404 if it is not."""
    paired = own_car_named_in_path(request)
    shape = _check(request, paired)
    device_id = request.match_info["device_id"]
    for device in paired.cloud.devices.of(paired.user_id, paired.vehicle.vin):
        if device.device_id == device_id:
            return BFF.answer(device_id, _row(device), shape, kind="RegistrationStatus")
    raise WireError(NOT_FOUND)


async def list_devices(request: web.Request) -> web.StreamResponse:
    """List the caller's devices on a car, the oldest first."""
    paired = paired_car(request)
    shape = _check(request, paired)
    vin = paired.vehicle.vin
    rows = [_row(device) for device in paired.cloud.devices.of(paired.user_id, vin)]
    return BFF.answer(vin, {"devices": rows}, shape, kind="RegisteredDevices")


async def remove(request: web.Request) -> web.StreamResponse:
    """Forget a device of the caller; 404 if it is gone already."""
    paired = paired_car(request)
    _check(request, paired)
    device_id = request.match_info["device_id"]
    with refusals_told():
        paired.cloud.devices.remove(paired.user_id, paired.vehicle.vin, device_id)
    return web.Response(status=HTTPStatus.NO_CONTENT)


def _check(request: web.Request, paired: Paired) -> Shape:
    """Return the shape of the answer; only cars with a security code know devices."""
    shape = BFF.shape(request)
    demand_service(paired.view, gates.security_code)
    return shape


def _need_json(request: web.Request) -> None:
    if request.content_type != JSON:
        raise WireError(BAD_CONTENT_TYPE)


def _row(device: Device) -> Attributes:
    return {
        "deviceId": device.device_id,
        "modelName": device.model_name,
        "registrationDate": stamp(device.registered_at),
    }
