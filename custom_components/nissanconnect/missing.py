"""A car that left the account's list: flagged, never removed by itself."""

from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN

# Fewer complete lists without the car prove nothing (faults F81, F84).
MISSING_LISTS: Final = 3
MISSING_ISSUE: Final = "vehicle_missing"


def _issue_id(entry_id: str, vin: str) -> str:
    return f"{MISSING_ISSUE}_{entry_id}_{vin}"


@callback
def flag_missing(hass: HomeAssistant, entry_id: str, vin: str, name: str) -> None:
    """Ask the owner whether the car is to be removed."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue_id(entry_id, vin),
        is_fixable=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=MISSING_ISSUE,
        translation_placeholders={"vehicle": name},
        data={"entry_id": entry_id, "vin": vin, "issue": MISSING_ISSUE},
    )


@callback
def unflag_missing(hass: HomeAssistant, entry_id: str, vin: str) -> None:
    """Take the question back."""
    ir.async_delete_issue(hass, DOMAIN, _issue_id(entry_id, vin))
