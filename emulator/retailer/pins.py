"""The retailer's call that issues a registration PIN to who has shown proof (P4)."""

from typing import Literal

from aiohttp import web
import msgspec
from msgspec import Struct

from emulator.cloud.documents import Secretive
from emulator.console.calls import Ask, Call, post
from emulator.console.errors import ControlError

from .desk import record_of


class Proof(Struct, frozen=True, forbid_unknown_fields=True):
    """Which document shows whose the car is, and that the retailer has seen it."""

    proof: Literal["registration_certificate", "purchase_contract"]
    seen: bool


class Pin(Secretive, frozen=True):
    """A new PIN; it is told this once."""

    pin: str


async def _issue(ask: Ask) -> web.Response:
    record = record_of(ask)
    if not ask.body.seen:
        text = "the proof of ownership must be seen first"
        raise ControlError(403, "proof_needed", text, "seen")
    pin = Pin(ask.world.cloud.registration_pins.issue(record.vin))
    headers = {"Cache-Control": "no-store"}
    body = msgspec.json.encode(pin)
    return web.Response(body=body, content_type="application/json", headers=headers)


CALLS: tuple[Call, ...] = (
    post("vehicles/{vin}/pin", "Issue a registration PIN", _issue, Proof, Pin),
)
