"""Whether something is wrong with what is paid for."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory

from ..api.subscriptions import Plan
from ..descriptions import VehicleDescription
from ..entity import VehicleEntity
from ..reading.changes import ByClock
from .sensor import lists_services
from .services import service_names
from .standing import Standing


class SubscriptionProblemDescription(VehicleDescription, BinarySensorEntityDescription):
    """Describes the problem of cars whose services are told."""


PROBLEM: Final = (
    SubscriptionProblemDescription(
        key="subscription_problem",
        by_clock=ByClock.PLANS,
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
        wanted=lists_services,
    ),
)


class SubscriptionProblem(VehicleEntity, BinarySensorEntity):
    """Whether a plan has ended, or ends within 30 days and does not renew itself."""

    entity_description: SubscriptionProblemDescription

    @property
    @override
    def available(self) -> bool:
        """Whether the cloud answered lately."""
        return super().available and self.cloud_answers

    @property
    @override
    def is_on(self) -> bool:
        """Whether it is so."""
        return self._standing.is_problem

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Which plans, and which services that ended without a plan told."""
        standing = self._standing
        return {
            "ended": _names(standing.ended),
            "ending": _names(standing.ending),
            "expired_services": service_names(standing.expired),
        }

    @property
    @override
    def _shown(self) -> Any:
        """What state and attributes are made of."""
        return self.available, self._standing

    @property
    def _standing(self) -> Standing:
        car = self.coordinator
        return Standing.of(car.record, car.data, car.server_now)


def _names(plans: Iterable[Plan]) -> list[str]:
    return [plan.name for plan in plans]
