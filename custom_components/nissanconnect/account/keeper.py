"""What an account knows over a restart: its cars, their remote control, its calls."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from homeassistant.core import callback

from .budget import CallBudget, CallLog
from .connection import Connection
from .storage import AccountStore, rebuilt


class KeptCar(Protocol):
    """What is kept of a car."""

    def collect(self) -> dict[str, Any]:
        """Return it as JSON types, without the remote control."""

    def collect_remote(self) -> dict[str, Any]:
        """Return what is kept of its remote control, in a file of its own."""


class Keeper:
    """Keeps one account; `let_go` are listed cars that the owner removed."""

    def __init__(
        self,
        store: AccountStore,
        connection: Connection,
        budget: CallBudget,
        vehicles: Mapping[str, KeptCar],
    ) -> None:
        """Look at them as they are when something is to be kept."""
        self.let_go = set[str]()
        self.remotes: dict[str, Any] = {}
        self._store = store
        self._connection = connection
        self._budget = budget
        self._vehicles = vehicles

    async def async_load(self) -> list[Mapping[str, Any]]:
        """Take back what was kept; return what was kept of each car."""
        kept = await self._store.async_load_garage()
        if quota_until := kept.get("quota_until"):
            self._connection.restore(datetime.fromisoformat(quota_until))
        self.let_go = set(kept.get("let_go", ()))
        self._budget.log = rebuilt(CallLog, kept.get("calls"))
        self.remotes = dict(await self._store.async_load_remote())
        return list(kept.get("vehicles", ()))

    @callback
    def async_save(self) -> None:
        """Keep what is known, soon."""
        self._store.async_save_garage(self._collect)

    async def async_flush(self) -> None:
        """Keep what is known, now."""
        await self._store.async_flush_garage(self._collect())

    async def async_keep_remote(self) -> None:
        """Keep how the remote control of each car stands, now."""
        for vin, vehicle in self._vehicles.items():
            self.remotes[vin] = vehicle.collect_remote()
        await self._store.async_save_remote(dict(self.remotes))

    async def async_forget(self, vin: str) -> None:
        """Keep that a car is gone."""
        self.remotes.pop(vin, None)
        await self.async_flush()
        await self.async_keep_remote()

    def _collect(self) -> dict[str, Any]:
        quota_until = self._connection.quota_until
        return {
            "quota_until": quota_until and quota_until.isoformat(),
            "let_go": sorted(self.let_go),
            "calls": self._budget.log.to_dict(),
            "vehicles": [vehicle.collect() for vehicle in self._vehicles.values()],
        }
