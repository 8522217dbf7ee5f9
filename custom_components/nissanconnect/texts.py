"""Texts that Home Assistant does not fetch itself: for calendar entries and issues."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.translation import async_get_cached_translations

from .const import DOMAIN


@callback
def text(hass: HomeAssistant, key: str, **placeholders: str) -> str | None:
    """Return a text by its dotted key in Home Assistant's language.

    None if there is none by this key.
    """
    category = key.partition(".")[0]
    known = async_get_cached_translations(hass, hass.config.language, category, DOMAIN)
    found = known.get(f"component.{DOMAIN}.{key}")
    return None if found is None else found.format_map(placeholders)
