"""What of a car's plans has ended, what will soon, and how its services stand."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, Self

from ..api.snapshot import VehicleSnapshot
from ..api.subscriptions import Plan
from ..api.vehicles import VehicleRecord

AHEAD: Final = timedelta(days=30)
_EXPIRED: Final = "EXPIRED"


class ServiceStatus(StrEnum):
    """Whether the services of a car are on (E8)."""

    ACTIVATED = "activated"
    DEACTIVATED = "deactivated"
    ACTIVATING = "activating"


# The cloud's words for services of a car that is not active.
_STATUSES: Final = {
    "ACTIVATION_IN_PROGRESS": ServiceStatus.ACTIVATING,
    "DEACTIVATED": ServiceStatus.DEACTIVATED,
}


class Standing(NamedTuple):
    """Plans that need the owner, and services by id that ended without a plan.

    `ending` are those that end within 30 days and do not renew themselves.
    """

    ended: tuple[Plan, ...]
    ending: tuple[Plan, ...]
    expired: frozenset[str]

    @classmethod
    def of(cls, record: VehicleRecord, car: VehicleSnapshot, now: datetime) -> Self:
        """Return how the plans of a car stand at the cloud's `now`."""
        told = car.subscriptions.value
        plans = () if told is None else told.plans
        ended = tuple(plan for plan in plans if has_ended(plan, now))
        covered = frozenset().union(*(plan.services for plan in ended))
        dormant = record.dormant.items()
        return cls(
            ended=ended,
            ending=tuple(plan for plan in plans if _is_ending(plan, now)),
            expired=frozenset(uid for uid, why in dormant if why == _EXPIRED) - covered,
        )

    @property
    def is_problem(self) -> bool:
        """Whether the owner has to do something, or go without."""
        return bool(self.ended or self.ending or self.expired)


def has_ended(plan: Plan, now: datetime) -> bool:
    """Whether a plan is over, as the cloud said or as its end has passed since."""
    passed = plan.ends_at is not None and plan.ends_at <= now
    return plan.ended or (passed and not plan.renews)


def service_status(record: VehicleRecord) -> ServiceStatus:
    """Return how the services stand; one in force is enough to be active."""
    words = set() if record.services else set(record.dormant.values())
    told = (status for word, status in _STATUSES.items() if word in words)
    return next(told, ServiceStatus.ACTIVATED)


def _is_ending(plan: Plan, now: datetime) -> bool:
    if plan.ends_at is None or plan.renews or has_ended(plan, now):
        return False
    return plan.ends_at <= now + AHEAD
