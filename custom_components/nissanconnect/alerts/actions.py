"""Actions that set and remove alerts; what cannot be is refused before it is sent."""

from collections.abc import Callable
from typing import Any, Final

from homeassistant.const import ATTR_LATITUDE, ATTR_LONGITUDE, ATTR_NAME
from homeassistant.core import HomeAssistant, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv, entity_registry as er
import voluptuous as vol

from ..api.alerts import Alert, Area, AreaKind, Curfew, Rule, SpeedLimit, Weekday
from ..const import DOMAIN
from ..coordinator import VehicleCoordinator
from ..reasons import refusal
from ..vehicle_action import Data, VehicleAction
from .kinds import Kind, kind_of
from .switch import alert_id_of

ATTR_ALERT: Final = "alert"
ATTR_ENABLED: Final = "enabled"
ATTR_LIMIT: Final = "limit"
ATTR_START: Final = "start"
ATTR_END: Final = "end"
ATTR_DAYS: Final = "days"
ATTR_KIND: Final = "kind"
ATTR_ZONE: Final = "zone"
ATTR_LOCATION: Final = "location"
ATTR_RADIUS: Final = "radius"

_STEP_KMH: Final = 5
_METRES: Final = 1_000
_SETTING: Final[dict[Any, Any]] = {
    vol.Optional(ATTR_ALERT): cv.string,
    vol.Optional(ATTR_NAME): vol.All(cv.string, vol.Length(min=1, max=60)),
    vol.Optional(ATTR_ENABLED): cv.boolean,
}
_SPEED: Final = {
    **_SETTING,
    vol.Required(ATTR_LIMIT): vol.Coerce(float),
}
_CURFEW: Final = {
    **_SETTING,
    vol.Required(ATTR_START): cv.time,
    vol.Required(ATTR_END): cv.time,
    vol.Optional(ATTR_DAYS, default=list(Weekday)): vol.All(
        cv.ensure_list, [vol.Coerce(Weekday)], vol.Length(min=1)
    ),
}
_AREA: Final = {
    **_SETTING,
    vol.Required(ATTR_KIND): vol.Coerce(AreaKind),
    vol.Exclusive(ATTR_ZONE, "place"): cv.entity_domain("zone"),
    vol.Exclusive(ATTR_LOCATION, "place"): vol.Schema(
        {
            vol.Required(ATTR_LATITUDE): cv.latitude,
            vol.Required(ATTR_LONGITUDE): cv.longitude,
            vol.Optional(ATTR_RADIUS): vol.Coerce(float),
        }
    ),
    vol.Optional(ATTR_RADIUS): vol.Coerce(float),
}

type Making = Callable[[HomeAssistant, Data], Rule]


def _speed(hass: HomeAssistant, data: Data) -> SpeedLimit:
    limit = data[ATTR_LIMIT]
    if not 30 <= limit <= 200 or limit % _STEP_KMH:  # noqa: PLR2004 - M1
        raise refusal("speed_limit_impossible")
    return SpeedLimit(int(limit))


def _curfew(hass: HomeAssistant, data: Data) -> Curfew:
    start, end = (data[one].replace(second=0) for one in (ATTR_START, ATTR_END))
    return Curfew(start, end, frozenset(data[ATTR_DAYS]))


def _area(hass: HomeAssistant, data: Data) -> Area:
    """Return a circle around a zone or a place; its own radius counts first."""
    if ATTR_ZONE in data:
        zone = hass.states.get(data[ATTR_ZONE])
        if zone is None:
            raise refusal("zone_unknown", zone=data[ATTR_ZONE])
        place, radius_m = zone.attributes, zone.attributes.get(ATTR_RADIUS)
    elif ATTR_LOCATION in data:
        place = data[ATTR_LOCATION]
        radius_m = place.get(ATTR_RADIUS)
    else:
        raise refusal("area_without_place")
    radius_km = data.get(ATTR_RADIUS)
    if radius_km is None and radius_m is not None:
        radius_km = radius_m / _METRES
    if radius_km is None or not 0.5 <= radius_km <= 100:  # noqa: PLR2004 - M1
        raise refusal("radius_impossible")
    return Area(data[ATTR_KIND], place[ATTR_LATITUDE], place[ATTR_LONGITUDE], radius_km)


def _setting(
    kind: Kind, name: str, fields: dict[Any, Any], rule: Making
) -> VehicleAction:
    async def put(vehicle: VehicleCoordinator, data: Data) -> ServiceResponse:
        """Add an alert, or change the one that is named."""
        wanted = rule(vehicle.hass, data)
        if ATTR_ALERT not in data:
            enabled = data.get(ATTR_ENABLED, True)
            called = data.get(ATTR_NAME)
            alert_id = await vehicle.alerts.async_add(
                kind, wanted, enabled=enabled, name=called
            )
            return {"alert_id": alert_id}
        alert = await _async_named(vehicle, data[ATTR_ALERT])
        if kind_of(alert) is not kind:
            raise refusal("alert_of_another_kind")
        await vehicle.alerts.async_change(
            alert,
            kind,
            wanted,
            enabled=data.get(ATTR_ENABLED, alert.enabled),
            name=data.get(ATTR_NAME, alert.name),
        )
        return {"alert_id": alert.id}

    return VehicleAction(
        name=name, fields=fields, handle=put, response=SupportsResponse.OPTIONAL
    )


async def _remove(vehicle: VehicleCoordinator, data: Data) -> ServiceResponse:
    alert = await _async_named(vehicle, data[ATTR_ALERT])
    await vehicle.alerts.async_remove(alert, kind_of(alert))
    return None


async def _async_named(vehicle: VehicleCoordinator, name: str) -> Alert:
    """Return the alert of a switch, or by its id; raises if it is none of this car."""
    entity = er.async_get(vehicle.hass).async_get(name)
    if entity is None:
        return await vehicle.alerts.async_find(name)
    ours = entity.platform == DOMAIN
    alert_id = alert_id_of(vehicle, entity.unique_id) if ours else None
    if alert_id is None:
        raise refusal("alert_unknown")
    return await vehicle.alerts.async_find(alert_id)


ACTIONS: Final = (
    _setting(Kind.SPEED, "set_speed_alert", _SPEED, _speed),
    _setting(Kind.CURFEW, "set_curfew", _CURFEW, _curfew),
    _setting(Kind.AREA, "set_area_alert", _AREA, _area),
    VehicleAction(
        name="remove_alert",
        fields={vol.Required(ATTR_ALERT): cv.string},
        handle=_remove,
    ),
)
