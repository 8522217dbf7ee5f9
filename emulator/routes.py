"""The one table of the maker's routes: which address is what, and who answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from .cloud.platform import Resource, Version
from .services import (
    Handler,
    action_status,
    bff,
    car_adapter,
    conventions,
    devices,
    kauth,
    notifications,
    oneid,
    preferences,
    restrictions,
    service_due,
    subscriptions,
    user_adapter,
)

_DELETE = hdrs.METH_DELETE
_GET = hdrs.METH_GET
_POST = hdrs.METH_POST
_PUT = hdrs.METH_PUT
_KAUTH_REALM = "/kauth/oauth2/a-ncb-prod"
_KAUTH_JSON = "/kauth/json/realms/root/realms/a-ncb-prod"
_CAR_V1 = "/car-adapter/v1/cars/{vin}"
_USERS_CAR = "users/{user_id}/vehicles/{vin}"


@dataclass(frozen=True)
class Route:
    """One address of one service; `endpoint` is its name for people and faults."""

    method: str
    path: str
    endpoint: str
    handler: Handler


def _reads(
    service: str,
    handler: Callable[[Resource, Version], Handler],
    versions: dict[Resource, tuple[Version, ...]],
) -> tuple[Route, ...]:
    """Return the routes of a service's resources: `cockpit_v1` and so on."""
    return tuple(
        Route(
            _GET,
            f"/{service}/{version}/cars/{{vin}}/{resource}",
            f"{resource.replace('-', '_')}_{version}",
            handler(resource, version),
        )
        for resource, offered in versions.items()
        for version in offered
    )


ONEID = (
    Route(_GET, "/oauth2/authorize", "oneid_authorize", oneid.authorize),
    Route(_GET, "/authenticationendpoint/login.do", "oneid_form", oneid.login_page),
    Route(_POST, "/commonauth", "oneid_sign_in", oneid.common_auth),
    Route(_POST, "/oauth2/token", "oneid_token", oneid.token),
)
KAUTH = (
    Route(
        _POST, f"{_KAUTH_JSON}/authenticate", "kauth_authenticate", kauth.authenticate
    ),
    Route(_GET, f"{_KAUTH_REALM}/authorize", "kauth_authorize", kauth.authorize),
    Route(_GET, "/kauth/XUI/", "kauth_form", kauth.login_page),
    Route(_POST, "/kauth/UI/Login", "kauth_sign_in", kauth.login),
    Route(_POST, f"{_KAUTH_REALM}/access_token", "kauth_token", kauth.access_token),
)
BFF = (
    Route(_POST, "/bff-web/v1/oauth2/access_token", "exchange", bff.exchange),
    Route(_POST, "/bff-web/v1/oauth2/refresh-token", "refresh", bff.refresh),
    Route(_GET, "/bff-web/v2/users/{user_id}/cars", "cars_v2", bff.cars_v2),
    Route(_GET, "/bff-web/v4/users/{user_id}/cars", "cars_v4", bff.cars_v4),
    Route(_GET, "/bff-web/v5/users/{user_id}/cars", "cars_v5", bff.cars_v5),
    *_reads(
        "bff-web",
        bff.resource,
        {"battery-status": ("v3",), "health-status": ("v1",)},
    ),
    Route(
        _GET,
        "/bff-web/v1/cars/{vin}/vehicle-status",
        "vehicle_status_v1",
        bff.vehicle_status,
    ),
)
DEVICES = (
    Route(
        _POST,
        f"/bff-web/v1/{_USERS_CAR}/generate-device-otp",
        "generate_device_otp",
        devices.mail_code,
    ),
    Route(
        _POST,
        f"/bff-web/v1/{_USERS_CAR}/register-device",
        "register_device",
        devices.register,
    ),
    Route(
        _GET,
        f"/bff-web/v1/{_USERS_CAR}/devices/{{device_id}}/registration-status",
        "device_registration_status",
        devices.status,
    ),
    Route(
        _GET,
        "/bff-web/v1/vehicles/{vin}/registered-devices",
        "registered_devices",
        devices.list_devices,
    ),
    Route(
        _DELETE,
        "/bff-web/v1/vehicles/{vin}/devices/{device_id}",
        "remove_device",
        devices.remove,
    ),
)
USER_ADAPTER = (
    Route(_GET, "/user-adapter/v1/users/current", "current_user", user_adapter.current),
)
CAR_ADAPTER = (
    *_reads(
        "car-adapter",
        car_adapter.resource,
        {
            "cockpit": ("v1", "v2"),
            "location": ("v1",),
            "lock-status": ("v1",),
            "battery-status": ("v1", "v2"),
            "hvac-status": ("v1", "v2"),
            "res-state": ("v1", "v2"),
            "pressure": ("v1",),
            "health-status": ("v1",),
        },
    ),
    Route(_GET, f"{_CAR_V1}/trip-history", "trip_history_v1", car_adapter.trips),
    Route(_GET, f"{_CAR_V1}/trip-history/", "trip_history_v1", car_adapter.trips),
    Route(
        _GET,
        f"{_CAR_V1}/charge-schedule",
        "charge_schedule_v1",
        car_adapter.charge_schedule,
    ),
    Route(_POST, f"{_CAR_V1}/actions/{{action}}", "action", car_adapter.order),
)
ACTION_STATUS = tuple(
    Route(
        _GET,
        f"{host}/v1/cars/{{vin}}/actions/status",
        "action_status",
        action_status.action_status,
    )
    for host in ("", "/car-adapter")
)
NOTIFICATIONS = (
    Route(
        _GET,
        f"/notifications/v2/notifications/{_USERS_CAR}",
        "notifications_v2",
        notifications.list_notifications,
    ),
    Route(
        _POST,
        f"/notifications/v2/notifications/{_USERS_CAR}",
        "mark_notifications_v2",
        notifications.mark,
    ),
    Route(
        _GET,
        f"/notifications/v2/notifications/{_USERS_CAR}/notifications/{{notification_id}}",
        "notification_v2",
        notifications.show,
    ),
    Route(
        _GET,
        f"/notifications/v1/rules/settings/{_USERS_CAR}",
        "rule_settings_v1",
        notifications.rule_settings,
    ),
)
_ALERT = f"{conventions.RESTRICTIONS}/{{alert_id}}"
CONVENTIONS = (
    Route(_GET, conventions.PATH, "conventions", conventions.announce),
    Route(_GET, conventions.RESTRICTIONS, "restrictions", restrictions.show),
    Route(_POST, conventions.RESTRICTIONS, "create_restriction", restrictions.create),
    Route(_PUT, _ALERT, "change_restriction", restrictions.change),
    Route(_DELETE, _ALERT, "remove_restriction", restrictions.remove),
    Route(_GET, conventions.PLACES, "places", restrictions.list_places),
    Route(_GET, conventions.PREFERENCES, "preferences", preferences.show),
    Route(_PUT, conventions.PREFERENCES, "change_preferences", preferences.change),
    Route(_GET, conventions.SERVICE, "service_due", service_due.show),
    Route(_PUT, conventions.SERVICE, "change_service_due", service_due.change),
    Route(_GET, conventions.SUBSCRIPTIONS, "subscriptions", subscriptions.show),
    Route(_GET, conventions.SERVICE_STATUS, "service_status", subscriptions.status),
    Route(_PUT, conventions.SERVICE_STATUS, "switch_service", subscriptions.switch),
)
ROUTES = (
    *ONEID,
    *KAUTH,
    *BFF,
    *DEVICES,
    *USER_ADAPTER,
    *CAR_ADAPTER,
    *ACTION_STATUS,
    *NOTIFICATIONS,
    *CONVENTIONS,
)
ENDPOINTS = frozenset(route.endpoint for route in ROUTES)
_NAMES = {(route.method, route.path): route.endpoint for route in ROUTES}


def endpoint(request: web.Request) -> str:
    """Return the name of the address that a request is for; `unknown` if it is none."""
    resource = request.match_info.route.resource
    canonical = "" if resource is None else resource.canonical
    return _NAMES.get((request.method, canonical), "unknown")


def add_to(app: web.Application) -> None:
    """Serve the maker's routes."""
    app.router.add_routes(
        web.route(route.method, route.path, route.handler) for route in ROUTES
    )
