"""Our own hard stop after wrong security codes: told to the owner, lifted by him."""

from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN

STOPPED_ISSUE: Final = "remote_stopped"


def _issue_id(entry_id: str, vin: str) -> str:
    return f"{STOPPED_ISSUE}_{entry_id}_{vin}"


@callback
def flag_stopped(hass: HomeAssistant, entry_id: str, vin: str, name: str) -> None:
    """Ask the owner whether security codes may be sent to the car again."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue_id(entry_id, vin),
        is_fixable=True,
        severity=ir.IssueSeverity.ERROR,
        translation_key=STOPPED_ISSUE,
        translation_placeholders={"vehicle": name},
        data={"entry_id": entry_id, "vin": vin, "issue": STOPPED_ISSUE},
    )


@callback
def unflag_stopped(hass: HomeAssistant, entry_id: str, vin: str) -> None:
    """Take the question back."""
    ir.async_delete_issue(hass, DOMAIN, _issue_id(entry_id, vin))
