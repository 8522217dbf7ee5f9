"""Serves the card's modules, and has each page of Home Assistant load them."""

from hashlib import sha256
from pathlib import Path
from typing import Final

from homeassistant.components.frontend import add_extra_js_url
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant

from ..const import DOMAIN

_PAGE: Final = Path(__file__).parent / "page"
_ENTRANCE: Final = "main.js"
_DIGITS: Final = 12


async def async_serve(hass: HomeAssistant) -> None:
    """Serve the modules; where there is no frontend there is nobody to load them."""
    if "frontend" not in hass.config.components:
        return
    # Browsers keep a module for a month, and modules name one another without a query:
    # what has changed gets another folder.
    digest, languages = await hass.async_add_executor_job(_look)
    folder = f"/{DOMAIN}/{digest}"
    await hass.http.async_register_static_paths(
        [StaticPathConfig(folder, str(_PAGE), cache_headers=True)]
    )
    add_extra_js_url(hass, f"{folder}/{_ENTRANCE}?words={'.'.join(languages)}")


def _look() -> tuple[str, list[str]]:
    """Return what changes with any file, and the languages there are words in."""
    files = sorted(path for path in _PAGE.rglob("*") if path.is_file())
    content = sha256(b"".join(path.read_bytes() for path in files))
    languages = [path.stem for path in files if path.parent.name == "words"]
    return content.hexdigest()[:_DIGITS], languages
