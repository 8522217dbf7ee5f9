"""One car as we know it: immutable, and how an answer or an error changes it."""

from collections.abc import Mapping
from copy import replace
from datetime import datetime, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from .alerts import Alerts
from .answer import Answer
from .errors import NissanError, NotSupported
from .models import (
    BatteryStatus,
    Cockpit,
    EngineState,
    EngineStatus,
    HealthStatus,
    HvacStatus,
    Inbox,
    Location,
    LockStatus,
    TripSummary,
    TyrePressure,
)
from .parsing import Parsed
from .place import Doubt, doubted
from .preferences import Preferences
from .resources import RESOURCES, ResourceKey
from .service_due import ServiceDue
from .subscriptions import Subscriptions

NEW_INSTRUMENT_AFTER = timedelta(days=7)
# All readings of a snapshot: each poll asks for them several times.
_KEYS = tuple(ResourceKey)
_each = attrgetter(*_KEYS)


class Reading[T](NamedTuple):
    """What is known of one resource.

    `value` and `reported_at` (the car's time) come from the last answer that was
    taken, `answer`. `answered_at` is our time of the last good answer, taken or not,
    `asked_at` that of the last try, `error` what that ended with. An error changes no
    value. `doubted` is a position that was not taken, until it is confirmed.
    """

    value: T | None = None
    reported_at: datetime | None = None
    answered_at: datetime | None = None
    asked_at: datetime | None = None
    error: NissanError | None = None
    oddities: tuple[str, ...] = ()
    answer: Answer | None = None
    doubted: Doubt | None = None

    @property
    def supported(self) -> bool | None:
        """Whether the car has it; None until it was learnt."""
        if isinstance(self.error, NotSupported):
            return False
        return True if self.answer is not None else None


_UNREAD: Reading[Any] = Reading()


class _Readings(NamedTuple):
    """One reading for each resource; fields are named as `ResourceKey`."""

    cockpit: Reading[Cockpit] = _UNREAD
    location: Reading[Location] = _UNREAD
    lock_status: Reading[LockStatus] = _UNREAD
    battery_status: Reading[BatteryStatus] = _UNREAD
    hvac_status: Reading[HvacStatus] = _UNREAD
    res_state: Reading[EngineStatus] = _UNREAD
    health_status: Reading[HealthStatus] = _UNREAD
    pressure: Reading[TyrePressure] = _UNREAD
    trips_day: Reading[TripSummary] = _UNREAD
    trips_month: Reading[TripSummary] = _UNREAD
    trips_year: Reading[TripSummary] = _UNREAD
    notifications: Reading[Inbox] = _UNREAD
    alerts: Reading[Alerts] = _UNREAD
    preferences: Reading[Preferences] = _UNREAD
    service_due: Reading[ServiceDue] = _UNREAD
    subscriptions: Reading[Subscriptions] = _UNREAD


class VehicleSnapshot(_Readings):
    """One reading for each resource.

    The newest times are reckoned once: many entities ask for them.
    """

    def reading(self, key: ResourceKey) -> Reading[Any]:
        """Return the reading of a resource."""
        reading: Reading[Any] = getattr(self, key)
        return reading

    @property
    def readings(self) -> Mapping[ResourceKey, Reading[Any]]:
        """All readings by resource."""
        return dict(zip(_KEYS, _each(self), strict=True))

    @cached_property
    def answered_at(self) -> datetime | None:
        """Our time of the cloud's last good answer about this car."""
        times = [r.answered_at for r in _each(self) if r.answered_at]
        return max(times, default=None)

    @cached_property
    def reported_at(self) -> datetime | None:
        """The car's time of its newest report: its last contact."""
        times = [r.reported_at for r in _each(self) if r.reported_at]
        return max(times, default=None)

    @property
    def engine(self) -> EngineState | None:
        """The engine's state, from where the car tells it (protocol 4.5, 4.10)."""
        if self.res_state.value is not None and self.res_state.value.state is not None:
            return self.res_state.value.state
        return (
            self.hvac_status.value.engine
            if self.hvac_status.value is not None
            else None
        )


def merge(
    snapshot: VehicleSnapshot,
    outcomes: Mapping[ResourceKey, Answer | NissanError],
    now: datetime,
) -> VehicleSnapshot:
    """Return the snapshot with what tries to read resources brought at our `now`."""
    changed: dict[str, Any] = {
        key.value: _after(key, snapshot.reading(key), outcome, now)
        for key, outcome in outcomes.items()
    }
    return replace(snapshot, **changed)


def _after(
    key: ResourceKey, old: Reading[Any], outcome: Answer | NissanError, now: datetime
) -> Reading[Any]:
    if not isinstance(outcome, Answer):
        return replace(old, error=_bare(outcome), asked_at=now)
    if _is_repeated(old, outcome):
        taken = {"answer": outcome, "doubted": None}
    elif (parsed := RESOURCES[key].parse(outcome)) is None:
        taken = {}
    else:
        taken = _taken(old, parsed, outcome)
    return _heard(old, outcome.received_at, now, **taken)


def _heard(
    old: Reading[Any], at: datetime, now: datetime, **taken: Any
) -> Reading[Any]:
    """Return the reading after a good answer `at` a time, and what was taken of it."""
    return replace(old, asked_at=now, answered_at=at, error=None, **taken)


def _bare(error: NissanError) -> NissanError:
    """Return an error without what led to it: that would keep all of its frames."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _is_repeated(old: Reading[Any], answer: Answer) -> bool:
    """Whether an answer says what the last one said, so that it means the same.

    Not if something of that was unusable: a moment still to come may have come (F61).
    """
    return old.answer is not None and not old.oddities and answer.repeats(old.answer)


def _taken(old: Reading[Any], parsed: Parsed[Any], answer: Answer) -> dict[str, Any]:
    """Return the fields of the reading that an answer with a value changes."""
    value = _carried(parsed, old.value)
    if _is_older(value, old, answer):
        return {}
    if isinstance(value, Location):
        doubt = doubted(old.value, value, old.doubted, answer.received_at)
        if doubt is not None:
            return {"doubted": doubt}
    return {
        "value": value,
        "reported_at": value.reported_at,
        "oddities": parsed.oddities,
        "answer": answer,
        "doubted": None,
    }


def _carried(parsed: Parsed[Any], old: Any) -> Any:
    """Return the new value; what it has no word on stays as it was (F50)."""
    if old is None:
        return parsed.value
    kept = {name: getattr(old, name) for name in parsed.missing}
    return replace(parsed.value, **kept)


def _is_older(value: Any, old: Reading[Any], answer: Answer) -> bool:
    """Whether an answer is from before what we know (F57 to F59).

    The cockpit often has no time: there the odometer, which never falls, is the clock.
    Only a week of nothing but lower readings is a new instrument.
    """
    if old.reported_at is not None and value.reported_at < old.reported_at:
        return True
    if not isinstance(value, Cockpit) or old.value is None or old.answer is None:
        return False
    new_km, old_km = value.odometer_km, old.value.odometer_km
    fallen = new_km is not None and old_km is not None and new_km < old_km
    return fallen and answer.received_at < old.answer.received_at + NEW_INSTRUMENT_AFTER


def stored(snapshot: VehicleSnapshot) -> dict[str, Any]:
    """Return the raw answers of a snapshot as JSON types, to be kept."""
    return {
        key: reading.answer.to_dict()
        for key, reading in snapshot.readings.items()
        if reading.answer is not None
    }


def restored(kept: Mapping[str, Any]) -> VehicleSnapshot:
    """Return the snapshot that `stored` came from; what is damaged is left out."""
    snapshot = VehicleSnapshot()
    for key in ResourceKey:
        try:
            answer = Answer.from_dict(kept[key])
        except KeyError, TypeError, ValueError:
            continue
        snapshot = merge(snapshot, {key: answer}, answer.received_at)
    return snapshot
