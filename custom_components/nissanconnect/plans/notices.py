"""Issues of plans that end or have ended; they go when the plan is renewed (P3)."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from homeassistant.core import callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..coordinator import VehicleCoordinator
from ..device import display_name
from ..vehicle_issues import notice_id, tell, tell_no_more
from .services import plan_text, services_text
from .standing import Standing


class Notice(StrEnum):
    """What the owner is told, by its translation key."""

    ENDING = "plan_ending"
    ENDED = "plan_ended"
    EXPIRED = "services_expired"


class _Told(NamedTuple):
    notice: Notice
    about: str
    placeholders: dict[str, str]


@callback
def tell_ends(vehicle: VehicleCoordinator) -> None:
    """Tell the owner what ends, and take back what does no more."""
    entry_id, vin = vehicle.config_entry.entry_id, vehicle.record.vin
    name = display_name(vehicle.record)
    wanted = {
        notice_id(it.notice, entry_id, vin, it.about): it for it in _told(vehicle)
    }
    stems = tuple(notice_id(notice, entry_id, vin, "") for notice in Notice)
    for domain, issue_id in list(ir.async_get(vehicle.hass).issues):
        if domain == DOMAIN and issue_id.startswith(stems) and issue_id not in wanted:
            tell_no_more(vehicle.hass, issue_id)
    for issue_id, told in wanted.items():
        tell(
            vehicle.hass,
            issue_id,
            told.notice,
            ir.IssueSeverity.WARNING,
            vehicle=name,
            **told.placeholders,
        )


def _told(vehicle: VehicleCoordinator) -> Iterator[_Told]:
    hass = vehicle.hass
    standing = Standing.of(vehicle.record, vehicle.data, vehicle.server_now)
    for notice, plans in (
        (Notice.ENDING, standing.ending),
        (Notice.ENDED, standing.ended),
    ):
        for plan in plans:
            named = {"plan": plan_text(hass, plan.name), "date": _day(plan.ends_at)}
            yield _Told(notice, plan.name, named)
    if standing.expired:
        services = services_text(hass, standing.expired)
        yield _Told(Notice.EXPIRED, "services", {"services": services})


def _day(moment: datetime | None) -> str:
    """Return the local day; a question mark if the cloud tells none."""
    return "?" if moment is None else dt_util.as_local(moment).date().isoformat()
