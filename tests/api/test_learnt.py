"""What a car supports: learnt, kept, asked again (F20, F42)."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.nissanconnect.api.learnt import Learnt, Refusal
from custom_components.nissanconnect.api.resources import basis
from custom_components.nissanconnect.api.vehicles import VehicleRecord

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("refusal", "hinted", "patience"),
    [
        (Refusal.NOT_SUPPORTED, False, timedelta(days=7)),
        (Refusal.ACCESS_DENIED, False, timedelta(days=7)),
        (Refusal.NOT_SUPPORTED, True, timedelta(days=1)),
        (Refusal.NO_DATA, False, timedelta(days=1)),
        (Refusal.NO_DATA, True, timedelta(hours=1)),
    ],
)
def test_F20_a_refusal_is_asked_again_some_day(
    refusal: Refusal, hinted: bool, patience: timedelta
) -> None:
    """Sooner where the service list contradicts, or data may come."""
    learnt = Learnt()
    learnt.refused("cockpit", refusal, NOW)
    almost = NOW + patience - timedelta(seconds=1)
    assert learnt.refusal("cockpit", almost, hinted=hinted) is refusal
    assert learnt.refusal("cockpit", NOW + patience, hinted=hinted) is None


def test_F20_what_worked_before_is_asked_again_soon_then_less() -> None:
    """A cloud that refuses now and then takes no resource away for a day."""
    learnt, now = Learnt(), NOW
    learnt.worked("cockpit", "v2")
    waited = []
    for _ in range(8):
        learnt.refused("cockpit", Refusal.ACCESS_DENIED, now)
        began = now
        while learnt.refusal("cockpit", now, hinted=True) is not None:
            now += timedelta(minutes=30)
        waited.append((now - began) / timedelta(hours=1))
    assert waited == [0.5, 1, 2, 4, 8, 16, 24, 24]
    learnt = Learnt.from_dict(learnt.to_dict())
    assert learnt.lessons["cockpit"].times == 8
    learnt.worked("cockpit", "v2")
    learnt.refused("cockpit", Refusal.ACCESS_DENIED, now)
    assert learnt.refusal("cockpit", now + timedelta(hours=0.5), hinted=True) is None


def test_a_clock_that_went_back_asks() -> None:
    """Or a refusal from the future would stay for ever."""
    learnt = Learnt()
    learnt.refused("cockpit", Refusal.NOT_SUPPORTED, NOW)
    before = NOW - timedelta(seconds=1)
    assert learnt.refusal("cockpit", before, hinted=False) is None


def test_F42_the_version_that_worked_outlives_a_refusal() -> None:
    """And an answer ends the refusal."""
    learnt = Learnt()
    assert learnt.version("cockpit") is None
    assert learnt.refusal("cockpit", NOW, hinted=False) is None
    learnt.worked("cockpit", "v2")
    learnt.refused("cockpit", Refusal.ACCESS_DENIED, NOW)
    assert learnt.version("cockpit") == "v2"
    learnt.worked("cockpit", "v2")
    assert learnt.refusal("cockpit", NOW, hinted=False) is None


def test_a_new_basis_forgets_refusals_and_keeps_versions() -> None:
    """After an update of ours, or when the owner subscribed to something (F78)."""
    learnt = Learnt()
    learnt.rebase("a")
    learnt.worked("cockpit", "v2")
    learnt.refused("location", Refusal.ACCESS_DENIED, NOW)
    learnt.rebase("a")
    assert learnt.refusal("location", NOW, hinted=False) is Refusal.ACCESS_DENIED
    learnt.rebase("b")
    assert learnt.refusal("location", NOW, hinted=False) is None
    assert learnt.version("cockpit") == "v2"


def test_the_basis_is_our_table_and_the_service_list() -> None:
    """In whatever order the list comes."""
    car = VehicleRecord(vin="A", services=frozenset({"12", "27"}))
    same = VehicleRecord(vin="B", services=frozenset({"27", "12"}))
    other = VehicleRecord(vin="A", services=frozenset({"12"}))
    assert basis(car) == basis(same) != basis(other)


def test_it_is_kept_over_a_restart() -> None:
    """As JSON types."""
    learnt = Learnt()
    learnt.rebase("a")
    learnt.worked("cockpit", "v2")
    learnt.refused("location", Refusal.NO_DATA, NOW)
    kept = learnt.to_dict()
    assert Learnt.from_dict(kept).to_dict() == kept


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {"basis": "a", "lessons": {"cockpit": {}}},
        {
            "basis": "a",
            "lessons": {"x": {"version": None, "refusal": "?", "since": None}},
        },
        {
            "basis": "a",
            "lessons": {"x": {"version": None, "refusal": None, "since": "?"}},
        },
        {"basis": "a", "lessons": {"x": 7}},
    ],
)
def test_what_is_damaged_is_refused(damaged: dict[str, object]) -> None:
    """With errors the caller expects."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        Learnt.from_dict(damaged)
