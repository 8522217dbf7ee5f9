"""Questions about one car for its owner alone; `repairs` takes the answers."""

from enum import StrEnum

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN


class VehicleIssue(StrEnum):
    """What is asked, by its translation key."""

    MISSING = "vehicle_missing"  # off the account's list: is it to be removed?
    STOPPED = "remote_stopped"  # wrong security codes: may they be sent again?


_SEVERITIES = {
    VehicleIssue.MISSING: ir.IssueSeverity.WARNING,
    VehicleIssue.STOPPED: ir.IssueSeverity.ERROR,
}


@callback
def ask(
    hass: HomeAssistant, issue: VehicleIssue, entry_id: str, vin: str, name: str
) -> None:
    """Ask the owner about a car."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue_id(issue, entry_id, vin),
        is_fixable=True,
        severity=_SEVERITIES[issue],
        translation_key=issue,
        translation_placeholders={"vehicle": name},
        data={"entry_id": entry_id, "vin": vin, "issue": issue},
    )


@callback
def take_back(
    hass: HomeAssistant, issue: VehicleIssue, entry_id: str, vin: str
) -> None:
    """Take a question back."""
    ir.async_delete_issue(hass, DOMAIN, _issue_id(issue, entry_id, vin))


def _issue_id(issue: VehicleIssue, entry_id: str, vin: str) -> str:
    return f"{issue}_{entry_id}_{vin}"
