"""The options: reading and waking, what may be commanded, the security of each car."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import UnitOfTime
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TimeSelector,
)
import voluptuous as vol

from .account.servers import is_makers
from .options import (
    CONF_ALLOW_UNLOCKING,
    CONF_ALLOW_UNPROVEN,
    CONF_CALL_BUDGET,
    CONF_HIDE_POSITION,
    CONF_HOLIDAY,
    CONF_QUIET_END,
    CONF_QUIET_START,
    CONF_READ_ONLY,
    CONF_WAKE_BUDGET,
    CONF_WAKE_EVERY,
    CONF_WAKING,
    INTERVALS,
    LEAST_MINUTES,
    LEAST_MINUTES_MAKERS,
    MOST_MINUTES,
    WAKING,
)
from .remote.security_flow import SecurityFlow

_MOST_CALLS: Final = 1_000_000


def _whole(unit: UnitOfTime | None, least: int, most: int) -> vol.All[Any]:
    number = NumberSelector(
        NumberSelectorConfig(
            mode=NumberSelectorMode.BOX,
            min=least,
            max=most,
            **({} if unit is None else {"unit_of_measurement": unit}),
        )
    )
    return vol.All(number, vol.Coerce(int))


_WAKING_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_WAKE_EVERY): _whole(UnitOfTime.HOURS, 0, 168),
        vol.Required(CONF_WAKE_BUDGET): _whole(None, 0, 24),
        vol.Optional(CONF_QUIET_START): TimeSelector(),
        vol.Optional(CONF_QUIET_END): TimeSelector(),
        vol.Required(CONF_HOLIDAY, default=False): BooleanSelector(),
    }
)


def _reading_schema(minutes: vol.All[Any] | NumberSelector) -> vol.Schema:
    intervals = {vol.Required(interval): minutes for interval in INTERVALS}
    waking = section(_WAKING_SCHEMA, {"collapsed": True})
    return vol.Schema(
        {
            **intervals,
            vol.Required(CONF_CALL_BUDGET, default=0): _whole(None, 0, _MOST_CALLS),
            vol.Required(CONF_WAKING): waking,
        }
    )


_READING_SCHEMA: Final = _reading_schema(
    NumberSelector(
        NumberSelectorConfig(
            mode=NumberSelectorMode.BOX,
            min=LEAST_MINUTES,
            max=MOST_MINUTES,
            step=LEAST_MINUTES,
            unit_of_measurement=UnitOfTime.MINUTES,
        )
    )
)
_MAKERS_READING_SCHEMA: Final = _reading_schema(
    _whole(UnitOfTime.MINUTES, LEAST_MINUTES_MAKERS, MOST_MINUTES)
)
_REMOTE_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_READ_ONLY, default=False): BooleanSelector(),
        vol.Required(CONF_ALLOW_UNLOCKING, default=False): BooleanSelector(),
    }
)
_MAKERS_REMOTE_SCHEMA: Final = _REMOTE_SCHEMA.extend(
    {vol.Required(CONF_ALLOW_UNPROVEN, default=False): BooleanSelector()}
)
_PRIVACY_SCHEMA: Final = vol.Schema(
    {vol.Required(CONF_HIDE_POSITION, default=False): BooleanSelector()}
)


class NissanOptionsFlow(SecurityFlow):
    """What the owner may choose; each choice stands by itself."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer what there is to choose; security codes only where a car has one."""
        choices = ["reading", "remote", "privacy"]
        if self.secured_vehicles:
            choices.append("security")
        return self.async_show_menu(step_id="init", menu_options=choices)

    async def async_step_reading(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose how often the cloud is read, and when cars may be woken."""
        errors: dict[str, str] = {}
        if user_input is not None:
            waking = user_input[CONF_WAKING]
            if (CONF_QUIET_START in waking) == (CONF_QUIET_END in waking):
                return self._create_entry(user_input)
            errors["base"] = "quiet_hours_incomplete"
        chosen = user_input or self.config_entry.options
        waking = {**WAKING, **chosen.get(CONF_WAKING, {})}
        makers = is_makers(self.config_entry.data)
        return self.async_show_form(
            step_id="reading",
            data_schema=self.add_suggested_values_to_schema(
                _MAKERS_READING_SCHEMA if makers else _READING_SCHEMA,
                {**INTERVALS, **chosen, CONF_WAKING: waking},
            ),
            errors=errors,
        )

    async def async_step_remote(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose which commands may be given."""
        if user_input is not None:
            return self._create_entry(user_input)
        makers = is_makers(self.config_entry.data)
        return self.async_show_form(
            step_id="remote",
            data_schema=self.add_suggested_values_to_schema(
                _MAKERS_REMOTE_SCHEMA if makers else _REMOTE_SCHEMA,
                self.config_entry.options,
            ),
        )

    async def async_step_privacy(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose whether the position comes into Home Assistant at all."""
        if user_input is not None:
            return self._create_entry(user_input)
        return self.async_show_form(
            step_id="privacy",
            data_schema=self.add_suggested_values_to_schema(
                _PRIVACY_SCHEMA, self.config_entry.options
            ),
        )

    def _create_entry(self, chosen: dict[str, Any]) -> ConfigFlowResult:
        """Take a choice, and leave the others as they were."""
        return self.async_create_entry(data={**self.config_entry.options, **chosen})
