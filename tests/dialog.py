"""A dialog of the options, as its owner clicks through it."""

from dataclasses import dataclass, field
from typing import Any, Self

from homeassistant.config_entries import ConfigFlowResult
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .world import World

_STEP_S = 2.0


@dataclass
class Dialog:
    """The options of an entry, opened at the security of a car."""

    world: World
    entry: MockConfigEntry
    shown: ConfigFlowResult = field(init=False)

    @classmethod
    async def opened(
        cls, world: World, entry: MockConfigEntry, persona: str | None = None
    ) -> Self:
        """Open it, and choose the car if there is a choice."""
        dialog = cls(world, entry)
        await dialog.open()
        await dialog.choose("security")
        if persona is not None:
            await dialog.fill(vehicle=world.emulator.car(persona).vin)
        return dialog

    async def open(self) -> None:
        """Open the menu."""
        options = self.world.hass.config_entries.options
        self.shown = await options.async_init(self.entry.entry_id)

    @property
    def step(self) -> str:
        """The step that is shown."""
        return self.shown["step_id"]

    @property
    def errors(self) -> dict[str, str] | None:
        """What is wrong with what was typed."""
        return self.shown["errors"]

    @property
    def why(self) -> str:
        """The text that explains the error, or the end."""
        placeholders = self.shown["description_placeholders"]
        assert placeholders is not None
        return placeholders["why"]

    @property
    def ended(self) -> str:
        """The word for how it ended."""
        return self.shown["reason"]

    async def choose(self, choice: str) -> None:
        """Click in a menu."""
        await self.fill(next_step_id=choice)

    async def fill(self, **typed: Any) -> None:
        """Submit a form; let time pass until it is answered."""
        options = self.world.hass.config_entries.options
        task = self.world.hass.async_create_task(
            options.async_configure(self.shown["flow_id"], typed)
        )
        await self.world.flight.settle()
        while not task.done():
            await self.world.advance(_STEP_S)
        self.shown = await task

    async def look(self) -> None:
        """See what it shows by now."""
        options = self.world.hass.config_entries.options
        self.shown = await options.async_configure(self.shown["flow_id"])

    def close(self) -> None:
        """Close it."""
        self.world.hass.config_entries.options.async_abort(self.shown["flow_id"])

    async def register(self) -> None:
        """Have a code mailed, and type it."""
        await self.fill()
        await self.fill(one_time_code=self.mailed, resend=False)

    @property
    def mailed(self) -> str:
        """The newest one-time code in the mailbox."""
        letter = self.world.emulator.world.cloud.mailbox.newest_first()[0].letter
        assert letter.code is not None
        return letter.code
