"""What this server has beyond the maker's protocol, announced at one address.

A client offers these things only to servers that announce them.
"""

from typing import Final

from aiohttp import web

from .inbound import caller
from .wire import BFF, answer

PATH: Final = "/bff-web/v1/emulator/conventions"
RESTRICTIONS: Final = "/car-adapter/v1/cars/{vin}/settings/restrictions"
PLACES: Final = "/car-adapter/v1/places"
PREFERENCES: Final = "/notifications/v1/preferences/users/{user_id}/vehicles/{vin}"
SERVICE: Final = "/car-adapter/v1/cars/{vin}/settings/service"
SUBSCRIPTIONS: Final = "/bff-web/v1/cars/{vin}/subscriptions"
SERVICE_STATUS: Final = "/bff-web/v1/users/{user_id}/vehicles/{vin}/service-status"

_CONVENTIONS: Final = {
    "version": 1,
    "paths": {
        "restrictions": RESTRICTIONS,
        "places": PLACES,
        "preferences": PREFERENCES,
        "service": SERVICE,
        "subscriptions": SUBSCRIPTIONS,
        "serviceStatus": SERVICE_STATUS,
    },
}


async def announce(request: web.Request) -> web.StreamResponse:
    """Tell the addresses, their names in braces as in this project's documents."""
    caller(request)
    BFF.shape(request)
    return answer(_CONVENTIONS)
