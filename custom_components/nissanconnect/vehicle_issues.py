"""Questions and notices about one car for its owner alone.

`repairs` takes the answers; a notice has none, it goes when its cause does.
"""

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
def ask_whether_gone(
    hass: HomeAssistant, doubt: VehicleIssue | None, entry_id: str, vin: str, name: str
) -> None:
    """Ask what the doubt is of a car's presence, and nothing else of it."""
    for issue in (VehicleIssue.MISSING, VehicleIssue.DENIED):
        if issue is doubt:
            ask(hass, issue, entry_id, vin, name)
        else:
            take_back(hass, issue, entry_id, vin)


@callback
def tell(
    hass: HomeAssistant,
    issue_id: str,
    notice: str,
    severity: ir.IssueSeverity,
    **placeholders: str,
) -> None:
    """Tell the owner of a car what only he can see to."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=False,
        # After a restart the cloud may say nothing of the cause for a while.
        is_persistent=True,
        severity=severity,
        translation_key=notice,
        translation_placeholders=placeholders,
    )


@callback
def tell_no_more(hass: HomeAssistant, issue_id: str) -> None:
    """Take a notice back."""
    ir.async_delete_issue(hass, DOMAIN, issue_id)


def notice_id(notice: str, entry_id: str, vin: str, about: str) -> str:
    """Return the id of a notice; a car may have several of a kind."""
    return f"{notice}_{entry_id}_{vin}_{about}"


@callback
def forget(hass: HomeAssistant, entry_id: str, vin: str | None = None) -> None:
    """Take back whatever an owner is told of a car, or of the whole account."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN and entry_id in issue_id and (vin or "") in issue_id:
            ir.async_delete_issue(hass, domain, issue_id)


def _issue_id(issue: VehicleIssue, entry_id: str, vin: str) -> str:
    return f"{issue}_{entry_id}_{vin}"
