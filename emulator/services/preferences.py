"""What a user's telephone is notified of: a convention of ours (M6)."""

from typing import Final

from aiohttp import web
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict, replace

from emulator.cloud.preferences import Preferences

from .inbound import (
    Paired,
    document,
    need_media_type,
    own_car_named_in_path,
)
from .wire import CAR_ADAPTER, JSON_API, Shape

_TYPE: Final = "Preferences"


class Wish(Struct, rename="camel", forbid_unknown_fields=True):
    """What is to be on or off; the rest stays as it is."""

    theft: bool | UnsetType = UNSET
    health: bool | UnsetType = UNSET
    area: bool | UnsetType = UNSET
    speed: bool | UnsetType = UNSET
    curfew: bool | UnsetType = UNSET
    remote_command: bool | UnsetType = UNSET


async def show(request: web.Request) -> web.StreamResponse:
    """Tell the caller's preferences for a car."""
    paired = own_car_named_in_path(request)
    shape = CAR_ADAPTER.shape(request)
    return _answer(paired, _known(paired), shape)


async def change(request: web.Request) -> web.StreamResponse:
    """Switch some on or off, at once."""
    paired = own_car_named_in_path(request)
    shape = CAR_ADAPTER.shape(request)
    need_media_type(request, JSON_API)
    wish = await document(request, _TYPE, Wish)
    given = {name: on for name, on in asdict(wish).items() if on is not UNSET}
    preferences = replace(_known(paired), **given)
    vin = paired.vehicle.vin
    paired.cloud.preferences.put(vin, paired.user_id, preferences)
    return _answer(paired, preferences, shape)


def _known(paired: Paired) -> Preferences:
    return paired.cloud.preferences.of(paired.vehicle.vin, paired.user_id)


def _answer(paired: Paired, known: Preferences, shape: Shape) -> web.Response:
    said = {
        "theft": known.theft,
        "health": known.health,
        "area": known.area,
        "speed": known.speed,
        "curfew": known.curfew,
        "remoteCommand": known.remote_command,
    }
    return CAR_ADAPTER.answer(paired.vehicle.vin, {**said}, shape, kind=_TYPE)
