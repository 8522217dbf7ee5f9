"""The devices from which a user commands a car, registered by a mailed code (5.5)."""

from msgspec import Struct
from msgspec.structs import replace

from emulator.clock import Clock

from . import account_mails
from .accounts import Account
from .documents import Collection, DocumentKey, Secretive
from .errors import Reason, RefusedError
from .mailbox import Mailbox
from .passwords import SALT_BYTES, Password, quick
from .secrets import SecretSource

# Not public (protocol 9.8).
CODE_LIFE_S = 10 * 60.0
MAX_TRIES = 5
BETWEEN_MAILS_S = 30.0

_CODES = 1_000_000
_CODE_DRAW_BYTES = 8


class Device(Struct, frozen=True):
    """A registered device; its id was drawn by the client."""

    device_id: str
    model_name: str
    registered_at: float


class Mailed(Secretive, frozen=True):
    """A one-time code that was mailed for a device, and how often it was mistyped."""

    device_id: str
    code: Password
    mailed_at: float
    wrong_tries: int = 0


class UsersDevices(Struct, frozen=True):
    """The devices of one user on one car, the oldest first; `mailed_at` is the last."""

    devices: tuple[Device, ...] = ()
    mailed: Mailed | None = None
    mailed_at: float | None = None


class Devices:
    """The devices of all users on all cars."""

    def __init__(
        self,
        clock: Clock,
        secrets: SecretSource,
        mailbox: Mailbox,
        changed: set[DocumentKey],
    ) -> None:
        """Start without devices."""
        self.documents = Collection("devices", UsersDevices, changed)
        self._clock = clock
        self._secrets = secrets
        self._mailbox = mailbox

    def mail_code(
        self, account: Account, vin: str, device_id: str, *, car: str
    ) -> None:
        """Mail a new code for a car that goes by a name; the one before is void.

        Raises RefusedError for a second mail within 30 seconds.
        """
        user_id, now = account.user_id, self._clock.now
        known = self._of(user_id, vin)
        if known.mailed_at is not None and now < known.mailed_at + BETWEEN_MAILS_S:
            wait_s = known.mailed_at + BETWEEN_MAILS_S - now
            raise RefusedError(Reason.TOO_SOON, retry_after_s=wait_s)
        code = self._draw_code()
        # The mailbox holds the code itself: a slow digest would protect nothing.
        digest = quick(code, self._secrets.data(SALT_BYTES))
        mailed = Mailed(device_id, digest, now)
        self._keep(user_id, vin, replace(known, mailed=mailed, mailed_at=now))
        letter = account_mails.one_time_code(account, car, code)
        self._mailbox.send(account.email, letter)

    def register(
        self, user_id: str, vin: str, device: Device, *, code: str, most: int
    ) -> None:
        """Register a device by its mailed code, which is good once.

        A car that keeps one device only forgets the one before; others refuse one
        more than `most`. Raises RefusedError; a wrong code is counted.
        """
        known = self._of(user_id, vin)
        if self.is_registered(user_id, vin, device.device_id):
            raise RefusedError(Reason.DEVICE_EXISTS)
        self._check_code(user_id, vin, device.device_id, code)
        if len(known.devices) >= most > 1:
            raise RefusedError(Reason.TOO_MANY_DEVICES)
        kept = known.devices if most > 1 else ()
        devices = replace(known, devices=(*kept, device), mailed=None)
        self._keep(user_id, vin, devices)

    def of(self, user_id: str, vin: str) -> tuple[Device, ...]:
        """Return a user's devices on a car, the oldest first."""
        return self._of(user_id, vin).devices

    def is_registered(self, user_id: str, vin: str, device_id: str) -> bool:
        """Whether a user commands a car from this device."""
        devices = self.of(user_id, vin)
        return any(device.device_id == device_id for device in devices)

    def remove(self, user_id: str, vin: str, device_id: str) -> None:
        """Forget a device; raises RefusedError if there is none."""
        if not self.is_registered(user_id, vin, device_id):
            raise RefusedError(Reason.UNKNOWN_DEVICE)
        known = self._of(user_id, vin)
        left = tuple(one for one in known.devices if one.device_id != device_id)
        self._keep(user_id, vin, replace(known, devices=left))

    def forget_user(self, vin: str, user_id: str) -> None:
        """Forget a user's devices on a car (E9)."""
        self.documents.pop(_key(user_id, vin))

    def _check_code(self, user_id: str, vin: str, device_id: str, code: str) -> None:
        known = self._of(user_id, vin)
        mailed = known.mailed
        if mailed is None or not self._is_good(mailed, device_id):
            raise RefusedError(Reason.NO_CODE)
        if mailed.code.matches(code):
            return
        tried = replace(mailed, wrong_tries=mailed.wrong_tries + 1)
        self._keep(user_id, vin, replace(known, mailed=tried))
        raise RefusedError(Reason.WRONG_CODE)

    def _is_good(self, mailed: Mailed, device_id: str) -> bool:
        return (
            mailed.device_id == device_id
            and mailed.wrong_tries < MAX_TRIES
            and self._clock.now < mailed.mailed_at + CODE_LIFE_S
        )

    def _draw_code(self) -> str:
        drawn = int.from_bytes(self._secrets.data(_CODE_DRAW_BYTES))
        return f"{drawn % _CODES:06}"

    def _of(self, user_id: str, vin: str) -> UsersDevices:
        return self.documents.get(_key(user_id, vin)) or UsersDevices()

    def _keep(self, user_id: str, vin: str, devices: UsersDevices) -> None:
        self.documents[_key(user_id, vin)] = devices


def _key(user_id: str, vin: str) -> str:
    return f"{user_id}/{vin}"
