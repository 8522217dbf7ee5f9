"""One coordinator for the account, which knows its cars, and one for each car."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from .absence import Absence
from .account.budget import CallBudget
from .account.connection import Connection
from .account.custody import is_ours
from .account.keeper import Keeper
from .account.presence import Presence
from .account.storage import AccountStore, rebuilt
from .alerts.vehicle_alerts import VehicleAlerts
from .api.client import NissanClient
from .api.errors import (
    CredentialsRejected,
    NissanError,
    NoVehicles,
    QuotaExceeded,
)
from .api.learnt import Learnt
from .api.resources import ResourceKey
from .api.snapshot import VehicleSnapshot, restored, stored
from .api.vehicles import VehicleList, VehicleRecord, vehicle_list
from .const import LOGGER
from .device import async_register
from .inbox.vehicle_inbox import VehicleInbox
from .maintenance.service_book import KeptService, ServiceBook
from .options import call_budget, wake_policy
from .plans.activation import Activation
from .reading.changes import ALL, Changes
from .reading.pace import Pace
from .reading.reachability import Reachability, reachability
from .reading.rounds import Rounds
from .reading.steering import Steering
from .reading.vehicle_line import VehicleLine
from .reading.waking import WakeLog, Waker
from .reading.watcher import Watcher
from .reasons import action_error, setup_error
from .remote.control import RemoteControl
from .remote.security_setup import SecuritySetup
from .remote.starts import StartCount
from .remote.state import RemoteState
from .trips.known import KnownTrips
from .trips.log import TripLog
from .vehicle_issues import VehicleIssue, ask_whether_gone, forget

LIST_INTERVAL: Final = timedelta(hours=1)
LIST_RETRY_INTERVAL: Final = timedelta(minutes=5)

type NissanConfigEntry = ConfigEntry[AccountCoordinator]


class AccountCoordinator(DataUpdateCoordinator[dict[str, VehicleRecord]]):
    """Reads the account's list of cars; its data are the cars on the last good list."""

    config_entry: NissanConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: NissanConfigEntry,
        client: NissanClient,
        store: AccountStore,
    ) -> None:
        """Know no car yet."""
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name="account",
            update_interval=LIST_INTERVAL,
        )
        self.client = client
        self.connection = Connection(hass, entry)
        self.vehicles: dict[str, VehicleCoordinator] = {}
        self.budget = CallBudget()
        client.on_request(self._note_request)
        self.keeper = Keeper(store, self.connection, self.budget, self.vehicles)

    @override
    async def _async_setup(self) -> None:
        """Take back what was kept, before the first call."""
        for vehicle in await self.keeper.async_load():
            for record in vehicle_list([vehicle["record"]]):
                self._adopt(record, vehicle)

    @override
    async def _async_update_data(self) -> dict[str, VehicleRecord]:
        """Return the cars of the account; without an answer those that were known."""
        if error := self.connection.held_by:
            return self._known_or_raise(error)
        try:
            listed = await self._async_list()
        except NissanError as error:
            self.connection.failed(self.name, error)
            self.update_interval = LIST_RETRY_INTERVAL
            if isinstance(error, QuotaExceeded):
                await self.keeper.async_flush()
            return self._known_or_raise(error)
        self.connection.answered(self.name)
        records = await self._async_take(listed)
        self.update_interval = self._list_interval
        return records

    async def _async_list(self) -> VehicleList:
        try:
            return await self.client.vehicles()
        except NoVehicles:
            return VehicleList(())

    def _known_or_raise(self, error: NissanError) -> dict[str, VehicleRecord]:
        """Go on with what is known; at the start only if the password still holds."""
        if self._running:
            return self.data
        if not self.vehicles or isinstance(error, CredentialsRejected):
            raise setup_error(error) from error
        return {vin: vehicle.record for vin, vehicle in self.vehicles.items()}

    async def _async_take(self, listed: VehicleList) -> dict[str, VehicleRecord]:
        """Bring the cars in line with a list; read the new ones; return its cars."""
        if listed.complete:
            self.keeper.let_go &= {record.vin for record in listed}
        records = {car.vin: car for car in listed if self._takes(car)}
        # Where every car is denied, the cloud is out of order.
        cars = self.vehicles.values()
        believed = len(cars) == 1 or not all(vehicle.denied for vehicle in cars)
        new = [
            self._adopt(record, {})
            for vin, record in records.items()
            if vin not in self.vehicles
        ]
        for vin, vehicle in self.vehicles.items():
            if vin in records or listed.complete:
                vehicle.listed(records.get(vin), denied=believed and vehicle.denied)
        if self._running:
            await asyncio.gather(*(vehicle.async_refresh() for vehicle in new))
            for vehicle in new:
                vehicle.async_start_telling()
        self.keeper.async_save()
        # What could not be read may be any car.
        known = {} if listed.complete else self.data or {}
        return known | records

    def _takes(self, record: VehicleRecord) -> bool:
        """Whether a listed car is this account's, and its owner wants it here."""
        if record.vin in self.keeper.let_go:
            return False
        return is_ours(self.hass, self.config_entry, record)

    def _note_request(self) -> None:
        self.budget.note(dt_util.now())

    @callback
    def async_allot(self) -> None:
        """Allow the calls that the owner chose, or else what all cars need."""
        chosen = call_budget(self.config_entry.options)
        needed = sum(vehicle.pace.calls_a_day for vehicle in self.vehicles.values())
        self.budget.limit = needed if chosen is None else chosen

    @property
    def _list_interval(self) -> timedelta:
        """An activation takes minutes (E8): its end is looked for, not for long."""
        now = dt_util.utcnow()
        cars = self.vehicles.values()
        awaited = any(vehicle.activation.is_awaited(now) for vehicle in cars)
        return LIST_RETRY_INTERVAL if awaited else LIST_INTERVAL

    @property
    def _running(self) -> bool:
        return self.config_entry.state is ConfigEntryState.LOADED

    @callback
    def _adopt(
        self, record: VehicleRecord, kept: Mapping[str, Any]
    ) -> VehicleCoordinator:
        kept_remote = self.keeper.remotes.get(record.vin)
        vehicle = VehicleCoordinator(self, record, kept, kept_remote)
        self.vehicles[record.vin] = vehicle
        self.async_allot()
        return vehicle

    async def async_forget(self, vin: str) -> None:
        """Let go of a car and of what was kept of it.

        One that is listed still stays away until it was off the list.
        """
        if vehicle := self.vehicles.pop(vin, None):
            if vin in self.data:
                self.keeper.let_go.add(vin)
            self.async_allot()
            await vehicle.async_shutdown()
            vehicle.remote.async_forget()
            self.connection.forget(vin)
            forget(self.hass, self.config_entry.entry_id, vin)
            await self.keeper.async_forget(vin)

    @callback
    def async_begin_day(self) -> None:
        """Show what counts days anew."""
        for vehicle in self.vehicles.values():
            vehicle.async_update_listeners()


class VehicleCoordinator(DataUpdateCoordinator[VehicleSnapshot]):
    """Reads one car, each resource at its own pace, and never forgets what it showed.

    An outage is no failed update: the snapshot stays, each entity knows how old it is.
    """

    config_entry: NissanConfigEntry

    def __init__(
        self,
        account: AccountCoordinator,
        record: VehicleRecord,
        kept: Mapping[str, Any],
        kept_remote: Mapping[str, Any] | None,
    ) -> None:
        """Begin with what was kept of the car, and of its remote control."""
        steering = rebuilt(Steering, kept.get("steering"))
        self.pace = Pace(steering, account.config_entry.options)
        super().__init__(
            account.hass,
            LOGGER,
            config_entry=account.config_entry,
            name=record.model or "car",
            update_interval=self.pace.every,
        )
        answers = kept.get("answers", {})
        readable = self.pace.intervals.keys()
        self.data = restored({k: answers[k] for k in answers if k in readable})
        self.learnt = rebuilt(Learnt, kept.get("learnt"))
        self.starts = rebuilt(StartCount, kept.get("starts"))
        self.service_book = ServiceBook(
            self, account.client, rebuilt(KeptService, kept.get("service"))
        )
        self.record = record
        entry_id = account.config_entry.entry_id
        self._device_id = async_register(self.hass, entry_id, record)
        self.waker = Waker(
            self,
            account.client,
            wake_policy(account.config_entry.options),
            rebuilt(WakeLog, kept.get("wakes")),
        )
        self._account = account
        self._client = account.client
        self._connection = account.connection
        self._line = VehicleLine(account.connection, record.vin, entry_id)
        self.presence = rebuilt(Presence, kept.get("presence"))
        self.activation = Activation()
        self._looked_at: datetime | None = None
        self._changes = Changes(self)
        # What was looked for; whoever tells the listeners without that says all.
        self._changed = ALL
        # Why it has not each entity that other cars have, by platform and key.
        self.absences: dict[str, Callable[[VehicleCoordinator], Absence]] = {}
        self._begin_watching(account.client, kept.get("watchers", {}))
        self._rounds = Rounds(self, account.client, self.pace, self._line, self.data)
        self.remote = RemoteControl(
            self, account.client, rebuilt(RemoteState, kept_remote)
        )
        self.remote.async_listen(self.starts.ended)
        self.security = SecuritySetup(self, account.client, self.remote)

    def _begin_watching(self, client: NissanClient, kept: Mapping[str, Any]) -> None:
        """Follow what the car tells, from where that was left."""
        self.inbox = VehicleInbox(
            client.mailbox(self.record),
            lambda: self.server_now,
            kept.get("inbox"),
        )
        self.trips = TripLog(
            client.trip_history(self.record, self.learnt),
            lambda: self.server_now,
            rebuilt(KnownTrips, kept.get("trips")),
        )
        self.alerts = VehicleAlerts(self, client)
        # By the name under which it is kept.
        self.watchers: dict[str, Watcher] = {
            "inbox": self.inbox,
            "trips": self.trips,
        }

    @property
    def held_by(self) -> NissanError | None:
        """Why the cloud is to be left alone now; None if it may be asked."""
        return self._connection.held_by

    @property
    def server_now(self) -> datetime:
        """The cloud's present time, in our zone; ages are measured against it."""
        return self._client.server_now

    @property
    def reachability(self) -> Reachability | None:
        """What the last report and the last wake say; asleep is normal."""
        reported_at = self.data.reported_at
        if reported_at is None:
            return None
        wake_failed = self.waker.failed_since(reported_at)
        return reachability(reported_at, self.server_now, wake_failed=wake_failed)

    @property
    def calls_left(self) -> int:
        """How many calls this local day leaves the account."""
        return self._account.budget.left(dt_util.now())

    @property
    def next_poll(self) -> datetime | None:
        """When it is read next by the clock, as far as that is known; None if never."""
        if self._looked_at is None:
            return None
        held = self._connection.held_until, self._line.rests_until
        return self.pace.next_look(self._looked_at, *held)

    @property
    def denied(self) -> bool:
        """Whether all that was asked of it last was denied."""
        return self._line.denied

    @property
    def failure(self) -> NissanError | None:
        """Why the last round gave nothing; None if it gave something."""
        return self._line.failure

    @callback
    def listed(self, record: VehicleRecord | None, *, denied: bool) -> None:
        """Take the car's record from a list; None if it is not on a complete one.

        `denied` is whether the cloud denies all of this car, and not of all cars.
        """
        self.presence.note(listed=record is not None, denied=denied)
        entry_id, vin = self.config_entry.entry_id, self.record.vin
        ask_whether_gone(self.hass, self.presence.doubt, entry_id, vin, self.name)
        if record is None:
            return
        if record.dormant != self.record.dormant:
            self.pace.outdated.add(ResourceKey.SUBSCRIPTIONS)
        self.record = record
        self.activation.note(record, dt_util.utcnow())
        self._device_id = async_register(self.hass, entry_id, record)
        # What it may be told can have changed.
        self.async_update_listeners()

    @property
    def device(self) -> dr.AnyDeviceEntry | None:
        """The car in Home Assistant's registry; None if its owner removed it."""
        return dr.async_get(self.hass).async_get(self._device_id)

    @override
    async def _async_update_data(self) -> VehicleSnapshot:
        """Read what is due; without an answer the snapshot keeps its values."""
        self._looked_at = dt_util.utcnow()
        if not self._rests:
            await self._async_read_due()
        self._look_for_changes()
        return self.data

    def _look_for_changes(self) -> None:
        """See to it that what is told next is told to those whom it concerns."""
        changed = self._changes.since_last()
        # After one that failed all are there again.
        self._changed = changed if self.last_update_success else ALL

    async def _async_read_due(self) -> None:
        denied = self.presence.doubt is VehicleIssue.DENIED
        due = self.pace.due(self.data, dt_util.utcnow(), denied=denied)
        if self.alerts.pending:
            due.add(ResourceKey.ALERTS)
        if due:
            await self._async_take(self._rounds.async_read_due(due))
        self.pace.outdated -= due
        self.waker.async_wake_if_due()

    @property
    def _rests(self) -> bool:
        """Whether the clock is not to read it now."""
        missing = self.presence.doubt is VehicleIssue.MISSING
        held = self.held_by is not None or self._line.rests_until is not None
        short = self._account.budget.is_short(dt_util.now())
        return missing or self.pace.steering.paused or held or short

    async def _async_take(self, reading: Awaitable[None]) -> None:
        """Take in what a reading brings, and keep it."""
        await reading
        self.data = self._rounds.snapshot
        if self.inbox.news or self.trips.news:
            # Whatever happens next, they are not told twice.
            await self._account.keeper.async_flush()
        else:
            self._account.keeper.async_save()

    @callback
    def saw(self, snapshot: VehicleSnapshot) -> None:
        """Count by what a round brought: remote starts, and days without a drive."""
        self.starts.saw(snapshot, by=self.remote.running)
        if cockpit := snapshot.cockpit.value:
            self.waker.log.saw(cockpit.odometer_km, dt_util.utcnow())

    @callback
    @override
    def async_update_listeners(self) -> None:
        """Show what has changed; then tell the news that changed it.

        After a reading only those listeners are called whose context, the topics that
        they go by, has news; and those without one.
        """
        changed, self._changed = self._changed, ALL
        for update, goes_by in list(self._listeners.values()):
            if isinstance(goes_by, frozenset) and changed.isdisjoint(goes_by):
                continue
            self._call(update)
        self.inbox.news.async_tell()
        self.trips.news.async_tell()

    @callback
    def _call(self, update: CALLBACK_TYPE) -> None:
        try:
            update()
        except Exception:
            self.logger.exception("A part of %s could not be shown", self.name)

    @callback
    def async_start_telling(self) -> None:
        """Tell the news from now on: whoever listens is there."""
        self.inbox.news.async_start()
        self.trips.news.async_start()

    async def async_read_all(self) -> None:
        """Read the cloud now; raises HomeAssistantError if it gives nothing."""
        if error := self.held_by:
            raise action_error(error)
        await self._async_take(self._rounds.async_read(self.pace.intervals))
        self._look_for_changes()
        self.async_set_updated_data(self.data)
        if self.failure is not None:
            raise action_error(self.failure)

    async def async_look(self, keys: Collection[ResourceKey]) -> VehicleSnapshot:
        """Read some of the car from the cloud's cache; return all that is known."""
        if keys and self.held_by is None:
            await self._async_take(self._rounds.async_read(keys))
            # The next poll comes when it would have come.
            self.async_update_listeners()
        return self.data

    async def async_pause(self, *, paused: bool) -> None:
        """Read the car by the clock no more, or again and at once."""
        self.pace.steering.paused = paused
        await self._async_steered()

    async def async_pace(self, name: str, minutes: float) -> None:
        """Read what goes by an interval's name every so many minutes."""
        self.pace.choose(name, minutes)
        self._account.async_allot()
        await self._async_steered()

    async def _async_steered(self) -> None:
        self.update_interval = self.pace.every
        self.async_save()
        # What is due by now is read; the next poll comes by the new interval.
        await self.async_refresh()

    async def async_keep(self) -> None:
        """Keep what is known of the car, now."""
        await self._account.keeper.async_flush()

    async def async_keep_remote(self) -> None:
        """Keep how the remote control stands, now."""
        await self._account.keeper.async_keep_remote()

    @callback
    def async_save(self) -> None:
        """Keep what is known of the car, soon."""
        self._account.keeper.async_save()

    @override
    async def async_shutdown(self) -> None:
        """Let go of what was to come."""
        self.remote.async_shutdown()
        await super().async_shutdown()

    def collect(self) -> dict[str, Any]:
        """Return what is to be kept of the car, as JSON types; see `collect_remote`."""
        return {
            "record": self.record.raw,
            "presence": self.presence.to_dict(),
            "learnt": self.learnt.to_dict(),
            "wakes": self.waker.log.to_dict(),
            "starts": self.starts.to_dict(),
            "steering": self.pace.steering.to_dict(),
            "service": self.service_book.kept.to_dict(),
            "answers": stored(self.data),
            "watchers": {
                name: watcher.to_dict() for name, watcher in self.watchers.items()
            },
        }

    def collect_remote(self) -> dict[str, Any]:
        """Return what is to be kept of its remote control, as JSON types."""
        return self.remote.state.to_dict()
