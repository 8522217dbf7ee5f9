"""A car's remote control in Home Assistant, as its owner uses it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, CookieJar
from homeassistant.components.event import ATTR_EVENT_TYPE
from homeassistant.const import ATTR_CODE, Platform
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from emulator.tcu.deeds import DriverDeed, RadioChange, WorkshopDeed
from emulator.tcu.truth import Truth
from emulator.testing import OWNER, SignIn

from .emulator.services.clients import Client
from .emulator.services.second_client import Commander
from .world import World

CODE = "1234"
WRONG = "9999"
# No command takes longer, whatever becomes of it.
_LONGEST_S = 400
_STEP_S = 2.0


@dataclass
class Keyfob:
    """One car in two hands: Home Assistant's, and those of who stands beside it."""

    world: World
    entry: MockConfigEntry
    persona: str

    def truth(self) -> Truth:
        """What is true of the car now."""
        emulator = self.world.emulator
        return emulator.car(self.persona).truth(emulator.world.clock.now)

    def do(self, deed: DriverDeed | WorkshopDeed | RadioChange) -> None:
        """Do something at the car."""
        self.world.emulator.do(self.persona, deed)

    def shown(self, platform: Platform, key: str) -> str:
        """Return the state of an entity."""
        return self.world.state(self.persona, platform, key).state

    def told(self, platform: Platform, key: str) -> Mapping[str, Any]:
        """Return the attributes of an entity."""
        return self.world.state(self.persona, platform, key).attributes

    def last_result(self) -> tuple[str, str, str | None]:
        """Command, outcome and reason of the last event."""
        told = self.told(Platform.EVENT, "command_result")
        return told["command"], told[ATTR_EVENT_TYPE], told["reason"]

    # Giving commands.

    def begin(
        self, platform: Platform, key: str, action: str, **data: Any
    ) -> asyncio.Task[None]:
        """Call an entity's action as a task: what it waits for comes with time."""
        entity_id = self.world.entity_id(self.persona, platform, key)

        async def call() -> None:
            await self.world.hass.services.async_call(
                platform, action, {"entity_id": entity_id, **data}, blocking=True
            )

        return self.world.hass.async_create_task(call())

    async def end(self, task: asyncio.Task[None]) -> None:
        """Let time pass until a call has ended; raises what it raised."""
        left = float(_LONGEST_S)
        await self.world.flight.settle()
        while not task.done() and left > 0:
            await self.world.advance(_STEP_S)
            left -= _STEP_S
        assert task.done(), "a command goes on for ever"
        await task

    async def press(self, key: str) -> None:
        """Press a button and wait."""
        await self.end(self.begin(Platform.BUTTON, key, "press"))

    async def lock(self, code: str | None = CODE) -> None:
        """Lock with a code and wait."""
        await self.end(self.begin(Platform.LOCK, "doors", "lock", **_code(code)))

    async def unlock(self, code: str | None = CODE) -> None:
        """Unlock with a code and wait."""
        await self.end(self.begin(Platform.LOCK, "doors", "unlock", **_code(code)))

    async def refused(self, task: asyncio.Task[None]) -> HomeAssistantError:
        """Wait for a call that fails, and return its error."""
        with pytest.raises(HomeAssistantError) as refused:
            await self.end(task)
        return refused.value

    # Setting up.

    async def register(self, *, keep: bool = False) -> None:
        """Go through the dialog: mailed code, then take over the code in force."""
        await self._choose()
        await self._answer({})
        await self._answer({"one_time_code": self.mailed_code, "resend": False})
        await self._answer({"next_step_id": "take_over"})
        result = await self._answer({"security_code": CODE, "keep": keep})
        assert result["reason"] == "code_taken_over"

    async def keep_code(self) -> None:
        """Have the code kept, so that buttons work."""
        await self._choose()
        await self._answer({"next_step_id": "keep_code"})
        result = await self._answer({"security_code": CODE})
        assert result["reason"] == "code_kept"

    async def lift_stop(self) -> None:
        """Confirm that codes may be sent again."""
        await self._choose()
        await self._answer({"next_step_id": "lift_stop"})
        result = await self._answer({})
        assert result["reason"] == "stop_lifted"

    @property
    def mailed_code(self) -> str:
        """The newest one-time code in the owner's mailbox."""
        mailbox = self.world.emulator.world.cloud.mailbox
        code = mailbox.newest_first()[0].letter.code
        assert code is not None
        return code

    async def _choose(self) -> None:
        options = self.world.hass.config_entries.options
        result = await options.async_init(self.entry.entry_id)
        self._flow = result["flow_id"]
        result = await self._answer({"next_step_id": "security"})
        if result["step_id"] == "security":
            vin = self.world.emulator.car(self.persona).vin
            await self._answer({"vehicle": vin})

    async def _answer(self, answer: dict[str, Any]) -> Any:
        options = self.world.hass.config_entries.options
        task = self.world.hass.async_create_task(
            options.async_configure(self._flow, answer)
        )
        await self.world.flight.settle()
        while not task.done():
            await self.world.advance(_STEP_S)
        result = await task
        assert result["type"] is not FlowResultType.FORM or not result["errors"]
        return result

    # Somebody else.

    @asynccontextmanager
    async def second_client(self, account: SignIn = OWNER) -> AsyncIterator[Commander]:
        """Give another client of the car, with a device of its own."""
        jar = CookieJar(unsafe=True)
        async with ClientSession(self.world.front.url, cookie_jar=jar) as http:
            client = Client(http)
            await client.sign_in(*account)
            vin = self.world.emulator.car(self.persona).vin
            user_id = await client.user_id()
            commander = Commander(client, user_id, vin, self.world.advance)
            await commander.register(lambda: self.mailed_code)
            yield commander


def _code(code: str | None) -> dict[str, str]:
    return {} if code is None else {ATTR_CODE: code}
