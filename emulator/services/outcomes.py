"""How the end of an order is told in its action status (protocol 5.2)."""

from collections.abc import Iterator

from emulator.cloud.errands import Withheld
from emulator.cloud.orders import Order, Status
from emulator.tcu.outcome import Challenged, Done, NotDone

from .wire import Attributes, stamp

# A refused challenge names its items all the same, with nothing in them.
_NO_CHALLENGE = (("srpLoginS", ""), ("srpLoginB", ""))


def told(order: Order) -> Attributes:
    """Return the attributes of an order's status."""
    said: Attributes = {"status": order.status}
    match order.outcome:
        case NotDone() | Withheld() if order.due is None:
            said["errorCode"] = dict(_items(order))["errorCode"]
        case Done() if order.status is Status.CANCELLED:
            said["error"] = {"code": "Failed"}
    items = _items(order) if order.due is None else ()
    said["data"] = [{"name": name, "value": value} for name, value in items]
    return said


def _items(order: Order) -> Iterator[tuple[str, str]]:
    match order.outcome:
        case Challenged(salt, public):
            yield "srpLoginS", salt.hex()
            yield "srpLoginB", public.hex()
        case NotDone() as refused:
            yield from _why(refused.refusal.value, refused.refusal.name)
            yield from _more(refused)
        case Withheld(cause):
            yield from _why(cause.value, cause.name)
    if order.action == "srp-sets" and not isinstance(order.outcome, Challenged):
        yield from _NO_CHALLENGE


def _why(number: int, name: str) -> Iterator[tuple[str, str]]:
    yield "status", "KO"
    yield "errorCode", str(number)
    yield "reason", name


def _more(refused: NotDone) -> Iterator[tuple[str, str]]:
    if refused.doors:
        yield "doors", ",".join(refused.doors)
    if refused.allowed_at is not None:
        yield "allowedAt", stamp(refused.allowed_at)
    if refused.tries_left is not None:
        yield "triesLeft", str(refused.tries_left)
    if refused.blocked_until is not None:
        yield "blockedUntil", stamp(refused.blocked_until)
