"""Names that two or more modules share."""

import logging
from typing import Final

from homeassistant.const import Platform

DOMAIN: Final = "nissanconnect"
LOGGER: Final = logging.getLogger(__package__)
PLATFORMS: Final = (
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.CLIMATE,
    Platform.DATE,
    Platform.DEVICE_TRACKER,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.LOCK,
    Platform.NUMBER,
    Platform.SENSOR,
    Platform.SWITCH,
)
