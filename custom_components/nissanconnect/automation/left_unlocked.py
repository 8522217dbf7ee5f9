"""The trigger for a car that was left unlocked."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, override

from homeassistant.const import ATTR_ENTITY_ID, CONF_FOR, CONF_OPTIONS, CONF_TARGET
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, State, callback
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.target import (
    TargetStateChangedData,
    async_track_target_selector_state_change_event,
)
from homeassistant.helpers.trigger import (
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .own import own_key, own_states
from .security import LOCKS, is_left_unlocked

CONF_AWAY_FROM: Final = "away_from"
_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_TARGET): cv.TARGET_FIELDS,
        vol.Required(CONF_OPTIONS, default={}): {
            vol.Optional(
                CONF_FOR, default=timedelta(minutes=10)
            ): cv.positive_time_period,
            vol.Optional(CONF_AWAY_FROM, default=[]): cv.entities_domain("zone"),
        },
    }
)


class LeftUnlocked(Trigger):
    """Fires once when a car has stood unlocked for a time, until it is secured."""

    @override
    @classmethod
    async def async_validate_config(
        cls, hass: HomeAssistant, config: ConfigType
    ) -> ConfigType:
        """Validate target and options."""
        validated: ConfigType = _SCHEMA(config)
        return validated

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Take target and options."""
        super().__init__(hass, config)
        options = config.options or {}
        self._target = config.target or {}
        self._for: timedelta = options[CONF_FOR]
        self._zones: list[str] = options[CONF_AWAY_FROM]

    @override
    async def async_attach_runner(
        self,
        run_action: TriggerActionRunner,
        did_not_trigger: TriggerNotTriggeredReporter | None = None,
    ) -> CALLBACK_TYPE:
        """Look at each car whenever one of its entities changes."""

        @callback
        def fire(lock: State) -> None:
            entity_id = lock.entity_id
            payload = {ATTR_ENTITY_ID: entity_id, "to_state": lock, "for": self._for}
            # The automation goes on by itself.
            _ = run_action(payload, f"{entity_id} left unlocked", lock.context)

        watch = _Watch(self._hass, self._for, self._zone_states, fire)
        unsubscribe = await async_track_target_selector_state_change_event(
            self._hass,
            self._target,
            watch.changed,
            self._with_siblings,
            watch.targets_changed,
            primary_entities_only=False,
        )

        @callback
        def detach() -> None:
            unsubscribe()
            watch.stop()

        return detach

    def _zone_states(self) -> list[State]:
        states = map(self._hass.states.get, self._zones)
        return [state for state in states if state is not None]

    def _with_siblings(self, entity_ids: set[str]) -> set[str]:
        """Return all entities of the cars that the target names the lock of."""
        return {
            state.entity_id
            for entity_id in entity_ids
            if own_key(self._hass, entity_id) in LOCKS
            for state in own_states(self._hass, entity_id).values()
        }


class _Watch:
    """Waits beside the cars that stand unlocked; by their devices."""

    def __init__(
        self,
        hass: HomeAssistant,
        patience: timedelta,
        zones: Callable[[], list[State]],
        fire: Callable[[State], None],
    ) -> None:
        self._hass = hass
        self._for = patience
        self._zones = zones
        self._fire = fire
        self._waiting: dict[str, CALLBACK_TYPE] = {}

    @callback
    def changed(self, data: TargetStateChangedData) -> None:
        """Look at the car of an entity."""
        self._look(data.state_change_event.data["entity_id"])

    @callback
    def targets_changed(
        self, added: set[str], _removed: set[str], _states: Mapping[str, State | None]
    ) -> None:
        """Look at cars that are new, those of the start too."""
        for entity_id in added:
            self._look(entity_id)

    @callback
    def stop(self) -> None:
        """Wait for nothing any more."""
        while self._waiting:
            self._waiting.popitem()[1]()

    def _look(self, entity_id: str) -> None:
        """Begin to wait, or end it; what is not known changes nothing."""
        entry = er.async_get(self._hass).async_get(entity_id)
        if entry is None or entry.device_id is None:
            return
        device = entry.device_id
        left = is_left_unlocked(own_states(self._hass, entity_id), self._zones())
        if left is False and device in self._waiting:
            self._waiting.pop(device)()
        elif left and device not in self._waiting:

            @callback
            def over(_: datetime) -> None:
                # It stays, so that the same stand is not told again.
                self._waiting[device] = _nothing
                self._end(entity_id)

            self._waiting[device] = async_call_later(self._hass, self._for, over)

    def _end(self, entity_id: str) -> None:
        car = own_states(self._hass, entity_id)
        if is_left_unlocked(car, self._zones()):
            self._fire(next(car[key] for key in LOCKS if key in car))


def _nothing() -> None:
    """Cancel nothing."""
