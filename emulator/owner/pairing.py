"""The owner's calls that bring a car onto the account (E6, E7, P5)."""

from typing import Annotated, Any

from aiohttp import web
from msgspec import Meta, Struct

from emulator.cloud import joining
from emulator.cloud.documents import Secretive
from emulator.console.calls import Ask, Call, delete, get, post
from emulator.console.errors import ControlError
from emulator.console.shown import shown

from .account import Opened
from .session import account_of
from .told import refusals_told

type Vin = Annotated[str, Meta(max_length=40)]
type Pin = Annotated[str, Meta(min_length=1, max_length=20)]


class Typed(Secretive, frozen=True, forbid_unknown_fields=True):
    """A VIN as it was typed or scanned, and the retailer's PIN if there is one."""

    vin: Vin
    pin: Pin | None = None


class Begun(Secretive, frozen=True, forbid_unknown_fields=True):
    """The same, and the terms of the car accepted."""

    vin: Vin
    pin: Pin | None = None
    terms_accepted: bool = False


class Read(Struct, frozen=True, forbid_unknown_fields=True):
    """What the odometer shows: the total, whole km."""

    odometer_km: Annotated[int, Meta(ge=0, le=9_999_999)]


class Found(Struct, frozen=True):
    """A car that may be added."""

    vin: str
    brand: str
    model: str
    year: int
    country: str
    color: str


class Proof(Struct, frozen=True):
    """How far the proof of ownership is (E7).

    `ignition_on` is true while the cloud sees the car so; it is None without a proof
    under way. A failed one makes wait until `blocked_until`.
    """

    vin: str | None
    ends_at: float | None
    engine_seen_on: bool
    blocked_until: float | None


class Paired(Struct, frozen=True):
    """The car that is on the account now."""

    vin: str


async def _find(ask: Ask) -> Found:
    user_id, typed = account_of(ask).user_id, ask.body
    vehicles, ownership = ask.world.cloud.vehicles, ask.world.cloud.ownership
    with refusals_told():
        vehicle = ownership.find(user_id, typed.vin, with_pin=typed.pin is not None)
    model = vehicles.model(vehicle)
    return Found(
        vehicle.vin,
        model.brand,
        model.platform.model_name,
        model.year,
        vehicle.country,
        vehicle.color,
    )


async def _show(ask: Ask) -> dict[str, Any]:
    return _proof(ask)


async def _begin(ask: Ask) -> dict[str, Any]:
    account, typed = account_of(ask), ask.body
    if not typed.terms_accepted:
        text = "the terms must be accepted"
        raise ControlError(400, "terms", text, "terms_accepted")
    with refusals_told():
        joining.begin(ask.world.cloud, account, typed.vin, typed.pin)
    return _proof(ask)


async def _see_engine_on(ask: Ask) -> dict[str, Any]:
    with refusals_told():
        ask.world.cloud.ownership.see_engine_on(account_of(ask).user_id)
    return _proof(ask)


async def _prove(ask: Ask) -> Paired:
    account = account_of(ask)
    with refusals_told():
        return Paired(joining.prove(ask.world.cloud, account, ask.body.odometer_km))


async def _leave(ask: Ask) -> web.Response:
    ask.world.cloud.ownership.leave(account_of(ask).user_id)
    return web.Response(status=204)


async def _accept(ask: Ask) -> Paired:
    account = account_of(ask)
    with refusals_told():
        return Paired(joining.accept(ask.world.cloud, account, ask.body.code))


def _proof(ask: Ask) -> dict[str, Any]:
    known = ask.world.cloud.ownership.of(account_of(ask).user_id)
    trial, blocked = known.trial, known.blocked_until
    if blocked is not None and blocked <= ask.world.clock.now:
        blocked = None
    return shown(
        Proof(
            vin=trial.vin if trial else None,
            ends_at=trial.until if trial else None,
            engine_seen_on=bool(trial and trial.engine_seen_on),
            blocked_until=blocked,
        )
    )


CALLS: tuple[Call, ...] = (
    post("pairing/vehicle", "Look a car up by its VIN", _find, Typed, Found),
    get("pairing", "How far the proof of ownership is", _show, Proof),
    post("pairing", "Begin the proof; five minutes", _begin, Begun, Proof),
    post("pairing/engine", "The engine is ON", _see_engine_on, None, Proof),
    post("pairing/odometer", "The engine is OFF; what was read", _prove, Read, Paired),
    delete("pairing", "Leave it: a failed try", _leave),
    post("pairing/invitation", "Accept an invitation", _accept, Opened, Paired),
)
