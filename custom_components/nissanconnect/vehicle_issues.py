"""Questions about one car for its owner alone; `repairs` takes the answers."""

from enum import StrEnum

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN


class VehicleIssue(StrEnum):
    """What is asked, by its translation key."""

    MISSING = "vehicle_missing"  # off the account's list: is it to be removed?
    DENIED = "vehicle_denied"  # listed, but all is refused: is it to be removed?
    STOPPED = "remote_stopped"  # wrong security codes: may they be sent again?
    SERVICE_SOON = "service_soon"  # when is the service after the next one?
    SERVICE_DUE = "service_due"


_SEVERITIES = {
    VehicleIssue.MISSING: ir.IssueSeverity.WARNING,
    VehicleIssue.DENIED: ir.IssueSeverity.WARNING,
    VehicleIssue.STOPPED: ir.IssueSeverity.ERROR,
    VehicleIssue.SERVICE_SOON: ir.IssueSeverity.WARNING,
    VehicleIssue.SERVICE_DUE: ir.IssueSeverity.WARNING,
}


@callback
def ask(
    hass: HomeAssistant,
    issue: VehicleIssue,
    entry_id: str,
    vin: str,
    name: str,
    **placeholders: str,
) -> None:
    """Ask the owner about a car."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue_id(issue, entry_id, vin),
        is_fixable=True,
        severity=_SEVERITIES[issue],
        translation_key=issue,
        translation_placeholders={"vehicle": name, **placeholders},
        data={"entry_id": entry_id, "vin": vin, "issue": issue},
    )


@callback
def take_back(
    hass: HomeAssistant, issue: VehicleIssue, entry_id: str, vin: str
) -> None:
    """Take a question back."""
    ir.async_delete_issue(hass, DOMAIN, _issue_id(issue, entry_id, vin))


@callback
def forget(hass: HomeAssistant, entry_id: str, vin: str | None = None) -> None:
    """Take back whatever an owner is told of a car, or of the whole account."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN and entry_id in issue_id and (vin or "") in issue_id:
            ir.async_delete_issue(hass, domain, issue_id)


def _issue_id(issue: VehicleIssue, entry_id: str, vin: str) -> str:
    return f"{issue}_{entry_id}_{vin}"
