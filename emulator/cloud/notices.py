"""What a car has to say, as its history keeps it: categories and data (protocol 7).

No coordinates in it: the centre of an area may be somebody's home.
"""

from collections.abc import Mapping
from typing import Final

from emulator.tcu.alerts import Alert, AreaAlert, SpeedAlert
from emulator.tcu.report import Notice, NoticeKey

from .inbox import Content, Priority

_SECURITY: Final = "Safety&Security"
_HEALTH: Final = "maintenance"
_ALERTS: Final = "geofencing"

_TOLD: Mapping[NoticeKey, tuple[str, Priority]] = {
    "speed.infringement": (_ALERTS, 2),
    "speed.recovery": (_ALERTS, 1),
    "curfew.infringement": (_ALERTS, 2),
    "curfew.recovery": (_ALERTS, 1),
    "zone.infringement": (_ALERTS, 2),
    "zone.recovery": (_ALERTS, 1),
    "burglar.car.stolen": (_SECURITY, 3),
    "burglar.tow.info": (_SECURITY, 3),
    "wheel.alert": (_HEALTH, 2),
    "wheel.recovery": (_HEALTH, 1),
    "brake.alert": (_HEALTH, 3),
    "brake.recovery": (_HEALTH, 1),
    "abs.alert": (_HEALTH, 2),
    "abs.recovery": (_HEALTH, 1),
    "airbag.alert": (_HEALTH, 2),
    "airbag.recovery": (_HEALTH, 1),
    "mil.lamp.on.request": (_HEALTH, 2),
    "mil.lamp.off.request": (_HEALTH, 1),
    "oil.pressure.alert": (_HEALTH, 3),
    "oil.pressure.recovery": (_HEALTH, 1),
}


def content(notice: Notice) -> Content:
    """Return what a car's notice leaves in its history."""
    category, priority = _TOLD[notice.key]
    data = {} if notice.alert is None else _data(notice.alert)
    return Content(category, notice.key, priority, data)


def _data(alert: Alert) -> dict[str, str]:
    data = {"alertId": alert.alert_id}
    match alert:
        case SpeedAlert():
            data["limit"] = f"{alert.limit_kmh:g}"
        case AreaAlert():
            data["kind"] = alert.kind
    return data
