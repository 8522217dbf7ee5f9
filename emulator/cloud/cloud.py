"""The maker's cloud, put together."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
import time
from typing import Any

from emulator.clock import Clock
from emulator.tcu.car import Car

from .accounts import Account, Accounts, Pairing
from .activation import Activations
from .cache import Cache, Monitoring as Told, merge
from .devices import Devices
from .documents import Collection, DocumentKey
from .errands import Cause, Command, Errand, Withheld, involves_code
from .errors import Reason, RefusedError
from .gates import security_code
from .inbox import Content, Inbox
from .mailbox import Mailbox
from .membership import Membership
from .monitoring import Monitoring
from .notices import content
from .offences import Offences
from .orders import Order, OrderBook
from .ownership import Ownership
from .preferences import PreferenceBook
from .registration_pins import RegistrationPins
from .replies import reply
from .secrets import SecretSource
from .service_reminders import ServiceReminders
from .store import Store
from .subscriptions import Subscriptions
from .till import Till
from .tokens import Token, Tokens
from .trips import Sums, Trips
from .vehicles import Vehicle, Vehicles
from .view import View
from .views import Views


class Cloud:
    """Accounts, tokens, vehicle records, and the last word of each car.

    Everything that must outlive the process is a document with (kind, key):
    `changed` names those to be saved; whoever saves them empties it.
    """

    def __init__(
        self,
        *,
        seed: int,
        clock: Clock,
        cars: Mapping[str, Car],
        real: Callable[[], float] = time.time,
    ) -> None:
        """Serve `cars`; `real` gives POSIX seconds of the real world."""
        self.changed: set[DocumentKey] = set()
        self.clock = clock
        self.cars = cars
        self.secrets = SecretSource(seed, clock, self.changed)
        self.accounts = Accounts(seed, clock, self.secrets, self.changed)
        self.tokens = Tokens(clock, real, self.secrets, self.changed)
        self.vehicles = Vehicles(seed, self.changed)
        self.caches = Collection("cache", Cache, self.changed)
        self.trips = Trips(self.changed)
        self.mailbox = Mailbox(clock, self.changed)
        self.devices = Devices(clock, self.secrets, self.mailbox, self.changed)
        self.inbox = Inbox(seed, self.changed)
        self.orders = OrderBook(seed, clock, cars, self.vehicles, self.changed)
        self.orders.on_end = self._reply
        self.monitoring = Monitoring(seed, clock, cars, self.changed)
        self.offences = Offences(self.changed)
        self.preferences = PreferenceBook(self.changed)
        self.service = ServiceReminders(clock, self.changed)
        self.service.on_due = self._notify
        self.subscriptions = Subscriptions(self.changed)
        self.activations = Activations(seed, clock, cars, self.changed)
        self._views = Views(
            self.vehicles,
            self.subscriptions,
            (self.caches, self.service.documents, self.activations.documents),
            self._view,
        )
        till = Till(clock, self.vehicles, self.subscriptions, self.changed)
        self.store = Store(clock, till, self.accounts, self.vehicles, self.mailbox)
        self.membership = Membership(
            self.accounts, self.tokens, self.mailbox, self.changed
        )
        self.ownership = Ownership(
            clock, cars, self.accounts, self.vehicles, self.changed
        )
        self.registration_pins = RegistrationPins(clock, self.secrets, self.changed)
        self.collections = {kept.kind: kept for kept in self._kept(till)}

    def _kept(self, till: Till) -> list[Collection[Any]]:
        """Return all that the cloud keeps."""
        return [
            self.secrets.drawn,
            self.accounts.documents,
            self.accounts.tries.documents,
            *self.tokens.collections.values(),
            self.vehicles.documents,
            self.vehicles.models,
            self.caches,
            self.trips.documents,
            self.mailbox.documents,
            self.devices.documents,
            self.inbox.documents,
            self.orders.documents,
            self.monitoring.documents,
            self.offences.documents,
            self.preferences.documents,
            self.service.documents,
            self.subscriptions.documents,
            self.activations.documents,
            till.wallets.documents,
            till.bills.documents,
            self.registration_pins.documents,
            self.accounts.sign_ups.documents,
            self.membership.changes,
            self.ownership.documents,
        ]

    def receive(self, car: Car) -> None:
        """Take what a car has to say."""
        for report in car.take_reports():
            self.caches[car.vin] = merge(self.cache(car.vin), report)
            if report.trips:
                zone = self.vehicles.documents[car.vin].tzinfo
                self.trips.add(car.vin, report.trips, zone)
            for notice in report.notices:
                self._notify(car.vin, notice.at, content(notice))
            self.offences.add(car.vin, self.clock.now, report.notices)
            if report.cockpit is not None:
                odometer_km = report.cockpit.odometer_km
                self.service.look_at_odometer(car.vin, report.at, odometer_km)
        self.orders.heard(car.vin)

    def order(
        self, user_id: str, vehicle: Vehicle, action: str, errand: Errand
    ) -> Order:
        """Take in what a user wants of his car; raises RefusedError.

        What has to do with the security code is withheld without a registered device.
        """
        withheld = None
        if not self._knows_device(user_id, vehicle, errand):
            withheld = Withheld(Cause.DEVICE_NOT_REGISTERED)
        return self.orders.place(vehicle.vin, action, user_id, errand, withheld)

    def _knows_device(self, user_id: str, vehicle: Vehicle, errand: Errand) -> bool:
        platform = self.vehicles.model(vehicle).platform
        if not (security_code(platform) and involves_code(errand)):
            return True
        if isinstance(errand, Command) and errand.device_id is not None:
            return self.devices.is_registered(user_id, vehicle.vin, errand.device_id)
        return bool(self.devices.of(user_id, vehicle.vin))

    def _reply(self, vin: str, order: Order) -> None:
        """Leave the reply to a command in the car's history (R9)."""
        if told := reply(order):
            self._notify(vin, self.clock.now, told)

    def _notify(self, vin: str, at: float, told: Content) -> None:
        """Let a car's users know, each as he prefers (N2, M6)."""
        silent_for = self.preferences.silent_for(vin, told.category, told.key)
        self.inbox.add(vin, at, told, silent_for)

    def cache(self, vin: str) -> Cache:
        """Return what is known of a car."""
        return self.caches.get(vin) or Cache()

    def set_service(self, vin: str, due_on: date, due_km: int, zone: tzinfo) -> None:
        """Set a car's next service, and remind at once of one that is due (V1, V2)."""
        self.service.set(vin, due_on, due_km, zone)
        if (known := self.cache(vin).cockpit) is not None:
            now, odometer_km = self.clock.now, known.value.odometer_km
            self.service.look_at_odometer(vin, now, odometer_km)

    def monitored(self, vin: str) -> Told:
        """Return what a car last told of its watching."""
        known = self.cache(vin).monitoring
        return known.value if known else Told()

    def view(self, vehicle: Vehicle) -> View:
        """Return what is known of a car and its model."""
        return self._views.of(vehicle, self.clock.now)

    def _view(self, vehicle: Vehicle, ended: frozenset[int]) -> View:
        service = self.service.documents.get(vehicle.vin)
        return View(
            self.cache(vehicle.vin),
            self.vehicles.model(vehicle).platform,
            self.cars[vehicle.vin].equipment,
            service.due_km if service else None,
            ended,
            self.activations.of(vehicle.vin).status,
        )

    def account_of(self, token: Token | None) -> Account | None:
        """Return whose token it is, if it is anybody's."""
        if token is None or token.user_id is None:
            return None
        return self.accounts.documents.get(token.user_id)

    def paired(self, user_id: str, vin: str) -> tuple[Vehicle, Pairing]:
        """Return a car of a user; raises RefusedError."""
        vehicle = self.vehicles.documents.get(vin)
        if vehicle is None:
            raise RefusedError(Reason.UNKNOWN_VEHICLE)
        pairing = self.accounts.documents[user_id].cars.get(vin)
        if pairing is None or pairing.sold:
            raise RefusedError(Reason.NOT_PAIRED)
        return vehicle, pairing

    def history(
        self, vehicle: Vehicle, pairing: Pairing, first: date, last: date
    ) -> Iterator[tuple[date, Sums]]:
        """Give a car's days with trips, as a user may see them (D3)."""
        enrolled = datetime.fromtimestamp(pairing.enrolled_at, vehicle.tzinfo).date()
        today = datetime.fromtimestamp(self.clock.now, vehicle.tzinfo).date()
        first = max(first, enrolled + timedelta(days=1))
        return self.trips.days(vehicle.vin, first, min(last, today))

    def dump(self, kind: str, key: str) -> bytes | None:
        """Return a document as JSON; None if it is gone."""
        return self.collections[kind].dump(key)

    def document_keys(self) -> Iterator[DocumentKey]:
        """Give the kinds and keys of all documents, of a kind the oldest first."""
        for kind, collection in self.collections.items():
            for key in collection:
                yield kind, key

    def load(self, kind: str, key: str, data: bytes) -> None:
        """Take back what `dump` returned; KeyError for a foreign kind.

        Raises msgspec.ValidationError for data of another form.
        """
        self.collections[kind].load(key, data)
        if kind == self.orders.documents.kind:
            self.orders.resume(key)
        elif kind == self.service.documents.kind:
            self.service.resume(key)
        elif kind == self.activations.documents.kind:
            self.activations.resume(key)
        elif kind == self.subscriptions.documents.kind:
            self.store.resume(key)
