"""Issues of lit lamps on which the owner must act, until they are out (H2, H3)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from homeassistant.core import callback
from homeassistant.helpers import issue_registry as ir

from ..coordinator import VehicleCoordinator
from ..device import display_name
from ..texts import text
from ..vehicle_issues import notice_id, tell, tell_no_more
from .words import details, steps


class LampNotice(StrEnum):
    """What the owner is told, by its translation key."""

    DO_NOT_DRIVE = "lamp_do_not_drive"
    SERVICE_CENTRE = "lamp_service_centre"


_SEVERITIES: Final = {
    LampNotice.DO_NOT_DRIVE: ir.IssueSeverity.ERROR,
    LampNotice.SERVICE_CENTRE: ir.IssueSeverity.WARNING,
}
NOTICES: Final[Mapping[str, LampNotice]] = {
    "brake": LampNotice.DO_NOT_DRIVE,
    "oil_pressure": LampNotice.DO_NOT_DRIVE,
    "stop": LampNotice.DO_NOT_DRIVE,
    "abs": LampNotice.SERVICE_CENTRE,
    "airbag": LampNotice.SERVICE_CENTRE,
    "battery_12v": LampNotice.SERVICE_CENTRE,
    "engine": LampNotice.SERVICE_CENTRE,
    "power_steering": LampNotice.SERVICE_CENTRE,
    "service": LampNotice.SERVICE_CENTRE,
    "tyre_pressure": LampNotice.SERVICE_CENTRE,
}


@callback
def tell_lamps(vehicle: VehicleCoordinator) -> None:
    """Tell of each lit lamp, and no more of what is out.

    Of a lamp that the car says nothing of, what was told stands.
    """
    health = vehicle.data.health_status.value
    lamps = {} if health is None else health.lamps
    entry_id, vin = vehicle.config_entry.entry_id, vehicle.record.vin
    for lamp in NOTICES.keys() & lamps.keys():
        issue_id = notice_id(NOTICES[lamp], entry_id, vin, lamp)
        if lamps[lamp]:
            _tell(vehicle, issue_id, lamp)
        else:
            tell_no_more(vehicle.hass, issue_id)


def _tell(vehicle: VehicleCoordinator, issue_id: str, lamp: str) -> None:
    hass, notice = vehicle.hass, NOTICES[lamp]
    name = text(hass, f"entity.binary_sensor.warning_{lamp}.name")
    tell(
        hass,
        issue_id,
        notice,
        _SEVERITIES[notice],
        vehicle=display_name(vehicle.record),
        warning=name or lamp,
        details=details(hass, lamp) or "",
        steps=steps(vehicle, lamp) or "",
    )
