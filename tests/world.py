"""A Home Assistant and an emulator in one process, and the one way to move their time.

The frozen clock freezes the event loop's as well: what is slept for inside an awaited
call never comes. Run such a call as a task, then `advance`.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.util.async_ import get_scheduled_timer_handles
from msgspec.structs import replace
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.nissanconnect.api.transport import Transport
from custom_components.nissanconnect.const import DOMAIN
from emulator.cloud.accounts import Account, Accounts
from emulator.faults.effects import Holds
from emulator.requests_log import LoggedRequest
from emulator.testing import OWNER, Emulator, SignIn

from .front import Front

# Turns of the loop in which an answer is on its way from one side to the other.
_TURNS = 25
# A timer that is met to the microsecond may find that it is too early.
_AFTER_S = 0.002
# The frozen clock goes no finer.
_TICK_S = 1e-6


@dataclass
class Flight:
    """Counts the integration's requests that are under way.

    What the fault desk holds back comes with time, or never: it is not waited for.
    """

    holds: Holds = field(default_factory=Holds)
    count: int = 0
    landed: asyncio.Event = field(default_factory=asyncio.Event)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count while the block runs."""
        self.holds.changed = self.landed.set
        exchange = Transport._exchange

        async def counted(transport: Transport, *args: Any, **kwargs: Any) -> Any:
            self.count += 1
            try:
                return await exchange(transport, *args, **kwargs)
            finally:
                self.count -= 1
                self.landed.set()

        with patch.object(Transport, "_exchange", counted):
            yield

    async def settle(self) -> None:
        """Wait until no request is under way and none follows."""
        quiet = 0
        while quiet < _TURNS:
            if self.count > self.holds.count:
                self.landed.clear()
                await self.landed.wait()
                quiet = 0
            await asyncio.sleep(0)
            quiet += 1


@dataclass
class World:
    """Both sides of the wire, and their clocks."""

    hass: HomeAssistant
    emulator: Emulator
    front: Front
    freezer: FrozenDateTimeFactory
    flight: Flight

    @property
    def now(self) -> datetime:
        """The one time of both sides, UTC."""
        return datetime.now(UTC)

    async def advance(self, seconds: float) -> None:
        """Move both clocks on, from one due timer of either side to the next."""
        end = self.now.timestamp() + seconds
        await self.flight.settle()
        while (now := self.now.timestamp()) + _TICK_S < end:
            await self._step(min(self._next_due(now), end) - now)

    async def _step(self, seconds: float) -> None:
        self.freezer.tick(seconds)
        await self.emulator.advance(seconds)
        await self.flight.settle()

    def _next_due(self, now: float) -> float:
        """Return when the earliest timer is certainly due."""
        loop = self.hass.loop
        timers = [
            now + handle.when() - loop.time()
            for handle in get_scheduled_timer_handles(loop)
            if not handle.cancelled()
        ]
        due = self.emulator.world.clock.next_due()
        if due is not None:
            timers.append(due)
        return max(min(timers, default=float("inf")), now) + _AFTER_S

    def entry(
        self,
        account: SignIn = OWNER,
        options: dict[str, Any] | None = None,
        home: str = "home",
    ) -> MockConfigEntry:
        """Return an entry for an account of the emulator, added but not set up."""
        entry = MockConfigEntry(
            domain=DOMAIN,
            # Its pauses are drawn from it: the same in each run.
            entry_id=f"{home}_{account.email.partition('@')[0]}",
            title=account.email,
            unique_id=self.account(account).user_id,
            data={
                "server": self.front.url,
                "email": account.email,
                "password": account.password,
            },
            options=options or {},
        )
        entry.add_to_hass(self.hass)
        return entry

    @property
    def accounts(self) -> Accounts:
        """Who has an account at the emulator."""
        return self.emulator.world.cloud.accounts

    def account(self, account: SignIn = OWNER) -> Account:
        """Return what the emulator knows of an account."""
        known = self.accounts.documents.find(account.email)
        assert known is not None
        return known

    def change(self, account: SignIn = OWNER, **changes: Any) -> None:
        """Change an account behind Home Assistant's back."""
        known = replace(self.account(account), **changes)
        self.accounts.documents[known.user_id] = known

    def keep(self, *personas: str) -> None:
        """Leave the demo account only these cars: a day of fewer cars is shorter."""
        vins = {self.emulator.car(persona).vin for persona in personas}
        cars = self.account().cars
        self.change(cars={vin: cars[vin] for vin in cars if vin in vins})

    def end_sessions(self) -> None:
        """Sign everybody out at the emulator."""
        for tokens in self.emulator.world.cloud.tokens.collections.values():
            for key in list(tokens):
                tokens.pop(key)

    async def set_up(self, entry: MockConfigEntry) -> None:
        """Set an entry up and see it loaded."""
        await self.hass.config_entries.async_setup(entry.entry_id)
        await self.hass.async_block_till_done()
        assert entry.state is ConfigEntryState.LOADED

    def entity_id(self, persona: str, platform: str, key: str) -> str:
        """Return the entity of a car's key."""
        return self.entity_of(self.emulator.car(persona).vin, platform, key)

    def entity_of(self, vin: str, platform: str, key: str) -> str:
        """Return the entity of a key of the car with a VIN."""
        registry = er.async_get(self.hass)
        entity_id = registry.async_get_entity_id(platform, DOMAIN, f"{vin}_{key}")
        assert entity_id is not None, f"{vin} has no {platform} {key}"
        return entity_id

    def state(self, persona: str, platform: str, key: str) -> State:
        """Return the state of a car's entity."""
        state = self.hass.states.get(self.entity_id(persona, platform, key))
        assert state is not None
        return state

    def requests(self) -> list[LoggedRequest]:
        """Return what the integration asked of the cloud so far."""
        return self.emulator.world.requests.after(0)

    def number(self, persona: str, key: str) -> float:
        """Return the state of a car's sensor as a number."""
        return float(self.state(persona, "sensor", key).state)

    @staticmethod
    def moment(state: str) -> datetime:
        """Return the time that a state stands for."""
        return datetime.fromisoformat(state)

    def place(self, persona: str) -> tuple[float, float]:
        """Return where a car is on Home Assistant's map: latitude, longitude."""
        shown = self.state(persona, "device_tracker", "position").attributes
        return shown["latitude"], shown["longitude"]

    def asked(self, path: str) -> int:
        """Return how many requests had this in their path."""
        return sum(path in request.path for request in self.requests())
