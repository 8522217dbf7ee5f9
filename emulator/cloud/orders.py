"""What cars are asked to do over the air, and how far that has got (R7, protocol 9)."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from emulator.clock import Clock
from emulator.draw import draw, draw_bytes
from emulator.tcu.car import Car
from emulator.tcu.outcome import Awaiting, Done, NotDone

from . import errands
from .actions import ACTIONS
from .documents import Collection, DocumentKey, Secretive
from .errands import AwaitEnrolment, Command, Errand, Outcome, Withheld
from .errors import Reason, RefusedError
from .vehicles import Vehicles

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
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"
    TIMEOUT = "TIMEOUT"


class Order(Secretive, frozen=True):
    """One order; `status` is None until there is a record, `due` None at its end.

    The errand may hold a proof: it is forgotten at the end. `outcome` is what the car
    answered, or from the start the cloud in its place; None if there was no answer.
    """

    order_id: str
    number: int
    action: str
    user_id: str
    ordered_at: float
    deadline: float
    due: float | None
    errand: Errand | AwaitEnrolment | None
    status: Status | None = None
    outcome: Outcome | None = None


class CarOrders(Struct, frozen=True):
    """A car's latest orders, oldest first, and how many it ever had."""

    count: int = 0
    latest: tuple[Order, ...] = ()


def _nobody(vin: str, order: Order) -> None: ...


class OrderBook:
    """The orders of all cars; `on_end` is told each one's end, its errand still there.

    `on_end` is called before the end is kept.
    """

    def __init__(
        self,
        seed: int,
        clock: Clock,
        cars: Mapping[str, Car],
        vehicles: Vehicles,
        changed: set[DocumentKey],
    ) -> None:
        """Start without orders."""
        self.documents = Collection("orders", CarOrders, changed)
        self.on_end: Callable[[str, Order], None] = _nobody
        self._seed = seed
        self._clock = clock
        self._cars = cars
        self._vehicles = vehicles

    def place(
        self,
        vin: str,
        action: str,
        user_id: str,
        errand: Errand,
        withheld: Withheld | None = None,
    ) -> Order:
        """Take an order in; it goes its way as time passes.

        One that is `withheld` ends as soon as there is a record of it. Raises
        RefusedError while another one of its kind is under way.
        """
        orders = self.of(vin)
        if any(_is_in_the_way(order, action, user_id) for order in orders.latest):
            raise RefusedError(Reason.IN_PROGRESS)
        number, now = orders.count + 1, self._clock.now
        drawn = draw_bytes(self._seed, vin, "order", number, 16)
        order = Order(
            order_id=str(UUID(bytes=drawn, version=4)),
            number=number,
            action=action,
            user_id=user_id,
            ordered_at=now,
            deadline=now + DEADLINE_S,
            due=now + self._between(vin, number, "record", RECORD_S),
            errand=errand,
            outcome=withheld,
        )
        self.documents[vin] = CarOrders(number, _kept((*orders.latest, order)))
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

    def forget(self, vin: str) -> None:
        """Erase a car's orders, also those under way (E9)."""
        if self.documents.get(vin) is not None:
            self.documents[vin] = CarOrders(self.of(vin).count)

    def resume(self, vin: str) -> None:
        """Let a car's orders go on."""
        self._clock.add(_Courier(self, vin))

    def heard(self, vin: str) -> None:
        """See what became of an enrolment, now that the car has made itself heard."""
        for order in self.of(vin).latest:
            if isinstance(order.errand, AwaitEnrolment):
                self._keep(vin, self._look(vin, order, self._clock.now))
                self._clock.touch(_key(vin))

    def next_due(self, vin: str) -> float | None:
        """Return when the next step of a car's orders is due."""
        dues = [order.due for order in self.of(vin).latest if order.due is not None]
        return min(dues, default=None)

    def advance(self, vin: str, now: float) -> None:
        """Let each of a car's orders take the step that is due."""
        # Looked for anew after each: one step may make the car heard and end another.
        while order := self._due(vin, now):
            self._keep(vin, self._step(vin, order, now))

    def _due(self, vin: str, now: float) -> Order | None:
        for order in self.of(vin).latest:
            if order.due is not None and order.due <= now:
                return order
        return None

    def _step(self, vin: str, order: Order, now: float) -> Order:
        if isinstance(order.errand, AwaitEnrolment):
            return self._look(vin, order, now)
        if now >= order.deadline or order.errand is None:
            return self._ended(vin, order, None)
        if order.status is None:
            return self._record(vin, order, now)
        return self._approach(vin, order, order.errand, now)

    def _record(self, vin: str, order: Order, now: float) -> Order:
        if order.outcome is not None:
            return self._ended(vin, order, order.outcome)
        latency_s = self._cars[vin].radio.latency_s
        wait = self._between(vin, order.number, "latency", latency_s)
        return _wait(order, Status.CREATED, now + wait)

    def _approach(self, vin: str, order: Order, errand: Errand, now: float) -> Order:
        car = self._cars[vin]
        if not car.reachable(now):
            return _wait(order, Status.PENDING, now + RETRY_S)
        if order.status is Status.CREATED or car.asleep(now):
            if car.asleep(now):
                car.wake(now)
            wait = self._between(vin, order.number, "answer", ANSWER_S)
            return _wait(order, Status.PENDING, now + wait)
        return self._arrive(vin, order, errand, now)

    def _arrive(self, vin: str, order: Order, errand: Errand, now: float) -> Order:
        car = self._cars[vin]
        outcome = errands.run(errand, car, order.user_id, now)
        if isinstance(outcome, Awaiting):
            until = outcome.until
            return replace(order, errand=AwaitEnrolment(), deadline=until, due=until)
        if isinstance(outcome, Done) and car.state.reported_at < now:
            car.ask(now, ACTIONS[order.action].blocks)
        return self._ended(vin, order, outcome)

    def _look(self, vin: str, order: Order, now: float) -> Order:
        """See what became of an enrolment, if the car can be reached."""
        car = self._cars[vin]
        known = car.enrolment(now, order.user_id) if car.reachable(now) else None
        outcome = None if isinstance(known, Awaiting) else known
        if outcome is None and now < order.deadline:
            return order
        return self._ended(vin, order, outcome)

    def _ended(self, vin: str, order: Order, outcome: Outcome | None) -> Order:
        status = _status(order, outcome)
        if status is Status.COMPLETED and self._disowns(vin, order):
            status = Status.CANCELLED
        ended = replace(order, status=status, due=None, outcome=outcome)
        self.on_end(vin, ended)
        return replace(ended, errand=None)

    def _disowns(self, vin: str, order: Order) -> bool:
        """Whether the platform calls a command cancelled that the car obeyed (5.2)."""
        model = self._vehicles.model(self._vehicles.documents[vin])
        is_command = isinstance(order.errand, Command)
        return is_command and model.platform.cancels_what_was_done

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


def _is_in_the_way(order: Order, action: str, user_id: str) -> bool:
    if order.action != action or order.due is None:
        return False
    return order.user_id == user_id or not ACTIONS[action].personal


def _kept(orders: tuple[Order, ...]) -> tuple[Order, ...]:
    """Return the last ones, and those older ones that are still under way."""
    older, newest = orders[:-_KEPT], orders[-_KEPT:]
    return (*(order for order in older if order.due is not None), *newest)


def _wait(order: Order, status: Status, until: float) -> Order:
    return replace(order, status=status, due=min(until, order.deadline))


def _status(order: Order, outcome: Outcome | None) -> Status:
    match outcome:
        case None:
            return Status.TIMEOUT
        case NotDone() if isinstance(order.errand, AwaitEnrolment):
            return Status.TIMEOUT
        case NotDone() | Withheld():
            return Status.REJECTED
        case _:
            return Status.COMPLETED


def _key(vin: str) -> str:
    return f"cloud/{vin}"


class _Courier:
    """One car's orders on the clock."""

    def __init__(self, book: OrderBook, vin: str) -> None:
        self._book = book
        self._vin = vin
        self.key = _key(vin)

    def next_due(self) -> float | None:
        return self._book.next_due(self._vin)

    def advance_to(self, now: float) -> None:
        self._book.advance(self._vin, now)
