"""The climate of cars that have it without their engine (protocol 5.3)."""

from typing import Any, Final, override

from homeassistant.components.climate import (
    ATTR_HVAC_MODE,
    ClimateEntity,
    ClimateEntityDescription,
    ClimateEntityFeature,
    HVACMode,
)
from homeassistant.const import ATTR_TEMPERATURE, UnitOfTemperature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import RestoreEntity

from .api.commands import StartClimate, StopClimate
from .api.models import HvacStatus
from .coordinator import NissanConfigEntry, VehicleCoordinator
from .entity import async_add_vehicle_entities, rows
from .remote.entity import COMFORT_C, ControlDescription, ControlEntity
from .sources import HVAC

# Each car has a queue of its own.
PARALLEL_UPDATES = 0


class NissanClimateDescription(
    ControlDescription[HvacStatus], ClimateEntityDescription
):
    """Describes the climate."""


DESCRIPTIONS: Final = (
    NissanClimateDescription(
        key="climate", command=StartClimate(COMFORT_C), source=HVAC(lambda it: it)
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the climate of each car."""
    async_add_vehicle_entities(
        entry, async_add_entities, rows(DESCRIPTIONS, NissanClimate)
    )


class NissanClimate(ControlEntity[HvacStatus], ClimateEntity, RestoreEntity):
    """The climate of a car; whether it runs comes from the car alone."""

    entity_description: NissanClimateDescription
    _attr_hvac_modes = [HVACMode.OFF, HVACMode.HEAT_COOL]  # noqa: RUF012 - as the base
    # What clients are known to ask for (protocol 5.3).
    _attr_min_temp = 16
    _attr_max_temp = 26
    _attr_target_temperature_step = 1
    _attr_temperature_unit = UnitOfTemperature.CELSIUS
    _attr_supported_features = (
        ClimateEntityFeature.TARGET_TEMPERATURE
        | ClimateEntityFeature.TURN_ON
        | ClimateEntityFeature.TURN_OFF
    )

    def __init__(
        self, vehicle: VehicleCoordinator, description: NissanClimateDescription
    ) -> None:
        """Know no wish of the owner yet."""
        super().__init__(vehicle, description)
        self._wished_c: float | None = None

    @override
    async def async_added_to_hass(self) -> None:
        """Take the owner's last wish back."""
        await super().async_added_to_hass()
        if (last := await self.async_get_last_state()) is not None:
            self._wished_c = last.attributes.get(ATTR_TEMPERATURE)

    @property
    @override
    def hvac_mode(self) -> HVACMode | None:
        """Whether the car told that it runs."""
        if self.told is None or self.told.on is None:
            return None
        return HVACMode.HEAT_COOL if self.told.on else HVACMode.OFF

    @property
    @override
    def current_temperature(self) -> float | None:
        """Degrees Celsius in the cabin."""
        return None if self.told is None else self.told.inside_c

    @property
    @override
    def target_temperature(self) -> float:
        """What the running climate aims at, or the next start will; Celsius."""
        aim = None if self.told is None else self.told.next_target_c
        if aim is not None and (self._is_on or self._wished_c is None):
            return aim
        return self._wished_c or COMFORT_C

    @override
    async def async_set_temperature(self, **kwargs: Any) -> None:
        """Start with a temperature; while it is off only keep it for the next start."""
        self._wished_c = kwargs[ATTR_TEMPERATURE]
        self.async_write_ha_state()
        mode = kwargs.get(ATTR_HVAC_MODE) or self.hvac_mode
        if mode is not None and (self._is_on or mode is not HVACMode.OFF):
            await self.async_set_hvac_mode(mode)

    @override
    async def async_set_hvac_mode(self, hvac_mode: HVACMode) -> None:
        """Start or stop it; raises HomeAssistantError with the reason."""
        if hvac_mode is HVACMode.OFF:
            await self._async_send(StopClimate())
        else:
            wish = self._wished_c or self.target_temperature
            await self._async_send(StartClimate(wish))

    @property
    def _is_on(self) -> bool:
        return self.hvac_mode is HVACMode.HEAT_COOL
