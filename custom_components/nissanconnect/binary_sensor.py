"""What is either so or not: locked, open, plugged in, running."""

from collections.abc import Callable, Mapping
from typing import Any, Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .alerts.binary_sensor import BREACHES, BreachBinarySensor
from .api.commands import Command, Lock, StartClimate
from .api.models import ChargeState, EngineState
from .coordinator import NissanConfigEntry, VehicleCoordinator
from .descriptions import ReadingDescription
from .entity import ToldEntity, async_add_vehicle_entities, rows
from .health.binary_sensor import (
    OVERALL,
    WARNINGS,
    HealthBinarySensor,
    WarningBinarySensor,
)
from .inbox.binary_sensor import THEFT, TheftAlarmBinarySensor
from .place.binary_sensor import PRIVACY, PrivacyBinarySensor
from .plans.binary_sensor import PROBLEM, SubscriptionProblem
from .remote.entity import COMFORT_C
from .sources import (
    BATTERY,
    HVAC,
    LOCKS,
    Source,
    engine,
)

PARALLEL_UPDATES = 0

ATTR_STARTED_BY: Final = "started_by"


class NissanBinarySensorDescription(
    ReadingDescription[bool], BinarySensorEntityDescription
):
    """Describes a binary sensor."""


def _door(key: str, source: Source[bool]) -> NissanBinarySensorDescription:
    return NissanBinarySensorDescription(
        key=key, device_class=BinarySensorDeviceClass.DOOR, source=source
    )


def _without(command: Command) -> Callable[[VehicleCoordinator], bool]:
    """Return which cars do not show it already by an entity of the command."""
    return lambda vehicle: not vehicle.remote.rights.offers(command)


_DOORS: Final = (
    NissanBinarySensorDescription(
        key="doors_locked",
        wanted=_without(Lock()),
        device_class=BinarySensorDeviceClass.LOCK,
        # Home Assistant's lock class is on when unlocked.
        source=LOCKS(lambda it: None if it.locked is None else not it.locked),
    ),
    _door("door_front_left", LOCKS(lambda it: it.front_left)),
    _door("door_front_right", LOCKS(lambda it: it.front_right)),
    _door("door_driver", LOCKS(lambda it: it.driver)),
    _door("door_passenger", LOCKS(lambda it: it.passenger)),
    _door("door_rear_left", LOCKS(lambda it: it.rear_left)),
    _door("door_rear_right", LOCKS(lambda it: it.rear_right)),
    _door("hatch", LOCKS(lambda it: it.hatch)),
    _door("hood", LOCKS(lambda it: it.hood)),
    NissanBinarySensorDescription(
        key="sunroof",
        device_class=BinarySensorDeviceClass.WINDOW,
        source=LOCKS(lambda it: it.sunroof),
    ),
)
_RUNNING: Final = (
    NissanBinarySensorDescription(
        key="climate_running",
        wanted=_without(StartClimate(COMFORT_C)),
        device_class=BinarySensorDeviceClass.RUNNING,
        source=HVAC(lambda it: it.on),
    ),
    NissanBinarySensorDescription(
        key="plugged_in",
        device_class=BinarySensorDeviceClass.PLUG,
        source=BATTERY(lambda it: it.plugged),
    ),
    NissanBinarySensorDescription(
        key="charging",
        device_class=BinarySensorDeviceClass.BATTERY_CHARGING,
        source=BATTERY(
            lambda it: None if it.charge is None else it.charge is ChargeState.CHARGING
        ),
    ),
)
READINGS: Final = (*_DOORS, *_RUNNING)
ENGINE: Final = (
    NissanBinarySensorDescription(
        key="engine_running",
        device_class=BinarySensorDeviceClass.RUNNING,
        source=engine(lambda it: it.running),
    ),
)
_STARTED_BY: Final = {
    EngineState.RUNNING_BY_KEY: "key",
    EngineState.RUNNING_REMOTELY: "remote",
}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the binary sensors of each car."""
    async_add_vehicle_entities(
        entry,
        async_add_entities,
        rows(READINGS, NissanBinarySensor),
        rows(OVERALL, HealthBinarySensor),
        rows(WARNINGS, WarningBinarySensor),
        rows(ENGINE, EngineBinarySensor),
        rows(BREACHES, BreachBinarySensor),
        rows(THEFT, TheftAlarmBinarySensor),
        rows(PRIVACY, PrivacyBinarySensor),
        rows(PROBLEM, SubscriptionProblem),
    )


class NissanBinarySensor(ToldEntity[bool], BinarySensorEntity):
    """A binary sensor of a car."""

    entity_description: NissanBinarySensorDescription

    @property
    @override
    def is_on(self) -> bool | None:
        """Whether it is so."""
        return self.told


class EngineBinarySensor(NissanBinarySensor):
    """Whether the engine runs, and who started it."""

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any]:
        """Who started it, None while it does not run."""
        return {**super().extra_state_attributes, ATTR_STARTED_BY: self._besides}

    @property
    @override
    def _besides(self) -> str | None:
        """Who started it: the car tells that by the same word."""
        state = self.coordinator.data.engine
        return None if state is None else _STARTED_BY.get(state)
