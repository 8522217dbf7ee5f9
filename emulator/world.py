"""The world: clock, cars, cloud and storage put together."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
import logging
import time

import msgspec

from . import acting, drives
from .clock import Clock
from .cloud.cloud import Cloud
from .events import Event, Events
from .faults.desk import FaultDesk
from .judge import Judge
from .kept import (
    FAULTS,
    FOUNDING,
    PACE,
    PERSONAS,
    ROUTES,
    SNAPSHOT,
    TIMELINE,
    Book,
    Founding,
    KeptCar,
    Pace,
)
from .own_personas import OwnPersonas
from .own_routes import OwnRoutes
from .persona import Persona
from .requests_log import RequestsLog
from .snapshots import Snapshot, Snapshots
from .stage import Stage
from .steps import ServiceDue
from .storage import Documents, Key, Storage
from .tcu import state
from .tcu.car import Car
from .tcu.deeds import Drive, DriverDeed, RadioChange, WorkshopDeed
from .tcu.state import CarState
from .timeline import Planned, Timeline
from .tracks import Tracks

_CAR = "car"
_CLOUD = "cloud/"

_LOGGER = logging.getLogger(__name__)


class World:
    """Everything that is true; what changed is committed by `persist`."""

    def __init__(
        self,
        founding: Founding,
        pace: Pace,
        *,
        storage: Storage | None = None,
        real: Callable[[], float] = time.time,
    ) -> None:
        """Make a world without cars; `real` gives POSIX seconds of the real one."""
        self.clock = Clock(pace.now, speed=pace.speed, held=pace.held)
        self.events = Events()
        self.requests = RequestsLog()
        self.judge = Judge(self.clock)
        self.snapshots = Snapshots()
        self._real = real
        self._storage = storage
        self._committing = asyncio.Lock()
        self._begin(founding, pace)

    def _begin(self, founding: Founding, pace: Pace) -> None:
        """Have nothing yet but a clock, which stands where the world begins."""
        self.founding = founding
        self.cars: dict[str, Car] = {}
        self.cloud = Cloud(
            seed=founding.seed, clock=self.clock, cars=self.cars, real=self._real
        )
        self.cloud.accounts.on_rejected = self.judge.rejected
        self.faults = FaultDesk(founding.seed, self.clock)
        self.personas = OwnPersonas()
        self.routes = OwnRoutes()
        self.tracks = Tracks()
        self.timeline = Timeline(self._perform)
        self.clock.add(self.timeline)
        self._stage = Stage(
            self.clock,
            self.cars,
            self.cloud,
            self.faults,
            self.judge,
            self._act,
            self.set_service,
        )
        self._books: dict[Key, Book] = {
            TIMELINE: self.timeline,
            FAULTS: self.faults,
            PERSONAS: self.personas,
            ROUTES: self.routes,
        }
        self._models: dict[str, str] = {}
        self._pace = pace
        self._pace_set = True
        self._changed_cars: dict[str, None] = {}

    def add_car(self, vin: str, model: str, truth: CarState) -> Car:
        """Put a car of a persona into the world."""
        kind = self.personas.model(model)
        car = Car(vin, kind.equipment, truth, seed=self.founding.seed, zone=kind.tzinfo)
        car.on_report = self._heard
        self.cars[vin] = car
        self._models[vin] = model
        self._changed_cars[vin] = None
        self.clock.add(car)
        return car

    def model(self, vin: str) -> str:
        """Return the name of a car's persona; KeyError if there is no such car."""
        return self._models[vin]

    def persona(self, vin: str) -> Persona:
        """Return what a car is; KeyError if there is no such car."""
        return self.personas.model(self._models[vin])

    def do(self, car: Car, deed: DriverDeed | WorkshopDeed | RadioChange) -> None:
        """Let somebody act on a car now; raises tcu.deeds.Refused."""
        self.clock.settle()
        self._act(car, deed)

    def set_service(self, vin: str, due: ServiceDue) -> None:
        """Let the owner tell the cloud of a car's next service, counted from now."""
        zone = self.cloud.vehicles.documents[vin].tzinfo
        today = datetime.fromtimestamp(self.clock.now, zone).date()
        due_on = today + timedelta(days=due.due_in_days)
        self.cloud.set_service(vin, due_on, due.due_km, zone)

    def plan(self, title: str, source: str, steps: Iterable[Planned]) -> None:
        """Let a scenario's steps happen, in the order of their moments."""
        self.timeline.plan(title, source, steps)
        self.clock.touch(self.timeline.key)

    def load(self, documents: Documents) -> None:
        """Take back what was committed; raises msgspec.DecodeError and KeyError."""
        # First of all: cars are made of personas.
        for name, book in self._books.items():
            if name in documents:
                book.load(documents[name])
        for (kind, key), data in documents.items():
            if kind == _CAR:
                kept = msgspec.json.decode(data, type=KeptCar)
                car = self.add_car(key, kept.persona, state.load(kept.state))
                self.tracks.look(key, car.state.motion, self.clock.now)
            elif kind.startswith(_CLOUD):
                self.cloud.load(kind.removeprefix(_CLOUD), key, data)
            elif kind == SNAPSHOT:
                self.snapshots.load(key, data)
        self.clock.touch(self.timeline.key)
        self._changed_cars.clear()
        self.cloud.changed.clear()

    def documents(self) -> Documents:
        """Return all that the world is, as `load` takes it back."""
        self.clock.settle()
        cloud = {
            (_CLOUD + kind, key): self.cloud.dump(kind, key) or b""
            for kind, key in self.cloud.document_keys()
        }
        return {
            FOUNDING: msgspec.json.encode(self.founding),
            PACE: msgspec.json.encode(self._pace_now()),
            **{name: book.dump() for name, book in self._books.items()},
            **{(_CAR, vin): self._kept_car(vin) for vin in self.cars},
            **cloud,
        }

    async def become(self, documents: Documents) -> None:
        """Be another world from now on, committed; raises StorageError.

        `documents` are of a world that could be loaded. Snapshots stay; the judge and
        the log of requests begin anew.
        """
        async with self._committing, self.clock.standing():
            if self._storage is not None:
                await self._storage.replace(documents, keep=SNAPSHOT)
            founding = msgspec.json.decode(documents[FOUNDING], type=Founding)
            pace = msgspec.json.decode(documents[PACE], type=Pace)
            self.faults.turn_off()
            self.judge.forget()
            self.requests.clear()
            self.clock.begin_anew(pace.now, speed=pace.speed, held=pace.held)
            self._begin(founding, pace)
            self.load(documents)
        self.events.publish(Event("world", founding.scenario))

    async def keep_snapshot(self, name: str) -> Snapshot:
        """Keep the world as it is now under a name, committed; raises StorageError."""
        await self.persist()
        taken = Snapshot(self.clock.now, self.founding.scenario, self.documents())
        await self._commit_snapshot(name, taken)
        return taken

    async def drop_snapshot(self, name: str) -> None:
        """Forget a snapshot; raises StorageError."""
        await self._commit_snapshot(name, None)

    async def _commit_snapshot(self, name: str, taken: Snapshot | None) -> None:
        if self._storage is not None:
            data = None if taken is None else taken.dump()
            await self._storage.commit({(SNAPSHOT, name): data})
        self.snapshots.put(name, taken)

    async def advance(self, seconds: float) -> None:
        """Move the clock on; what happened is committed. ValueError if negative."""
        self._pace_set = True
        await self.clock.advance(seconds)
        await self.persist()

    def set_pace(self, *, speed: float | None = None, held: bool | None = None) -> None:
        """Change speed or hold from now on; ValueError if out of range."""
        self.clock.set_pace(speed=speed, held=held)
        self._pace_set = True

    async def run(self) -> None:
        """Let the clock run and commit what happens, until cancelled."""
        await self.clock.run(self.persist)

    async def persist(self) -> None:
        """Commit every change so far, then tell it; raises StorageError.

        Waits for a commit under way: it may hold what the caller is about to show.
        """
        if self.owes_commit:
            async with self._committing:
                await self._commit()

    async def close(self) -> None:
        """Commit what is left and let go of the state file."""
        try:
            await self.persist()
        finally:
            self.events.close()
            if self._storage is not None:
                self._storage.close()

    def _act(self, car: Car, deed: DriverDeed | WorkshopDeed | RadioChange) -> None:
        if isinstance(deed, Drive):
            car.do(self.clock.now, drives.resolve(deed, self.routes.routes))
        else:
            car.do(self.clock.now, deed)

    def _perform(self, planned: Planned) -> tuple[str, ...]:
        """Do a step of the timeline; what went wrong is told in the log, too."""
        step, wrong = planned.step, acting.perform(self._stage, planned)
        who = step.car or step.kind
        for text in wrong:
            _LOGGER.warning("step at %s, %s: %s", step.after, who, text)
        if not wrong:
            _LOGGER.info("step at %s, %s: %s", step.after, who, step.note or "done")
        return wrong

    def _heard(self, car: Car) -> None:
        self._changed_cars[car.vin] = None
        self.tracks.look(car.vin, car.state.motion, self.clock.now)
        self.cloud.receive(car)
        self.clock.touch(car.key)

    def _pace_now(self) -> Pace:
        clock = self.clock
        return Pace(clock.now, clock.speed, clock.held, self._real())

    def _kept_car(self, vin: str) -> bytes:
        raw = msgspec.Raw(state.dump(self.cars[vin].state))
        return msgspec.json.encode(KeptCar(self._models[vin], raw))

    @property
    def owes_commit(self) -> bool:
        """Whether something is not committed, or is being."""
        if (
            self._committing.locked()
            or self._changed_cars
            or self.cloud.changed
            or self._pace_is_news()
        ):
            return True
        return any(book.changed for book in self._books.values())

    def _changed_books(self) -> Iterator[Book]:
        return (book for book in self._books.values() if book.changed)

    def _pace_is_news(self) -> bool:
        """Whether a restart would begin before a time that was shown.

        A world that is as fast as the real one finds its time by the real one's.
        """
        if self._pace_set:
            return True
        return not self._pace.is_real and int(self.clock.now) != int(self._pace.now)

    async def _commit(self) -> None:
        events = list(self._news())
        self._pace = self._pace_now()
        cars, cloud = self._changed_cars, set(self.cloud.changed)
        books = list(self._changed_books())
        documents = self._documents(cars, cloud)
        for book in books:
            book.changed = False
        self._changed_cars = {}
        self.cloud.changed.clear()
        self._pace_set = False
        try:
            if self._storage is not None and documents:
                await self._storage.commit(documents)
        except BaseException:
            self._changed_cars |= cars
            self.cloud.changed |= cloud
            for book in books:
                book.changed = True
            self._pace_set = True
            raise
        for event in events:
            self.events.publish(event)

    def _news(self) -> Iterator[Event]:
        if self._pace_set:
            yield Event("clock", "")
        if self.faults.changed:
            yield Event("fault", "")
        for vin in self._changed_cars:
            yield Event("car", vin)
        for kind, key in sorted(self.cloud.changed):
            yield Event("cloud", f"{kind}/{key}")

    def _documents(
        self, cars: Iterable[str], cloud: set[Key]
    ) -> dict[Key, bytes | None]:
        """Return the changed documents, and with them the clock."""
        if self._storage is None:
            return {}
        documents: dict[Key, bytes | None] = {
            FOUNDING: msgspec.json.encode(self.founding),
            PACE: msgspec.json.encode(self._pace),
        }
        for name, book in self._books.items():
            if book.changed:
                documents[name] = book.dump()
        for vin in cars:
            documents[_CAR, vin] = self._kept_car(vin)
        for kind, key in sorted(cloud):
            documents[_CLOUD + kind, key] = self.cloud.dump(kind, key)
        return documents
