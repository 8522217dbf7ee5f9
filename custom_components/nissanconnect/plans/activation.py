"""Since when a car's services are being activated, which takes minutes (E8)."""

from datetime import datetime, timedelta
from typing import Final

from ..api.vehicles import VehicleRecord
from .standing import ServiceStatus, service_status

# Afterwards its end is nothing to wait for any more.
_PATIENCE: Final = timedelta(hours=1)


class Activation:
    """The activation of one car's services; `since` when the lists show it."""

    def __init__(self) -> None:
        """Begin before it is seen."""
        self.since: datetime | None = None

    def note(self, record: VehicleRecord, now: datetime) -> None:
        """Take in the car's record of a list."""
        if service_status(record) is not ServiceStatus.ACTIVATING:
            self.since = None
        elif self.since is None:
            self.since = now

    def is_awaited(self, now: datetime) -> bool:
        """Whether its end is likely soon."""
        return self.since is not None and now < self.since + _PATIENCE
