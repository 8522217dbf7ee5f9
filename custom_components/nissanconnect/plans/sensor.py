"""Sensors of plans and of the service status."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, override
from weakref import WeakKeyDictionary

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
)
from homeassistant.const import EntityCategory
from homeassistant.core import callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from ..api.subscriptions import Plan
from ..coordinator import NissanConfigEntry, VehicleCoordinator
from ..descriptions import ReadingSensorDescription
from ..entity import ToldEntity, async_follow_vehicles
from ..known_sensor import KnownSensor, KnownSensorDescription, just
from ..reading.changes import TOLD, ByClock, Topic
from ..sources import SUBSCRIPTIONS
from .services import KNOWN_PLANS, plan_text, service_names
from .standing import ServiceStatus, has_ended, service_status


class PlanDescription(ReadingSensorDescription[Plan]):
    """Describes the end of a plan."""


def lists_services(vehicle: VehicleCoordinator) -> bool:
    """Whether the list tells a car's services."""
    return bool(vehicle.record.services or vehicle.record.dormant)


def _plan(name: str) -> PlanDescription:
    return PlanDescription(
        key=f"plan_{name}_end",
        by_clock=ByClock.PLANS,
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        source=SUBSCRIPTIONS(lambda told: told.plan(name)),
    )


PLANS: Final = tuple(map(_plan, KNOWN_PLANS))
# Lends its texts to plans whose names are new to us.
OTHER: Final = _plan("other")
STATUS: Final = (
    KnownSensorDescription(
        key="service_status",
        device_class=SensorDeviceClass.ENUM,
        entity_category=EntityCategory.DIAGNOSTIC,
        options=list(ServiceStatus),
        known=just(lambda vehicle: service_status(vehicle.record)),
        wanted=lists_services,
    ),
)


@callback
def async_add_other_plans(
    entry: NissanConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add plans whose names are new to us, when a server tells them."""
    added = WeakKeyDictionary[VehicleCoordinator, set[str]]()

    @callback
    def add_new(vehicle: VehicleCoordinator) -> None:
        told = vehicle.data.subscriptions.value
        known = added.setdefault(vehicle, set(KNOWN_PLANS))
        for plan in () if told is None else told.plans:
            if plan.name not in known:
                known.add(plan.name)
                named = plan_text(vehicle.hass, plan.name)
                async_add_entities([PlanSensor(vehicle, _plan(plan.name), named)])

    async_follow_vehicles(entry, add_new)


class PlanSensor(ToldEntity[Plan], SensorEntity):
    """The end of a plan, or of its period that runs; it stays when the plan ended."""

    entity_description: PlanDescription

    def __init__(
        self,
        vehicle: VehicleCoordinator,
        description: PlanDescription,
        named: str | None = None,
    ) -> None:
        """Take the plan's name from the texts; without one of its own it is `named`."""
        super().__init__(vehicle, description)
        if named is not None:
            self._attr_translation_key = OTHER.key
            self._attr_translation_placeholders = {"plan": named}

    @property
    @override
    def _sources(self) -> frozenset[Topic]:
        """It also goes by when the cloud last answered, whatever that was."""
        return TOLD

    @property
    @override
    def _answered_at(self) -> datetime | None:
        """Plans are read too seldom to go by their own answers."""
        return self.coordinator.data.answered_at

    @property
    @override
    def native_value(self) -> datetime | None:
        """When it ends."""
        return None if self.told is None else self.told.ends_at

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """What it brings, and whether it goes on."""
        if (plan := self.told) is None:
            return super().extra_state_attributes
        return {
            **super().extra_state_attributes,
            "ended": self._ended,
            "renews": plan.renews,
            "services": service_names(plan.services),
        }

    @property
    @override
    def _besides(self) -> bool:
        """An end may pass without a word of the cloud."""
        return self._ended

    @property
    def _ended(self) -> bool:
        plan = self.told
        return plan is not None and has_ended(plan, self.coordinator.server_now)


class ServiceStatusSensor(KnownSensor):
    """Whether a car's services are on, by the list of cars (E8)."""

    @property
    @override
    def available(self) -> bool:
        """Whether the cloud answered lately."""
        return super().available and self.cloud_answers
