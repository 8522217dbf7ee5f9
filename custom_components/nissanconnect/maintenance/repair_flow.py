"""The answer to a reminder: when the service after it is due (V1)."""

from typing import Any, Final

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import UnitOfLength
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.selector import (
    DateSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..coordinator import NissanConfigEntry
from .entity import MOST_KM

DUE_DATE: Final = "due_date"
DUE_ODOMETER: Final = "due_odometer"
_FORM: Final = vol.Schema(
    {
        vol.Required(DUE_DATE): DateSelector(),
        vol.Required(DUE_ODOMETER): NumberSelector(
            NumberSelectorConfig(
                min=0,
                max=MOST_KM,
                step=1,
                mode=NumberSelectorMode.BOX,
                unit_of_measurement=UnitOfLength.KILOMETERS,
            )
        ),
    }
)


class NextServiceFlow(RepairsFlow):
    """Asks for both halves of the next service after one was done."""

    def __init__(self, entry: NissanConfigEntry, vin: str) -> None:
        """Know which car of which account."""
        self._entry = entry
        self._vin = vin

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_next_service()

    async def async_step_next_service(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Set the next service."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if self._entry.state is not ConfigEntryState.LOADED:
                return self.async_abort(reason="not_loaded")
            errors = await self._async_set(user_input)
            if not errors:
                return self.async_create_entry(data={})
        form = self.add_suggested_values_to_schema(_FORM, user_input)
        issue = ir.async_get(self.hass).async_get_issue(self.handler, self.issue_id)
        return self.async_show_form(
            step_id="next_service",
            data_schema=form,
            errors=errors,
            description_placeholders=(
                None if issue is None else issue.translation_placeholders
            ),
        )

    async def _async_set(self, answer: dict[str, Any]) -> dict[str, str]:
        """Set what was answered; return what is wrong with it, by field."""
        due_on = dt_util.parse_date(answer[DUE_DATE])
        vehicle = self._entry.runtime_data.vehicles.get(self._vin)
        if vehicle is None:
            return {"base": "not_set"}
        if due_on is None or due_on <= dt_util.now().date():
            return {DUE_DATE: "not_ahead"}
        try:
            due_km = int(answer[DUE_ODOMETER])
            await vehicle.service_book.async_set(due_on=due_on, due_km=due_km)
        except HomeAssistantError:
            return {"base": "not_set"}
        return {}
