"""What has a measure, a moment or one of several states."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorStateClass,
)
from homeassistant.const import (
    EntityCategory,
    UnitOfEnergy,
    UnitOfLength,
    UnitOfPower,
    UnitOfPressure,
    UnitOfRatio,
    UnitOfTemperature,
    UnitOfVolume,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType
from homeassistant.util import dt as dt_util

from .alerts.sensor import OFFENCES, OffencesSensor
from .api.models import BatteryStatus, ChargeState, EngineState
from .coordinator import NissanConfigEntry, VehicleCoordinator
from .descriptions import ReadingSensorDescription
from .entity import ToldEntity, async_add_vehicle_entities, rows
from .inbox.sensor import LAST, LastNotificationSensor
from .known_sensor import KnownSensor, KnownSensorDescription, just
from .maintenance.sensor import (
    DISTANCE_LEFT,
    TIME_LEFT,
    ServiceDistanceSensor,
    ServiceTimeSensor,
)
from .plans.sensor import (
    PLANS,
    STATUS,
    PlanSensor,
    ServiceStatusSensor,
    async_add_other_plans,
)
from .reading.changes import ByClock
from .reading.reachability import Reachability
from .remote.sensor import REMOTE, RUN_END, RunEndSensor
from .sources import BATTERY, COCKPIT, HVAC, PRESSURE, Source, engine
from .trips.sensor import TRIPS, NissanTripSensor

PARALLEL_UPDATES = 0


class NissanSensorDescription(ReadingSensorDescription[StateType | datetime]):
    """Describes a sensor of a value that the car tells."""


# Electric cars tell a fuel of 0, others their range as a battery's (4.1, 8.3).
def _with_tank(vehicle: VehicleCoordinator) -> bool:
    return vehicle.record.electric is not True


def _with_battery(vehicle: VehicleCoordinator) -> bool:
    return vehicle.record.electric is not False


def _charge_end(battery: BatteryStatus) -> datetime | None:
    if battery.minutes_to_full is None or battery.reported_at is None:
        return None
    return battery.reported_at + timedelta(minutes=battery.minutes_to_full)


def _distance(
    key: str,
    source: Source[float],
    wanted: Callable[[VehicleCoordinator], bool] | None = None,
) -> NissanSensorDescription:
    return NissanSensorDescription(
        key=key,
        device_class=SensorDeviceClass.DISTANCE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfLength.KILOMETERS,
        suggested_display_precision=0,
        source=source,
        wanted=wanted,
    )


def _temperature(key: str, source: Source[float]) -> NissanSensorDescription:
    return NissanSensorDescription(
        key=key,
        device_class=SensorDeviceClass.TEMPERATURE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfTemperature.CELSIUS,
        source=source,
    )


def _pressure(key: str, source: Source[float]) -> NissanSensorDescription:
    return NissanSensorDescription(
        key=key,
        device_class=SensorDeviceClass.PRESSURE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfPressure.BAR,
        suggested_display_precision=2,
        source=source,
    )


_DRIVING: Final = (
    NissanSensorDescription(
        key="odometer",
        device_class=SensorDeviceClass.DISTANCE,
        state_class=SensorStateClass.TOTAL_INCREASING,
        native_unit_of_measurement=UnitOfLength.KILOMETERS,
        suggested_display_precision=0,
        source=COCKPIT(lambda it: it.odometer_km),
    ),
    NissanSensorDescription(
        key="fuel_level",
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfRatio.PERCENTAGE,
        suggested_display_precision=0,
        source=COCKPIT(lambda it: it.fuel_level_pct),
        wanted=_with_tank,
    ),
    NissanSensorDescription(
        key="fuel_volume",
        device_class=SensorDeviceClass.VOLUME_STORAGE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfVolume.LITERS,
        suggested_display_precision=1,
        source=COCKPIT(lambda it: it.fuel_l),
        wanted=_with_tank,
    ),
    NissanSensorDescription(
        key="fuel_range",
        device_class=SensorDeviceClass.DISTANCE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfLength.KILOMETERS,
        suggested_display_precision=0,
        source=COCKPIT(lambda it: it.fuel_range_km),
        wanted=_with_tank,
    ),
    NissanSensorDescription(
        key="engine_state",
        device_class=SensorDeviceClass.ENUM,
        options=list(EngineState),
        source=engine(lambda it: it),
    ),
)
_BATTERY: Final = (
    NissanSensorDescription(
        key="battery_level",
        device_class=SensorDeviceClass.BATTERY,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfRatio.PERCENTAGE,
        suggested_display_precision=0,
        source=BATTERY(lambda it: it.level_pct),
    ),
    _distance("battery_range", BATTERY(lambda it: it.range_km), _with_battery),
    _distance("battery_range_climate", BATTERY(lambda it: it.range_hvac_km)),
    NissanSensorDescription(
        key="battery_energy",
        device_class=SensorDeviceClass.ENERGY_STORAGE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=1,
        source=BATTERY(lambda it: it.energy_kwh),
    ),
    _temperature("battery_temperature", BATTERY(lambda it: it.temperature_c)),
    NissanSensorDescription(
        key="charge_state",
        device_class=SensorDeviceClass.ENUM,
        options=list(ChargeState),
        source=BATTERY(lambda it: it.charge),
    ),
    NissanSensorDescription(
        key="charge_power",
        device_class=SensorDeviceClass.POWER,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfPower.KILO_WATT,
        source=BATTERY(lambda it: it.power_kw),
    ),
    NissanSensorDescription(
        key="charge_end",
        device_class=SensorDeviceClass.TIMESTAMP,
        source=BATTERY(_charge_end),
    ),
)
_CABIN_AND_TYRES: Final = (
    _temperature("inside_temperature", HVAC(lambda it: it.inside_c)),
    _temperature("outside_temperature", HVAC(lambda it: it.outside_c)),
    _pressure("tyre_front_left", PRESSURE(lambda it: it.front_left_bar)),
    _pressure("tyre_front_right", PRESSURE(lambda it: it.front_right_bar)),
    _pressure("tyre_rear_left", PRESSURE(lambda it: it.rear_left_bar)),
    _pressure("tyre_rear_right", PRESSURE(lambda it: it.rear_right_bar)),
)
READINGS: Final = (*_DRIVING, *_BATTERY, *_CABIN_AND_TYRES)
CONTACT: Final = (
    KnownSensorDescription(
        key="last_contact",
        device_class=SensorDeviceClass.TIMESTAMP,
        known=just(lambda vehicle: vehicle.data.reported_at),
    ),
    KnownSensorDescription(
        key="reachability",
        by_clock=ByClock.REACHABILITY,
        device_class=SensorDeviceClass.ENUM,
        options=list(Reachability),
        known=just(lambda vehicle: vehicle.reachability),
    ),
    KnownSensorDescription(
        key="cloud_contact",
        by_clock=ByClock.POLL,
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        # It changes with each poll.
        entity_registry_enabled_default=False,
        known=just(lambda vehicle: vehicle.data.answered_at),
    ),
    KnownSensorDescription(
        key="next_poll",
        by_clock=ByClock.POLL,
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        known=just(lambda vehicle: vehicle.next_poll),
    ),
    KnownSensorDescription(
        key="calls_left",
        by_clock=ByClock.POLL,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        known=just(lambda vehicle: vehicle.calls_left),
    ),
    KnownSensorDescription(
        key="wakes_left",
        entity_category=EntityCategory.DIAGNOSTIC,
        known=just(lambda vehicle: vehicle.waker.left(dt_util.now())),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of each car."""
    async_add_vehicle_entities(
        entry,
        async_add_entities,
        rows(READINGS, NissanSensor),
        rows(TRIPS, NissanTripSensor),
        rows(CONTACT, KnownSensor),
        rows(RUN_END, RunEndSensor),
        rows(REMOTE, KnownSensor),
        rows(OFFENCES, OffencesSensor),
        rows(LAST, LastNotificationSensor),
        rows(TIME_LEFT, ServiceTimeSensor),
        rows(DISTANCE_LEFT, ServiceDistanceSensor),
        rows(PLANS, PlanSensor),
        rows(STATUS, ServiceStatusSensor),
    )
    async_add_other_plans(entry, async_add_entities)


class NissanSensor(ToldEntity[StateType | datetime], SensorEntity):
    """A sensor of a value that the car tells."""

    entity_description: NissanSensorDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """The value in the unit of the description."""
        return self.told
