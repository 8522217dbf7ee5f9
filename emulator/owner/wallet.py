"""The owner's calls on what he pays with: address and cards, at any time (P2)."""

from typing import Any

from aiohttp import web
from msgspec import Struct

from emulator.cloud.cards import Card, CardDetails
from emulator.cloud.wallets import FORBIDDEN, Address
from emulator.console.calls import Ask, Call, delete, get, post, put
from emulator.console.shown import shown

from .session import account_of
from .told import refusals_told


class ShownWallet(Struct, frozen=True):
    """What there is to pay with, and the characters that no address may have."""

    address: Address | None
    cards: tuple[Card, ...]
    forbidden: str


async def _show(ask: Ask) -> dict[str, Any]:
    wallet = ask.world.cloud.store.till.wallets.of(account_of(ask).user_id)
    return shown(ShownWallet(wallet.address, wallet.cards, FORBIDDEN))


async def _set_address(ask: Ask) -> Address:
    user_id, address = account_of(ask).user_id, ask.body
    with refusals_told():
        ask.world.cloud.store.till.wallets.set_address(user_id, address)
    known: Address = address
    return known


async def _add_card(ask: Ask) -> dict[str, Any]:
    user_id = account_of(ask).user_id
    with refusals_told():
        card = ask.world.cloud.store.till.wallets.add_card(user_id, ask.body)
    return shown(card)


async def _change_card(ask: Ask) -> dict[str, Any]:
    user_id, card_id = account_of(ask).user_id, ask.request.match_info["card_id"]
    wallets = ask.world.cloud.store.till.wallets
    with refusals_told():
        card = wallets.change_card(user_id, card_id, ask.body)
    return shown(card)


async def _remove_card(ask: Ask) -> web.Response:
    user_id, card_id = account_of(ask).user_id, ask.request.match_info["card_id"]
    with refusals_told():
        ask.world.cloud.store.till.wallets.remove_card(user_id, card_id)
    return web.Response(status=204)


CALLS: tuple[Call, ...] = (
    get("store/wallet", "Billing address and cards", _show, ShownWallet),
    put("store/address", "Set the billing address", _set_address, Address, Address),
    post("store/cards", "Add a test card", _add_card, CardDetails, Card),
    put("store/cards/{card_id}", "Change a card", _change_card, CardDetails, Card),
    delete("store/cards/{card_id}", "Forget a card", _remove_card),
)
