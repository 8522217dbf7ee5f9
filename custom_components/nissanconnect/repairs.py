"""What the owner can mend with one click."""

from typing import Any, Final, override

from homeassistant.components.repairs import (
    ConfirmRepairFlow,
    RepairsFlow,
    RepairsFlowResult,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .const import DOMAIN
from .coordinator import NissanConfigEntry
from .maintenance.repair_flow import NextServiceFlow
from .vehicle_issues import VehicleIssue


class _VehicleFlow(ConfirmRepairFlow):
    """Asks about one car."""

    def __init__(self, entry: NissanConfigEntry, vin: str) -> None:
        """Know which car of which account."""
        self._entry = entry
        self._vin = vin


class LostVehicleFlow(_VehicleFlow):
    """Remove a car that seems to be the owner's no more."""

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Remove it when the owner agrees."""
        if user_input is not None:
            if self._entry.state is not ConfigEntryState.LOADED:
                return self.async_abort(reason="not_loaded")
            registry = dr.async_get(self.hass)
            device = registry.async_get_device_by_identifier(
                (DOMAIN, self._vin), self._entry.entry_id
            )
            if device is not None:
                registry.async_remove_device(device.id)
            await self._entry.runtime_data.async_forget(self._vin)
        return await super().async_step_confirm(user_input)


class StoppedFlow(_VehicleFlow):
    """Allow security codes again after wrong ones."""

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Lift the stop when the owner agrees."""
        if user_input is not None:
            if self._entry.state is not ConfigEntryState.LOADED:
                return self.async_abort(reason="not_loaded")
            if vehicle := self._entry.runtime_data.vehicles.get(self._vin):
                await vehicle.remote.async_lift_stop()
        return await super().async_step_confirm(user_input)


_FLOWS: Final = {
    VehicleIssue.MISSING: LostVehicleFlow,
    VehicleIssue.DENIED: LostVehicleFlow,
    VehicleIssue.STOPPED: StoppedFlow,
    VehicleIssue.SERVICE_SOON: NextServiceFlow,
    VehicleIssue.SERVICE_DUE: NextServiceFlow,
}


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, Any] | None
) -> RepairsFlow:
    """Return the flow of an issue that can be fixed here."""
    if data is None:
        raise ValueError(issue_id)
    entry = hass.config_entries.async_get_known_entry(data["entry_id"])
    return _FLOWS[VehicleIssue(data["issue"])](entry, data["vin"])
