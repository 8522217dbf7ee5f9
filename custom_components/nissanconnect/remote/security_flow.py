"""The dialog that sets up the security of a car; it goes on where it was left (S1)."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.helpers.translation import async_get_translations
import voluptuous as vol

from ..account.servers import is_makers
from ..api.outcomes import CommandResult, Outcome
from ..const import DOMAIN
from ..coordinator import NissanConfigEntry, VehicleCoordinator
from ..device import display_name
from .failures import failure
from .security_setup import SecuritySetup

CONF_VEHICLE: Final = "vehicle"
CONF_ONE_TIME_CODE: Final = "one_time_code"
CONF_RESEND: Final = "resend"
CONF_SECURITY_CODE: Final = "security_code"
CONF_REPEATED: Final = "security_code_repeated"
CONF_KEEP: Final = "keep"
CONF_CONFIRMATION: Final = "confirmation"

_CODE = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
)
_ONE_TIME_CODE = TextSelector(TextSelectorConfig(autocomplete="one-time-code"))
_NOTHING: Final = vol.Schema({})
_ONE_TIME_CODE_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(CONF_ONE_TIME_CODE): _ONE_TIME_CODE,
        vol.Required(CONF_RESEND, default=False): BooleanSelector(),
    }
)
_KEEP_CODE_SCHEMA: Final = vol.Schema({vol.Required(CONF_SECURITY_CODE): _CODE})
_KEEP: Final = {vol.Required(CONF_KEEP, default=False): BooleanSelector()}
_TAKE_OVER_SCHEMA: Final = _KEEP_CODE_SCHEMA.extend(_KEEP)
_NEW_CODE_SCHEMA: Final = _KEEP_CODE_SCHEMA.extend(
    {vol.Required(CONF_REPEATED): _CODE, **_KEEP}
)
_REPLACING_SCHEMA: Final = _NEW_CODE_SCHEMA.extend(
    {vol.Required(CONF_CONFIRMATION): TextSelector()}
)


class SecurityFlow(OptionsFlowWithReload):
    """The steps of one car: its device, its security code."""

    _vin: str | None = None
    _following: asyncio.Task[CommandResult | None] | None = None
    _waiting: asyncio.Task[None] | None = None

    @property
    def secured_vehicles(self) -> dict[str, VehicleCoordinator]:
        """The cars that have a security code, by VIN."""
        entry: NissanConfigEntry = self.config_entry
        if entry.state is not ConfigEntryState.LOADED:
            return {}
        return {
            vin: vehicle
            for vin, vehicle in entry.runtime_data.vehicles.items()
            if vehicle.remote.rights.has_code
        }

    @property
    def _vehicle(self) -> VehicleCoordinator:
        """The chosen car; looked up anew, for the entry may have been reloaded."""
        vehicle = self.secured_vehicles.get(self._vin or "")
        if vehicle is None:
            raise AbortFlow("not_loaded")
        return vehicle

    @property
    def _security(self) -> SecuritySetup:
        return self._vehicle.security

    async def async_step_security(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose a car, if there are several."""
        vehicles = self.secured_vehicles
        if user_input is None and len(vehicles) > 1:
            return self.async_show_form(
                step_id="security", data_schema=_choice(vehicles)
            )
        self._vin = (user_input or {}).get(CONF_VEHICLE) or next(iter(vehicles), None)
        await self._security.async_check()
        step = getattr(self, f"async_step_{self._security.step}")
        result: ConfigFlowResult = await step()
        return result

    async def async_step_request_code(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Have a one-time code mailed, when the owner is ready for it."""
        error = None
        if user_input is not None:
            try:
                await self._security.async_request_code()
            except HomeAssistantError as err:
                error = err
            else:
                return await self.async_step_one_time_code()
        return await self._async_form("request_code", _NOTHING, error)

    async def async_step_one_time_code(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Type the mailed code, or have another one mailed."""
        error: HomeAssistantError | str | None = None
        if user_input is not None:
            one_time_code = user_input.get(CONF_ONE_TIME_CODE, "").strip()
            try:
                if user_input[CONF_RESEND]:
                    await self._security.async_request_code()
                elif one_time_code:
                    await self._security.async_register(one_time_code)
                    return await self.async_step_choose_code()
                else:
                    error = "one_time_code_missing"
            except HomeAssistantError as err:
                error = err
        return await self._async_form("one_time_code", _ONE_TIME_CODE_SCHEMA, error)

    async def async_step_choose_code(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer the two ways to a security code."""
        return self._show_menu(
            "choose_code", ["take_over", "new_code", "remove_device"]
        )

    async def async_step_take_over(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take over the security code that is in force."""
        deed = None
        if user_input is not None:
            code, keep = user_input[CONF_SECURITY_CODE], user_input[CONF_KEEP]
            deed = self._security.async_take_over(code, keep=keep)
        return await self._async_ask(
            "take_over", _TAKE_OVER_SCHEMA, deed, "code_taken_over"
        )

    async def async_step_new_code(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Type a new security code twice; the first steps in the car are done."""
        error: HomeAssistantError | str | None = None
        if user_input is not None:
            error = self._mistake(user_input)
            if error is None:
                code, keep = user_input[CONF_SECURITY_CODE], user_input[CONF_KEEP]
                try:
                    await self._security.async_enrol(code, keep=keep)
                except HomeAssistantError as err:
                    error = err
                else:
                    return await self.async_step_await_car()
        makers = is_makers(self.config_entry.data)
        schema = _REPLACING_SCHEMA if makers else _NEW_CODE_SCHEMA
        return await self._async_form("new_code", schema, error)

    def _mistake(self, user_input: dict[str, Any]) -> str | None:
        """Return what is wrong with a new security code before it is sent."""
        if user_input[CONF_SECURITY_CODE] != user_input[CONF_REPEATED]:
            return "codes_differ"
        name = display_name(self._vehicle.record)
        typed: str = user_input.get(CONF_CONFIRMATION, name)
        return None if typed.strip() == name else "not_confirmed"

    async def async_step_await_car(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Wait while the owner does the last steps in the car."""
        if self._waiting is None:
            self._following = self._security.async_follow()
            # A dialog that is closed takes its own task with it, not the car's.
            self._waiting = self.hass.async_create_task(_async_end(self._following))
        if not self._waiting.done():
            return self.async_show_progress(
                step_id="await_car",
                progress_action="await_car",
                progress_task=self._waiting,
                description_placeholders=self._placeholders,
            )
        return self.async_show_progress_done(next_step_id="enrolled")

    async def async_step_enrolled(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell whether the new security code is in force."""
        following = self._following
        known = following is not None and not following.cancelled()
        result = following.result() if following is not None and known else None
        if result is None:
            return self._abort("code_unknown")
        if result.outcome is Outcome.DONE:
            return self._abort("code_set")
        why = await _async_text(self.hass, failure(result))
        return self._abort("code_not_set", why=why)

    async def async_step_manage(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer what can be done once all is set up."""
        remote = self._vehicle.remote
        choices = ["new_code"]
        choices.append("forget_code" if remote.rights.keeps_code else "keep_code")
        if remote.state.stopped:
            choices.append("lift_stop")
        return self._show_menu("manage", [*choices, "remove_device"])

    async def async_step_keep_code(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Keep the security code here, once the car has taken it."""
        deed = None
        if user_input is not None:
            code = user_input[CONF_SECURITY_CODE]
            deed = self._security.async_take_over(code, keep=True)
        return await self._async_ask("keep_code", _KEEP_CODE_SCHEMA, deed, "code_kept")

    async def async_step_forget_code(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the security code at each use from now on."""
        self._security.async_forget_code()
        return self._abort("code_forgotten")

    async def async_step_lift_stop(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Allow security codes again, once the owner has confirmed it."""
        confirmed = user_input is not None
        deed = self._vehicle.remote.async_lift_stop() if confirmed else None
        return await self._async_ask("lift_stop", _NOTHING, deed, "stop_lifted")

    async def async_step_remove_device(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Remove this device from the car, once the owner has confirmed it."""
        confirmed = user_input is not None
        deed = self._security.async_remove_device() if confirmed else None
        return await self._async_ask("remove_device", _NOTHING, deed, "device_removed")

    @property
    def _placeholders(self) -> dict[str, str]:
        return {"vehicle": display_name(self._vehicle.record)}

    def _show_menu(self, step_id: str, choices: list[str]) -> ConfigFlowResult:
        return self.async_show_menu(
            step_id=step_id,
            menu_options=choices,
            description_placeholders=self._placeholders,
        )

    async def _async_ask(
        self,
        step_id: str,
        schema: vol.Schema,
        deed: Coroutine[Any, Any, None] | None,
        done: str,
    ) -> ConfigFlowResult:
        """Show a form until its deed is done, then end with the reason `done`."""
        error = None
        if deed is not None:
            try:
                await deed
            except HomeAssistantError as err:
                error = err
            else:
                return self._abort(done)
        return await self._async_form(step_id, schema, error)

    async def _async_form(
        self, step_id: str, schema: vol.Schema, error: HomeAssistantError | str | None
    ) -> ConfigFlowResult:
        """Show an empty form, with what was wrong with the one before."""
        errors, placeholders = dict[str, str](), self._placeholders
        if isinstance(error, str):
            errors["base"] = error
        elif error is not None:
            errors["base"] = "not_done"
            placeholders["why"] = await _async_text(self.hass, error)
        return self.async_show_form(
            step_id=step_id,
            data_schema=schema,
            errors=errors,
            description_placeholders=placeholders,
        )

    def _abort(self, reason: str, **placeholders: str) -> ConfigFlowResult:
        """End, and tell what came of it."""
        return self.async_abort(
            reason=reason,
            description_placeholders={**self._placeholders, **placeholders},
        )


def _choice(vehicles: dict[str, VehicleCoordinator]) -> vol.Schema:
    options = [
        SelectOptionDict(value=vin, label=display_name(vehicle.record))
        for vin, vehicle in vehicles.items()
    ]
    selector = SelectSelector(SelectSelectorConfig(options=options))
    return vol.Schema({vol.Required(CONF_VEHICLE): selector})


async def _async_end(task: asyncio.Task[Any]) -> None:
    """Wait for the end of a task, however it ends; leave it alone if cancelled."""
    await asyncio.wait([task])


async def _async_text(hass: HomeAssistant, error: HomeAssistantError) -> str:
    """Return an error's text in Home Assistant's language."""
    texts = await async_get_translations(
        hass, hass.config.language, "exceptions", {DOMAIN}
    )
    text = texts[f"component.{DOMAIN}.exceptions.{error.translation_key}.message"]
    return text.format(**(error.translation_placeholders or {}))
