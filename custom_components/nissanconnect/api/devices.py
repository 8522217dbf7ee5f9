"""The devices a user commands a car from, registered by a mailed code (5.5)."""


class Devices:
    """The devices of one user on one car; made by `NissanClient.devices`.

    A device is named by an id that its owner draws and keeps: 8 to 64 characters of
    `[A-Za-z0-9._-]`. Every call raises SignInError, Outage, QuotaExceeded or
    ResourceError.
    """

    async def request_otp(self, device_id: str) -> None:
        """Have a one-time code mailed to the owner."""
        raise NotImplementedError

    async def register(self, device_id: str, otp: str, model: str) -> None:
        """Register a device by the mailed code; one that is already there is fine.

        Raises OneTimeCodeRefused if the code is wrong, too old or used up.
        """
        raise NotImplementedError

    async def is_registered(self, device_id: str) -> bool:
        """Whether the cloud knows the device."""
        raise NotImplementedError

    async def remove(self, device_id: str) -> None:
        """Remove a device; one that is gone is fine."""
        raise NotImplementedError
