"""How answers and errors change what we know of a car (F24, F50, F57 to F59, F68)."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.nissanconnect.api.errors import (
    AccessDenied,
    NissanError,
    NotSupported,
    Outage,
    PrivacyMode,
)
from custom_components.nissanconnect.api.models import (
    Cockpit,
    EngineState,
    Location,
    LockStatus,
)
from custom_components.nissanconnect.api.resources import ResourceKey
from custom_components.nissanconnect.api.snapshot import (
    VehicleSnapshot,
    merge,
    restored,
    stored,
)

from .answers import NOON, answer

MINUTE = timedelta(minutes=1)
LOCKS = ResourceKey.LOCK_STATUS
COCKPIT = ResourceKey.COCKPIT


def told(
    snapshot: VehicleSnapshot,
    key: ResourceKey,
    after: timedelta = timedelta(),
    /,
    **payload: Any,
) -> VehicleSnapshot:
    """Merge an answer that came some time after NOON."""
    return merge(snapshot, {key: answer(payload, after=after)}, NOON + after)


def locked_at(minute: int, state: str = "locked") -> dict[str, Any]:
    """Return a lock status that the car reported at a minute of 11 o'clock."""
    time = f"2026-11-22T11:{minute:02}:00Z"
    return {"lockStatus": state, "lastUpdateTime": time}


def test_a_first_answer() -> None:
    """Value, the car's time, our times, and the raw answer."""
    snapshot = told(VehicleSnapshot(), LOCKS, **locked_at(30))
    reading = snapshot.lock_status
    reported = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
    assert reading.value == LockStatus(locked=True, reported_at=reported)
    assert reading.reported_at == reported
    assert reading.answered_at == reading.asked_at == NOON
    assert reading.answer == answer(locked_at(30))
    assert reading.supported is True
    assert reading.error is None


def test_F68_an_answer_that_repeats_the_last_one_moves_our_times_only() -> None:
    """The value is the one we had, the error is over, the answer is the new one."""
    before = told(VehicleSnapshot(), LOCKS, **locked_at(30))
    denied = merge(before, {LOCKS: Outage("html")}, NOON + MINUTE)
    after = told(denied, LOCKS, 2 * MINUTE, **locked_at(30)).lock_status
    assert after.value is before.lock_status.value
    assert after.reported_at == before.lock_status.reported_at
    assert after.answered_at == after.asked_at == NOON + 2 * MINUTE
    assert after.answer == answer(locked_at(30), after=2 * MINUTE)
    assert after.error is None


@pytest.mark.parametrize(("back_s", "repeats"), [(0.9, True), (1, False)])
def test_a_second_back_is_the_step_of_the_servers_clock(
    back_s: float, repeats: bool
) -> None:
    """Further back it is another clock: the answer is read anew."""
    before = told(VehicleSnapshot(), LOCKS, **locked_at(30))
    after = told(before, LOCKS, -timedelta(seconds=back_s), **locked_at(30))
    assert (after.lock_status.value is before.lock_status.value) is repeats


def test_F61_the_same_answer_is_read_again_while_it_speaks_of_the_future() -> None:
    """A moment still to come is of no use; once it has been, it is."""
    payload = {"lockStatus": "locked", "lastUpdateTime": "2026-11-22T15:00:00Z"}
    early = told(VehicleSnapshot(), LOCKS, **payload)
    assert early.lock_status.oddities
    late = told(early, LOCKS, timedelta(hours=4), **payload)
    assert late.lock_status.reported_at == datetime(2026, 11, 22, 15, tzinfo=UTC)
    assert late.lock_status.oddities == ()


@pytest.mark.parametrize(
    "error", [Outage("html"), AccessDenied(), PrivacyMode(), NotSupported()]
)
def test_F68_an_error_changes_no_value(error: NissanError) -> None:
    """It is noted, and the next answer ends it."""
    before = told(VehicleSnapshot(), LOCKS, **locked_at(30))
    after = merge(before, {LOCKS: error}, NOON + MINUTE)
    assert after.lock_status.value == before.lock_status.value
    assert after.lock_status.answered_at == NOON
    assert after.lock_status.asked_at == NOON + MINUTE
    assert after.lock_status.error is error
    assert told(after, LOCKS, 2 * MINUTE, **locked_at(31)).lock_status.error is None


def test_what_a_car_does_not_have() -> None:
    """It is known once it was refused."""
    assert VehicleSnapshot().cockpit.supported is None
    snapshot = merge(VehicleSnapshot(), {COCKPIT: NotSupported()}, NOON)
    assert snapshot.cockpit.supported is False
    denied = merge(VehicleSnapshot(), {COCKPIT: AccessDenied()}, NOON)
    assert denied.cockpit.supported is None


def test_F59_older_car_time_never_replaces_newer() -> None:
    """A-B-A: the cloud answered, but what it said is from before."""
    new = told(VehicleSnapshot(), LOCKS, **locked_at(30, "unlocked"))
    old = told(new, LOCKS, MINUTE, **locked_at(29))
    assert old.lock_status.value == new.lock_status.value
    assert old.lock_status.answer == new.lock_status.answer
    assert old.lock_status.answered_at == NOON + MINUTE
    same = told(old, LOCKS, 2 * MINUTE, **locked_at(30))
    assert same.lock_status.value is not None
    assert same.lock_status.value.locked is True


def test_F24_no_news_changes_nothing() -> None:
    """An empty object is an answer without news."""
    before = told(VehicleSnapshot(), LOCKS, **locked_at(30))
    after = told(before, LOCKS, MINUTE)
    assert after.lock_status.value == before.lock_status.value
    assert after.lock_status.answered_at == NOON + MINUTE


def test_F50_a_missing_field_keeps_the_last_value() -> None:
    """F53: but an unknown one is unknown."""
    before = told(VehicleSnapshot(), LOCKS, lockStatus="locked", hatchStatus="open")
    after = told(before, LOCKS, MINUTE, lockStatus="ajar")
    assert after.lock_status.value == LockStatus(locked=None, hatch=True)
    assert after.lock_status.oddities == ("lockStatus: unknown ajar",)


def test_a_missing_time_keeps_the_gate_shut() -> None:
    """One answer without a time does not let older ones in."""
    first = told(VehicleSnapshot(), LOCKS, **locked_at(30))
    second = told(first, LOCKS, MINUTE, lockStatus="unlocked")
    third = told(second, LOCKS, 2 * MINUTE, **locked_at(29))
    assert third.lock_status.value is not None
    assert third.lock_status.value.locked is False


def test_F57_the_odometer_never_falls() -> None:
    """F58: a lower one comes from an old answer, whatever else that says."""
    first = told(VehicleSnapshot(), COCKPIT, totalMileage=20_000, fuelQuantity=20)
    old = told(first, COCKPIT, MINUTE, totalMileage=16_000, fuelQuantity=40)
    zero = told(old, COCKPIT, 2 * MINUTE, totalMileage=0, fuelQuantity=19)
    assert old.cockpit.value == Cockpit(odometer_km=20_000, fuel_l=20)
    assert zero.cockpit.value == Cockpit(odometer_km=20_000, fuel_l=19)


def test_a_week_of_lower_readings_is_a_new_instrument() -> None:
    """Else fuel and range would stand still for ever."""
    first = told(VehicleSnapshot(), COCKPIT, totalMileage=20_000, fuelQuantity=20)
    almost = timedelta(days=7) - MINUTE
    early = told(first, COCKPIT, almost, totalMileage=10, fuelQuantity=40)
    late = told(early, COCKPIT, timedelta(days=7), totalMileage=11, fuelQuantity=40)
    assert early.cockpit.value == first.cockpit.value
    assert late.cockpit.value == Cockpit(odometer_km=11, fuel_l=40)


def test_F76_privacy_keeps_the_last_place() -> None:
    """And says why it grows old."""
    place: dict[str, Any] = {"gpsLatitude": 1, "gpsLongitude": 2}
    time = "2026-11-22T11:30:00Z"
    key = ResourceKey.LOCATION
    first = told(VehicleSnapshot(), key, **place, lastUpdateTime=time)
    hidden = merge(first, {key: PrivacyMode()}, NOON + MINUTE)
    zero = told(hidden, key, 2 * MINUTE, gpsLatitude=0, gpsLongitude=0)
    assert isinstance(hidden.location.error, PrivacyMode)
    assert isinstance(zero.location.value, Location)
    assert zero.location.value.latitude == 1


def test_times_of_the_whole_car() -> None:
    """Its last contact, and the cloud's last answer about it."""
    snapshot = VehicleSnapshot()
    assert snapshot.answered_at is snapshot.reported_at is None
    snapshot = told(snapshot, LOCKS, **locked_at(30))
    snapshot = told(snapshot, COCKPIT, MINUTE, totalMileage=5)
    snapshot = merge(snapshot, {LOCKS: Outage("timeout")}, NOON + 2 * MINUTE)
    assert snapshot.answered_at == NOON + MINUTE
    assert snapshot.reported_at == datetime(2026, 11, 22, 11, 30, tzinfo=UTC)


def test_the_engine_is_told_in_one_of_two_places() -> None:
    """Res-state, else hvac-status (protocol 4.5, 4.10)."""
    snapshot = VehicleSnapshot()
    assert snapshot.engine is None
    hvac = told(snapshot, ResourceKey.HVAC_STATUS, remoteEngineStatus="6")
    assert hvac.engine is EngineState.READY
    both = told(hvac, ResourceKey.RES_STATE, code="42")
    assert both.engine is EngineState.RUNNING_REMOTELY


def test_what_was_shown_comes_back_after_a_restart() -> None:
    """From raw answers, through JSON; what is damaged is left out."""
    snapshot = told(VehicleSnapshot(), LOCKS, **locked_at(30))
    snapshot = told(snapshot, COCKPIT, totalMileage=5, timestamp="2026-11-22T11:00Z")
    kept = json.loads(json.dumps(stored(snapshot)))
    assert restored(kept) == snapshot
    assert stored(restored(kept)) == kept
    kept["cockpit"]["server_at"] = "yesterday"
    kept["location"] = None
    assert restored(kept).cockpit.value is None
    assert restored(kept).lock_status == snapshot.lock_status


def test_nothing_secret_is_shown() -> None:
    """Raw answers hold the position."""
    snapshot = told(
        VehicleSnapshot(),
        ResourceKey.LOCATION,
        gpsLatitude=13.75,
        gpsLongitude=100.5,
        lastUpdateTime="2026-11-22T11:30:00Z",
    )
    assert "13.75" not in repr(snapshot)
    assert "13.75" not in repr(snapshot.location.answer)
