"""Conditions that core has not: they join what a car tells."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, override

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR
from homeassistant.components.lock import DOMAIN as LOCK
from homeassistant.components.sensor import DOMAIN as SENSOR
from homeassistant.const import CONF_OPTIONS, CONF_TARGET, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.condition import (
    ATTR_BEHAVIOR,
    BEHAVIOR_ALL,
    BEHAVIOR_ANY,
    Condition,
    ConditionConfig,
    EntityConditionBase,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .automation.own import ANY, BREACHES, own_key, own_states
from .automation.security import LOCKS, is_locked, stands_open

CONF_KIND: Final = "kind"
CONF_WITHIN: Final = "within"
_LAST_CONTACT: Final = frozenset({f"{SENSOR}.last_contact"})


def _schema(options: Mapping[vol.Marker, object]) -> vol.Schema:
    """Return the schema of a condition about now: core's without a duration."""
    behavior = vol.Required(ATTR_BEHAVIOR, default=BEHAVIOR_ANY)
    return vol.Schema(
        {
            vol.Required(CONF_TARGET): cv.TARGET_FIELDS,
            vol.Required(CONF_OPTIONS, default={}): {
                behavior: vol.In([BEHAVIOR_ANY, BEHAVIOR_ALL]),
                **options,
            },
        }
    )


class _OfOurs(EntityConditionBase):
    """Tests entities of ours."""

    _schema = _schema({})
    _keys: frozenset[str]

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Keep what is ours and meant."""
        ours = super().entity_filter(entities)
        return {one for one in ours if own_key(self._hass, one) in self._keys}


class IsLockedAndClosed(_OfOurs):
    """The car is locked and nothing stands open."""

    _domain_specs: Mapping[str, DomainSpec] = {
        LOCK: DomainSpec(),
        BINARY_SENSOR: DomainSpec(),
    }
    _keys = LOCKS

    @property
    @override
    def needs_polling(self) -> bool:
        """Doors change without the lock."""
        return True

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Whether the car of the lock is so."""
        car = own_states(self._hass, entity_state.entity_id)
        return is_locked(car) is True and not stands_open(car)


class BreachGoingOn(_OfOurs):
    """An alert of a kind is breached now (M2)."""

    _domain_specs: Mapping[str, DomainSpec] = {BINARY_SENSOR: DomainSpec()}
    _schema = _schema({vol.Required(CONF_KIND, default=ANY): vol.In(BREACHES)})

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Take the kind."""
        super().__init__(hass, config)
        self._keys = BREACHES[(config.options or {})[CONF_KIND]]

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Whether it is."""
        return entity_state.state == STATE_ON


class DataIsFresh(_OfOurs):
    """The car has reported not long ago."""

    _domain_specs: Mapping[str, DomainSpec] = {SENSOR: DomainSpec()}
    _keys = _LAST_CONTACT
    _schema = _schema(
        {
            vol.Optional(
                CONF_WITHIN, default=timedelta(minutes=15)
            ): cv.positive_time_period
        }
    )

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Take the time."""
        super().__init__(hass, config)
        self._within: timedelta = (config.options or {})[CONF_WITHIN]

    @property
    @override
    def needs_polling(self) -> bool:
        """Time passes."""
        return True

    @override
    def is_valid_state(self, entity_state: State) -> bool:
        """Whether the last contact is as fresh."""
        contact = dt_util.parse_datetime(entity_state.state)
        return contact is not None and dt_util.utcnow() - contact <= self._within


_CONDITIONS: Final[dict[str, type[Condition]]] = {
    "breach_going_on": BreachGoingOn,
    "data_is_fresh": DataIsFresh,
    "is_locked_and_closed": IsLockedAndClosed,
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions by their names."""
    return _CONDITIONS
