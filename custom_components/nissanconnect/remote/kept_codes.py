"""Security codes that the owner chose to keep: in the entry, like the password (S3)."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

CONF_CODES: Final = "codes"


@callback
def kept_code(entry: ConfigEntry[Any], vin: str) -> str | None:
    """Return the security code that is kept of a car."""
    codes: Mapping[str, str] = entry.data.get(CONF_CODES, {})
    return codes.get(vin)


@callback
def keep_code(
    hass: HomeAssistant, entry: ConfigEntry[Any], vin: str, code: str | None
) -> None:
    """Keep the security code of a car in place of the one before; None for none."""
    kept: Mapping[str, str] = entry.data.get(CONF_CODES, {})
    codes = {other: known for other, known in kept.items() if other != vin}
    if code is not None:
        codes[vin] = code
    if codes != kept:
        hass.config_entries.async_update_entry(
            entry, data={**entry.data, CONF_CODES: codes}
        )
