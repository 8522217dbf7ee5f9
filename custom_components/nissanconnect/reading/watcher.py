"""Who follows a car from snapshot to snapshot, and remembers over a restart."""

from collections.abc import Collection
from typing import Any, Protocol

from ..api.resources import ResourceKey
from ..api.snapshot import VehicleSnapshot


class Watcher(Protocol):
    """Sees each snapshot once, in order, before the entities do."""

    async def async_saw(
        self, before: VehicleSnapshot, after: VehicleSnapshot
    ) -> Collection[ResourceKey]:
        """Take in a new snapshot; return what to read at once because of it.

        Raises nothing.
        """

    def to_dict(self) -> dict[str, Any]:
        """Return what is to be kept, as JSON types."""
