"""Control calls of the fault desk: turn faults on, for whom, when, how often."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from emulator import moments, routes
from emulator.cloud.addresses import fold
from emulator.faults.desk import Switch
from emulator.faults.table import FAULTS

from .calls import Ask, Call, delete, get, post
from .errors import ControlError

_MOST: Final = 1_000

type NotNegative = Annotated[float, Meta(ge=0, le=1e9)]


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """A fault by its name, its scope, its begin and its end."""

    fault: str
    account: str | None = None
    vin: str | None = None
    endpoint: str | None = None
    after_s: NotNegative = 0.0
    for_s: NotNegative | None = None
    probability: Annotated[float, Meta(gt=0, le=1)] = 1.0
    count: Annotated[int, Meta(ge=1)] | None = None


class SwitchRow(Struct, frozen=True):
    """A fault that is on or still to come; times are ISO times of the world.

    `done`: to how many requests; `left`: to how many more, null for any number.
    """

    id: int
    fault: str
    does: str
    begins: str
    ends: str | None
    account: str | None
    vin: str | None
    endpoint: str | None
    probability: float
    left: int | None
    done: int


class FaultRow(Struct, frozen=True):
    """A fault that can be turned on, and the endpoints it holds for by itself."""

    fault: str
    does: str
    endpoints: list[str]
    count: int | None


class Desk(Struct, frozen=True):
    """What is on, the oldest first, and what there is."""

    faults: list[SwitchRow]
    known: list[FaultRow]
    endpoints: list[str]


def row(switch: Switch, account: str | None) -> SwitchRow:
    """Return a switch as it is shown; `account` is the e-mail of its account."""
    return SwitchRow(
        switch.id,
        switch.fault,
        FAULTS[switch.fault].does,
        moments.iso(switch.begins),
        None if switch.ends is None else moments.iso(switch.ends),
        account,
        switch.vin,
        switch.endpoint,
        switch.probability,
        switch.left,
        switch.done,
    )


async def _list(ask: Ask) -> Desk:
    known = [
        FaultRow(one.id, one.does, sorted(one.endpoints), one.count)
        for one in FAULTS.values()
    ]
    switches = [_row(ask, one) for one in ask.world.faults.switches]
    return Desk(switches, known, sorted(routes.ENDPOINTS))


async def _turn_on(ask: Ask) -> SwitchRow:
    wish: Wish = ask.body
    if wish.fault not in FAULTS:
        raise ControlError(400, "unknown_fault", "there is no such fault", "fault")
    if wish.endpoint is not None and wish.endpoint not in routes.ENDPOINTS:
        text = "there is no such endpoint"
        raise ControlError(400, "unknown_endpoint", text, "endpoint")
    vin = None if wish.vin is None else wish.vin.upper()
    if vin is not None and vin not in ask.world.cars:
        raise ControlError(404, "unknown_vin", "there is no such car", "vin")
    if len(ask.world.faults.switches) >= _MOST:
        raise ControlError(409, "too_many_faults", f"there are {_MOST}; end one")
    switch = ask.world.faults.turn_on(
        wish.fault,
        account=_user_id(ask, wish.account),
        vin=vin,
        endpoint=wish.endpoint,
        after_s=wish.after_s,
        for_s=wish.for_s,
        probability=wish.probability,
        count=wish.count,
    )
    await ask.world.persist()
    return _row(ask, switch)


async def _turn_off(ask: Ask) -> Desk:
    """End one or all."""
    typed = ask.request.match_info.get("id")
    try:
        ask.world.faults.turn_off(None if typed is None else int(typed))
    except (KeyError, ValueError) as err:
        text = "there is no such fault on"
        raise ControlError(404, "unknown_switch", text, "id") from err
    await ask.world.persist()
    return await _list(ask)


def _user_id(ask: Ask, email: str | None) -> str | None:
    if email is None:
        return None
    account = ask.world.cloud.accounts.documents.find(fold(email))
    if account is None:
        raise ControlError(
            404, "unknown_account", "there is no such account", "account"
        )
    return account.user_id


def _row(ask: Ask, switch: Switch) -> SwitchRow:
    known = ask.world.cloud.accounts.documents.get(switch.account or "")
    return row(switch, None if known is None else known.email)


CALLS: tuple[Call, ...] = (
    get("faults", "The fault desk: what is on, and what there is", _list, Desk),
    post("faults", "Turn a fault on", _turn_on, Wish, SwitchRow),
    delete("faults", "Turn all faults off", _turn_off, Desk),
    delete("faults/{id}", "Turn a fault off", _turn_off, Desk),
)
