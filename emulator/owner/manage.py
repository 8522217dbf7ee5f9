"""The owner's calls on a car of the account: name, users, unpairing (E8, E9, P5)."""

from typing import Annotated, Any

from aiohttp import web
from msgspec import Meta, Struct

from emulator.cloud import departures, joining
from emulator.cloud.accounts import Role
from emulator.cloud.documents import Secretive
from emulator.console.calls import Ask, Call, delete, get, post, put
from emulator.console.errors import ControlError
from emulator.console.shown import shown

from .own_cars import own_car, owners_car
from .session import Line
from .told import refusals_told


class User(Struct, frozen=True):
    """A user of a car; `you` is who asks."""

    user_id: str
    name: str
    email: str
    role: Role
    commands: bool
    enrolled_at: float
    you: bool


class Managed(Struct, frozen=True):
    """A car as it is managed; of the others only its owner hears."""

    vin: str
    brand: str
    model: str
    year: int
    nickname: str | None
    zone: str
    role: Role
    commands: bool
    enrolled_at: float
    activation_failed: bool
    users: list[User]


class Named(Struct, frozen=True, forbid_unknown_fields=True):
    """What people are to call a car; nothing: as its model."""

    nickname: Annotated[str, Meta(max_length=30)]


class Invitation(Secretive, frozen=True, forbid_unknown_fields=True):
    """Who is to use the car too, and whether to command it."""

    email: Line
    commands: bool = False


async def _show(ask: Ask) -> dict[str, Any]:
    return _managed(ask)


async def _rename(ask: Ask) -> dict[str, Any]:
    vin, nickname = owners_car(ask).vehicle.vin, ask.body.nickname.strip()
    if not nickname.isprintable():
        text = "a name has printable characters only"
        raise ControlError(400, "forbidden_character", text, "nickname")
    ask.world.cloud.vehicles.set_nickname(vin, nickname or None)
    return _managed(ask)


async def _unpair(ask: Ask) -> web.Response:
    own = own_car(ask)
    departures.unpair(ask.world.cloud, own.account.user_id, own.vehicle.vin)
    return web.Response(status=204)


async def _invite(ask: Ask) -> web.Response:
    own, wish = owners_car(ask), ask.body
    cloud, vin = ask.world.cloud, own.vehicle.vin
    with refusals_told():
        joining.invite(cloud, own.account, vin, wish.email, commands=wish.commands)
    return web.Response(status=204)


async def _dismiss(ask: Ask) -> dict[str, Any]:
    own, user_id = owners_car(ask), ask.request.match_info["user_id"]
    users = ask.world.cloud.accounts.users_of(own.vehicle.vin)
    if user_id not in {one.user_id for one, what in users if what.role != Role.OWNER}:
        raise ControlError(404, "unknown_user", "there is no such user", "user_id")
    departures.dismiss(ask.world.cloud, user_id, own.vehicle.vin)
    return _managed(ask)


def _managed(ask: Ask) -> dict[str, Any]:
    own, cloud = own_car(ask), ask.world.cloud
    vehicle, model = own.vehicle, cloud.vehicles.model(own.vehicle)
    users = [
        User(
            account.user_id,
            account.name,
            account.email,
            pairing.role,
            pairing.commands,
            pairing.enrolled_at,
            account.user_id == own.account.user_id,
        )
        for account, pairing in cloud.accounts.users_of(vehicle.vin)
    ]
    is_owner = own.pairing.role is Role.OWNER
    return shown(
        Managed(
            vin=vehicle.vin,
            brand=model.brand,
            model=model.platform.model_name,
            year=model.year,
            nickname=vehicle.nickname,
            zone=vehicle.zone,
            role=own.pairing.role,
            commands=own.pairing.commands,
            enrolled_at=own.pairing.enrolled_at,
            activation_failed=cloud.activations.of(vehicle.vin).failed,
            users=[user for user in users if is_owner or user.you],
        )
    )


_CAR = "cars/{vin}"

CALLS: tuple[Call, ...] = (
    get(_CAR, "A car of the account, as it is managed", _show, Managed),
    put(f"{_CAR}/nickname", "Call it by another name", _rename, Named, Managed),
    delete(_CAR, "Unpair it for good", _unpair),
    post(f"{_CAR}/invitations", "Invite a second user", _invite, Invitation),
    delete(f"{_CAR}/users/{{user_id}}", "Take it off his account", _dismiss, Managed),
)
