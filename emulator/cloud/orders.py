"""What cars are asked to do over the air, and how far that has got (R7, protocol 9)."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from emulator.clock import Clock
from emulator.draw import draw, draw_bytes
from emulator.tcu.car import Car

from .actions import ACTIONS
from .documents import Collection, DocumentKey
from .errors import Reason, RefusedError

# Seconds: before there is a record at all, and while the car wakes up and answers.
RECORD_S = (1.0, 2.0)
ANSWER_S = (5.0, 6.0)
RETRY_S = 5.0
DEADLINE_S = 120.0
_KEPT = 20


class Status(StrEnum):
    """How far an order has got (protocol 5.2)."""

    CREATED = "CREATED"
    PENDING = "PENDING"
    COMPLETED = "COMPLETED"
    TIMEOUT = "TIMEOUT"


class Order(Struct, frozen=True):
    """One order; `status` is None until there is a record, `due` None at its end."""

    order_id: str
    number: int
    action: str
    user_id: str
    ordered_at: float
    due: float | None
    status: Status | None = None

    @property
    def deadline(self) -> float:
        """World time at which it fails."""
        return self.ordered_at + DEADLINE_S


class CarOrders(Struct, frozen=True):
    """A car's latest orders, oldest first, and how many it ever had."""

    count: int = 0
    latest: tuple[Order, ...] = ()


class OrderBook:
    """The orders of all cars."""

    def __init__(
        self,
        seed: int,
        clock: Clock,
        cars: Mapping[str, Car],
        changed: set[DocumentKey],
    ) -> None:
        """Start without orders."""
        self.documents = Collection("orders", CarOrders, changed)
        self._seed = seed
        self._clock = clock
        self._cars = cars

    def place(self, vin: str, action: str, user_id: str) -> Order:
        """Take an order in; it goes its way as time passes.

        Raises RefusedError while another one of its kind is under way.
        """
        orders = self.of(vin)
        if any(order.action == action and order.due for order in orders.latest):
            raise RefusedError(Reason.IN_PROGRESS)
        number = orders.count + 1
        now = self._clock.now
        drawn = draw_bytes(self._seed, vin, "order", number, 16)
        order_id = UUID(bytes=drawn, version=4)
        due = now + self._between(vin, number, "record", RECORD_S)
        order = Order(str(order_id), number, action, user_id, now, due)
        latest = (*orders.latest, order)[-_KEPT:]
        self.documents[vin] = CarOrders(number, latest)
        self.resume(vin)
        return order

    def of(self, vin: str) -> CarOrders:
        """Return a car's orders."""
        return self.documents.get(vin) or CarOrders()

    def find(self, vin: str, order_id: str) -> Order | None:
        """Return an order of a car, once there is a record of it."""
        for order in self.of(vin).latest:
            if order.order_id == order_id and order.status is not None:
                return order
        return None

    def resume(self, vin: str) -> None:
        """Let a car's orders go on."""
        self._clock.add(_Courier(self, vin))

    def next_due(self, vin: str) -> float | None:
        """Return when the next step of a car's orders is due."""
        dues = [order.due for order in self.of(vin).latest if order.due is not None]
        return min(dues, default=None)

    def advance(self, vin: str, now: float) -> None:
        """Let each of a car's orders take the step that is due."""
        for order in self.of(vin).latest:
            if order.due is not None and order.due <= now:
                self._keep(vin, self._step(vin, order, now))

    def _step(self, vin: str, order: Order, now: float) -> Order:
        car = self._cars[vin]
        if now >= order.deadline:
            return replace(order, status=Status.TIMEOUT, due=None)
        if order.status is None:
            wait = self._between(vin, order.number, "latency", car.radio.latency_s)
            return _wait(order, Status.CREATED, now + wait)
        if not car.reachable(now):
            return _wait(order, Status.PENDING, now + RETRY_S)
        if order.status is Status.CREATED or car.asleep(now):
            if car.asleep(now):
                car.wake(now)
            wait = self._between(vin, order.number, "answer", ANSWER_S)
            return _wait(order, Status.PENDING, now + wait)
        car.ask(now, ACTIONS[order.action].blocks)
        return replace(order, status=Status.COMPLETED, due=None)

    def _keep(self, vin: str, changed: Order) -> None:
        orders = self.of(vin)
        latest = tuple(
            changed if order.number == changed.number else order
            for order in orders.latest
        )
        self.documents[vin] = replace(orders, latest=latest)

    def _between(
        self, vin: str, number: int, stream: str, bounds: tuple[float, float]
    ) -> float:
        least, most = bounds
        return least + (most - least) * draw(self._seed, vin, stream, number)


def _wait(order: Order, status: Status, until: float) -> Order:
    return replace(order, status=status, due=min(until, order.deadline))


class _Courier:
    """One car's orders on the clock."""

    def __init__(self, book: OrderBook, vin: str) -> None:
        self._book = book
        self._vin = vin
        self.key = f"cloud/{vin}"

    def next_due(self) -> float | None:
        return self._book.next_due(self._vin)

    def advance_to(self, now: float) -> None:
        self._book.advance(self._vin, now)
