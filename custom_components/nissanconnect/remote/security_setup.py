"""Setting up one car's security, step by step; each can be taken up again (S1).

Register this Home Assistant as a device by a mailed code, then take over the security
code in force or set a new one.
"""

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..api import commands
from ..api.client import NissanClient
from ..api.commands import StopSignal
from ..api.errors import (
    NissanError,
    OneTimeCodeExpired,
    OneTimeCodeRefused,
    TooManyDevices,
)
from ..api.outcomes import CommandResult, Outcome
from ..const import DOMAIN, LOGGER
from ..reasons import action_error
from .control import RemoteControl
from .kept_codes import keep_code
from .rights import CommandedCar, checked_code

# How this device is named in the maker's app.
_MODEL: Final = "Home Assistant"
OTP_ERRORS: Final[dict[type[NissanError], str]] = {
    OneTimeCodeExpired: "one_time_code_expired",
    OneTimeCodeRefused: "one_time_code_refused",
    TooManyDevices: "too_many_devices",
}


class Step(StrEnum):
    """What the owner has to do next."""

    REQUEST_CODE = "request_code"
    ONE_TIME_CODE = "one_time_code"
    CHOOSE_CODE = "choose_code"
    AWAIT_CAR = "await_car"
    MANAGE = "manage"


class SecuritySetup:
    """Takes the steps of one car; every one raises HomeAssistantError if it fails."""

    def __init__(
        self, car: CommandedCar, client: NissanClient, remote: RemoteControl
    ) -> None:
        """Go on with what the remote control has kept."""
        self._car = car
        self._remote = remote
        self._state = remote.state
        self._devices = client.devices(car.record)
        self._security = client.security(car.record)
        self._following: asyncio.Task[CommandResult | None] | None = None
        self._keep_when_set: str | None = None

    @property
    def step(self) -> Step:
        """The step to go on with."""
        state = self._state
        if state.enrolment is not None:
            return Step.AWAIT_CAR
        if state.is_set_up:
            return Step.MANAGE
        if state.registered:
            return Step.CHOOSE_CODE
        mailed = state.awaits_otp(dt_util.utcnow())
        return Step.ONE_TIME_CODE if mailed else Step.REQUEST_CODE

    async def async_check(self) -> None:
        """Ask the cloud whether it knows this device; without an answer go on."""
        if not self._state.registered and self._state.mailed_at is None:
            return
        try:
            registered = await self._devices.is_registered(self._state.device_id)
        except NissanError as err:
            LOGGER.debug("The registration could not be checked: %s", err)
            return
        if registered is not self._state.registered:
            self._state.registered = registered
            await self._car.async_keep_remote()

    async def async_request_code(self) -> None:
        """Have a one-time code mailed to the owner."""
        if self._state.mailed_just_now(dt_util.utcnow()):
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key="one_time_code_just_mailed"
            )
        try:
            await self._devices.request_otp(self._state.device_id)
        except NissanError as err:
            raise action_error(err) from err
        self._state.mailed_at = dt_util.utcnow()
        await self._car.async_keep_remote()

    async def async_register(self, one_time_code: str) -> None:
        """Register this device by the mailed code."""
        try:
            await self._devices.register(self._state.device_id, one_time_code, _MODEL)
        except (OneTimeCodeRefused, TooManyDevices) as err:
            raise HomeAssistantError(
                translation_domain=DOMAIN, translation_key=OTP_ERRORS[type(err)]
            ) from err
        except NissanError as err:
            raise action_error(err) from err
        self._state.registered, self._state.mailed_at = True, None
        await self._car.async_keep_remote()

    async def async_take_over(self, code: str, *, keep: bool) -> None:
        """Use the security code that is in force, once the car has taken it."""
        checked_code(code)
        # Without a command that has no effect, the first real one will tell.
        if commands.has(self._car.record, StopSignal):
            await self._remote.async_prove(code)
        self._state.in_force = True
        self._keep(code if keep else None)
        await self._changed()

    async def async_enrol(self, code: str, *, keep: bool) -> None:
        """Type a new security code; the steps in the car follow."""
        try:
            self._state.enrolment = await self._security.begin_enrolment(
                checked_code(code)
            )
        except NissanError as err:
            raise action_error(err) from err
        self._keep_when_set = code if keep else None
        await self._changed()

    @callback
    def async_start(self) -> None:
        """Follow a new security code that is under way, also after a restart."""
        if self._state.enrolment is not None:
            self._following = self._follow_on()

    @callback
    def async_follow(self) -> asyncio.Task[CommandResult | None]:
        """Return the task that awaits the car; its result is None if it is unknown.

        It goes on though nobody waits for it.
        """
        if self._following is None or self._following.done():
            self._following = self._follow_on()
        return self._following

    def _follow_on(self) -> asyncio.Task[CommandResult | None]:
        return self._car.config_entry.async_create_background_task(
            self._car.hass, self._async_follow(), "await a new security code"
        )

    async def _async_follow(self) -> CommandResult | None:
        if TYPE_CHECKING:
            assert self._state.enrolment is not None
        try:
            result = await self._security.follow_enrolment(self._state.enrolment)
        except NissanError as err:
            LOGGER.debug("A new security code could not be followed: %s", err)
            return None
        self._state.enrolment = None
        if result.outcome is Outcome.DONE:
            self._state.in_force = True
            self._state.blocked_until = None
            self._keep(self._keep_when_set)
            await self._remote.async_lift_stop()
        self._keep_when_set = None
        await self._changed()
        return result

    @callback
    def async_forget_code(self) -> None:
        """Ask for the security code at each use from now on."""
        self._keep(None)
        self._car.async_update_listeners()

    async def async_remove_device(self) -> None:
        """Remove this device from the car; the security code stays in force there."""
        try:
            await self._devices.remove(self._state.device_id)
        except NissanError as err:
            raise action_error(err) from err
        self._state.registered = self._state.in_force = False
        self._keep(None)
        await self._changed()

    def _keep(self, code: str | None) -> None:
        keep_code(self._car.hass, self._car.config_entry, self._car.record.vin, code)

    async def _changed(self) -> None:
        await self._car.async_keep_remote()
        self._car.async_update_listeners()
