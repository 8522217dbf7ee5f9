"""The devices a user commands a car from, registered by a mailed code (5.5)."""

from collections.abc import Awaitable, Callable
import json
from typing import Any
from urllib.parse import quote

from .errors import DeviceExists, NoData, NotSupported, OneTimeCodeRefused
from .refusals import accepted
from .server import Server, Service
from .session import Session
from .vehicles import VehicleRecord

_JSON = "application/json"


class Devices:
    """The devices of one user on one car; made by `NissanClient.devices`.

    A device is named by an id that its owner draws and keeps: 8 to 64 characters of
    `[A-Za-z0-9._-]`. Every call raises SignInError, Outage, QuotaExceeded or
    ResourceError.
    """

    def __init__(
        self,
        vehicle: VehicleRecord,
        session: Session,
        server: Server,
        user_id: Callable[[], Awaitable[str]],
    ) -> None:
        """Make no request yet."""
        self._vin = quote(vehicle.vin, safe="")
        self._session = session
        self._server = server
        self._user_id = user_id

    async def request_otp(self, device_id: str) -> None:
        """Have a one-time code mailed to the owner."""
        path = f"{await self._users_car()}/generate-device-otp"
        await self._post(path, "GenerateDeviceOtp", {"deviceId": device_id})

    async def register(self, device_id: str, otp: str, model: str) -> None:
        """Register a device by the mailed code; one that is already there is fine.

        Raises OneTimeCodeRefused, of which OneTimeCodeExpired is one kind, and
        TooManyDevices.
        """
        path = f"{await self._users_car()}/register-device"
        attributes = {"deviceId": device_id, "otp": otp, "modelName": model}
        try:
            await self._post(path, "RegisterDevice", attributes)
        except DeviceExists:
            return
        except NotSupported:
            # The maker's word for a wrong code is not public.
            raise OneTimeCodeRefused from None

    async def is_registered(self, device_id: str) -> bool:
        """Whether the cloud knows the device."""
        device = quote(device_id, safe="")
        path = f"{await self._users_car()}/devices/{device}/registration-status"
        return await self._is_there("GET", path)

    async def remove(self, device_id: str) -> None:
        """Remove a device; one that is gone is fine."""
        device = quote(device_id, safe="")
        await self._is_there("DELETE", f"v1/vehicles/{self._vin}/devices/{device}")

    async def _users_car(self) -> str:
        return f"v1/users/{quote(await self._user_id(), safe='')}/vehicles/{self._vin}"

    async def _post(self, path: str, kind: str, attributes: dict[str, Any]) -> None:
        body = json.dumps({"data": {"type": kind, "attributes": attributes}}).encode()
        await self._send("POST", path, body)

    async def _is_there(self, method: str, path: str) -> bool:
        """Send a request; return whether what it is about was found."""
        try:
            await self._send(method, path)
        except NoData, NotSupported:
            return False
        return True

    async def _send(self, method: str, path: str, body: bytes | None = None) -> None:
        url = self._server.url(Service.BFF, path)
        headers = {"Accept": Service.BFF.accept, "Content-Type": _JSON}
        await self._session.send(method, url, headers, body, read=accepted)
