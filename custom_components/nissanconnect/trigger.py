"""Triggers that core has not: they join what a car tells."""

from collections.abc import Mapping
from typing import Final, override

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR
from homeassistant.components.event import ATTR_EVENT_TYPE, DOMAIN as EVENT
from homeassistant.const import CONF_OPTIONS, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.trigger import (
    ENTITY_STATE_TRIGGER_SCHEMA_WITH_BEHAVIOR,
    EntityTriggerBase,
    NotTriggeredReasonReporter,
    StatelessEntityTriggerBase,
    Trigger,
    TriggerConfig,
)
import voluptuous as vol

from .automation.left_unlocked import LeftUnlocked
from .automation.own import ANY, BREACHES, own_key

CONF_KIND: Final = "kind"
_TRIP: Final = "event.trip"
_TRIP_FINISHED: Final = "trip_finished"
_WARNING: Final = f"{BINARY_SENSOR}.warning_"
_THEFT: Final = f"{BINARY_SENSOR}.theft_alarm"


class _Began(EntityTriggerBase):
    """Something of ours has turned on."""

    _domain_specs: Mapping[str, DomainSpec] = {BINARY_SENSOR: DomainSpec()}

    @override
    def is_valid_state(
        self, state: State, report_not_triggered: NotTriggeredReasonReporter
    ) -> bool:
        """Whether it is on."""
        return state.state == STATE_ON

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Keep what is ours and meant."""
        return {
            entity_id
            for entity_id in super().entity_filter(entities)
            if self._means(own_key(self._hass, entity_id) or "")
        }

    def _means(self, key: str) -> bool:
        raise NotImplementedError


class BreachBegan(_Began):
    """An alert of a kind is breached (M2)."""

    _schema = ENTITY_STATE_TRIGGER_SCHEMA_WITH_BEHAVIOR.extend(
        {
            vol.Required(CONF_OPTIONS, default={}): {
                vol.Required(CONF_KIND, default=ANY): vol.In(BREACHES)
            }
        }
    )

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Take the kind."""
        super().__init__(hass, config)
        self._keys = BREACHES[self._options[CONF_KIND]]

    @override
    def _means(self, key: str) -> bool:
        return key in self._keys


class TheftAlarm(_Began):
    """The theft alarm sounds (T1)."""

    @override
    def _means(self, key: str) -> bool:
        return key == _THEFT


class WarningAppeared(_Began):
    """A warning lamp is lit (H1)."""

    _primary_entities_only = False

    @override
    def _means(self, key: str) -> bool:
        return key.startswith(_WARNING)


class TripFinished(StatelessEntityTriggerBase):
    """A trip has ended (D1)."""

    _domain_specs: Mapping[str, DomainSpec] = {EVENT: DomainSpec()}

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        """Keep the trips of our cars."""
        ours = super().entity_filter(entities)
        return {one for one in ours if own_key(self._hass, one) == _TRIP}

    @override
    def is_valid_state(
        self, state: State, report_not_triggered: NotTriggeredReasonReporter
    ) -> bool:
        """Whether it is an end."""
        ended: bool = state.attributes.get(ATTR_EVENT_TYPE) == _TRIP_FINISHED
        return ended


_TRIGGERS: Final[dict[str, type[Trigger]]] = {
    "breach_began": BreachBegan,
    "left_unlocked": LeftUnlocked,
    "theft_alarm": TheftAlarm,
    "trip_finished": TripFinished,
    "warning_appeared": WarningAppeared,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers by their names."""
    return _TRIGGERS
