"""A car that two accounts list belongs to the one that had it first (F82)."""

from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, issue_registry as ir

from ..api.vehicles import VehicleRecord
from ..const import DOMAIN
from ..device import display_name
from ..vehicle_issues import notice_id, tell, tell_no_more

ELSEWHERE: Final = "vehicle_elsewhere"


@callback
def is_ours(hass: HomeAssistant, entry: ConfigEntry, record: VehicleRecord) -> bool:
    """Whether an account may have a car; tell its owner if another account has it."""
    issue_id = notice_id(ELSEWHERE, entry.entry_id, record.vin, "account")
    other = _other_account(hass, entry, record.vin)
    if other is None:
        tell_no_more(hass, issue_id)
        return True
    tell(
        hass,
        issue_id,
        ELSEWHERE,
        ir.IssueSeverity.WARNING,
        vehicle=display_name(record),
        account=entry.title,
        other=other.title,
    )
    return False


def _other_account(
    hass: HomeAssistant, entry: ConfigEntry, vin: str
) -> ConfigEntry | None:
    """Return the other account that has the car's device already."""
    devices = dr.async_get(hass).async_get_devices(identifiers={(DOMAIN, vin)})
    owners = {device.config_entry_id for device in devices}
    if entry.entry_id in owners or not owners:
        return None
    return hass.config_entries.async_get_entry(owners.pop())
