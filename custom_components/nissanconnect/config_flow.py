"""Add, re-authenticate and change an account."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, override

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar
from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigFlowResult
from homeassistant.const import CONF_EMAIL, CONF_PASSWORD, CONF_URL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import (
    async_create_clientsession,
    async_get_clientsession,
)
from homeassistant.helpers.selector import (
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .account.servers import CONF_SERVER, REGION_EUROPE, server_of
from .api.client import NissanClient
from .api.errors import NissanError
from .const import DOMAIN, LOGGER
from .options_flow import NissanOptionsFlow
from .reasons import reason

EMULATOR: Final = "http://127.0.0.1:8270"
_EMULATOR_ACCOUNT: Final = {
    CONF_EMAIL: "demo@example.com",
    CONF_PASSWORD: "Emulator-1",
}
_PROBE_TIMEOUT: Final = ClientTimeout(total=2)

_EMAIL = TextSelector(
    TextSelectorConfig(type=TextSelectorType.EMAIL, autocomplete="username")
)
_PASSWORD = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password")
)
_URL = TextSelector(TextSelectorConfig(type=TextSelectorType.URL))
_REAUTH_SCHEMA = vol.Schema({vol.Required(CONF_PASSWORD): _PASSWORD})
_ACCOUNT_SCHEMA = vol.Schema(
    {vol.Required(CONF_EMAIL): _EMAIL, vol.Required(CONF_PASSWORD): _PASSWORD}
)
_ADDRESS_SCHEMA = vol.Schema({vol.Required(CONF_URL): _URL}).extend(
    _ACCOUNT_SCHEMA.schema
)


class NissanConfigFlow(ConfigFlow, domain=DOMAIN):
    """Sign in to an account and see that it has cars."""

    VERSION = 1

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> NissanOptionsFlow:
        """Return the options flow."""
        return NissanOptionsFlow()

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose a cloud: the maker's, or the emulator if one answers here."""
        options = [REGION_EUROPE, "address"]
        if await _async_emulator_answers(self.hass):
            options.insert(0, "emulator")
        return self.async_show_menu(step_id="user", menu_options=options)

    async def async_step_emulator(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Add the emulator's demo account without asking for anything."""
        data = {CONF_SERVER: EMULATOR, **_EMULATOR_ACCOUNT}
        if await self._async_sign_in(data):
            return self.async_abort(reason="emulator_refused")
        return self._create_entry(data)

    async def async_step_europe(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Add an account of the maker's European cloud."""
        errors: dict[str, str] = {}
        if user_input is not None:
            data = {CONF_SERVER: REGION_EUROPE, **user_input}
            errors = await self._async_sign_in(data)
            if not errors:
                return self._create_entry(data)
        return self._show_form(REGION_EUROPE, _ACCOUNT_SCHEMA, user_input, errors)

    async def async_step_address(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Add an account of another server: the emulator elsewhere, or a proxy."""
        errors: dict[str, str] = {}
        if user_input is not None:
            data = _with_server(user_input)
            errors = await self._async_sign_in(data)
            if not errors:
                return self._create_entry(data)
        return self._show_form("address", _ADDRESS_SCHEMA, user_input, errors)

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Begin anew with a password that is taken."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the password."""
        entry = self._get_reauth_entry()
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = await self._async_sign_in({**entry.data, **user_input})
            if not errors:
                self._abort_if_unique_id_mismatch(reason="wrong_account")
                return self.async_update_reload_and_abort(
                    entry, data_updates=user_input
                )
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=_REAUTH_SCHEMA,
            errors=errors,
            description_placeholders={"account": entry.data[CONF_EMAIL]},
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Change e-mail, password or address of the same account."""
        entry = self._get_reconfigure_entry()
        server = entry.data[CONF_SERVER]
        errors: dict[str, str] = {}
        if user_input is not None:
            data = {CONF_SERVER: server, **_with_server(user_input)}
            errors = await self._async_sign_in(data)
            if not errors:
                self._abort_if_unique_id_mismatch(reason="wrong_account")
                return self.async_update_reload_and_abort(
                    entry, title=data[CONF_EMAIL], data_updates=data
                )
        schema = _ACCOUNT_SCHEMA if server == REGION_EUROPE else _ADDRESS_SCHEMA
        known = {CONF_URL: server, **entry.data, **(user_input or {})}
        return self._show_form("reconfigure", schema, known, errors)

    async def _async_sign_in(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Sign in and list the cars; return the form's errors."""
        try:
            server = server_of(data[CONF_SERVER])
        except ValueError:
            return {CONF_URL: "invalid_address"}
        with _own_session(self.hass) as session:
            client = NissanClient(
                session,
                server,
                data[CONF_EMAIL],
                data[CONF_PASSWORD],
                clock=dt_util.now,
            )
            try:
                account = await client.sign_in()
                await client.vehicles()
            except NissanError as error:
                return {"base": reason(type(error))}
            except Exception:  # noqa: BLE001 - a dialog must answer
                LOGGER.exception("Unexpected error while signing in")
                return {"base": "unknown"}
        await self.async_set_unique_id(account.user_id)
        return {}

    def _create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title=data[CONF_EMAIL], data=data)

    def _show_form(
        self,
        step_id: str,
        schema: vol.Schema,
        known: Mapping[str, Any] | None,
        errors: dict[str, str],
    ) -> ConfigFlowResult:
        """Show a form with what is known, except the password."""
        shown = {k: v for k, v in (known or {}).items() if k != CONF_PASSWORD}
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, shown),
            errors=errors,
        )


def _with_server(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form's data with its address, without a slash at its end, as server."""
    data = dict(user_input)
    if (url := data.pop(CONF_URL, None)) is not None:
        data[CONF_SERVER] = url.strip().rstrip("/")
    return data


@contextmanager
def _own_session(hass: HomeAssistant) -> Iterator[ClientSession]:
    """Give a session without anybody's cookies."""
    session = async_create_clientsession(
        hass, auto_cleanup=False, cookie_jar=DummyCookieJar()
    )
    try:
        yield session
    finally:
        session.detach()


async def _async_emulator_answers(hass: HomeAssistant) -> bool:
    session = async_get_clientsession(hass)
    try:
        async with session.get(
            f"{EMULATOR}/console/api/clock", timeout=_PROBE_TIMEOUT
        ) as response:
            return response.ok
    except ClientError, TimeoutError:
        return False
