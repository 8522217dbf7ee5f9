"""What is kept over a restart: tokens, what the cars said last, their remote control.

Three files of `.storage`, readable by Home Assistant's user only; removed with the
entry.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol, Self

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.storage import Store

from ..api.tokens import Tokens
from ..const import DOMAIN

_VERSION = 1
_SAVE_DELAY = 60


class Keepable(Protocol):
    """What is kept as JSON types, and begins empty."""

    def __init__(self) -> None:
        """Begin empty."""

    @classmethod
    def from_dict(cls, data: Any) -> Self:
        """Return what was kept; KeyError, TypeError or ValueError if damaged."""


def rebuilt[T: Keepable](kind: type[T], kept: Any) -> T:
    """Return what was kept; a new one if there is nothing or it is damaged."""
    try:
        return kind.from_dict(kept)
    except KeyError, TypeError, ValueError:
        return kind()


class AccountStore:
    """The three files of one config entry."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Read nothing yet."""
        self._hass = hass
        self._saving: asyncio.Task[None] | None = None
        self._tokens = _store(hass, f"{entry_id}.tokens")
        self._garage = _store(hass, f"{entry_id}.garage")
        self._remote = _store(hass, f"{entry_id}.remote")

    async def async_load_tokens(self, server: str) -> Tokens | None:
        """Return the tokens that this server gave at the last sign-in."""
        kept = await self._tokens.async_load() or {}
        if kept.get("server") != server:
            return None
        try:
            return Tokens.from_dict(kept)
        except KeyError, TypeError, ValueError:
            return None

    @callback
    def async_save_tokens(self, server: str, tokens: Tokens) -> None:
        """Keep the tokens that a server gave, at once: the old ones may be void."""
        kept = {"server": server, **tokens.to_dict()}
        self._saving = self._hass.async_create_task(
            self._tokens.async_save(kept), "save tokens"
        )

    async def async_load_garage(self) -> Mapping[str, Any]:
        """Return what was kept of the cars."""
        return await self._garage.async_load() or {}

    @callback
    def async_save_garage(self, collect: Callable[[], dict[str, Any]]) -> None:
        """Keep what `collect` gives, within a minute."""
        self._garage.async_delay_save(collect, _SAVE_DELAY)

    async def async_flush_garage(self, garage: dict[str, Any]) -> None:
        """Keep it now."""
        await self._garage.async_save(garage)

    async def async_load_remote(self) -> Mapping[str, Any]:
        """Return what was kept of the remote control of each car, by VIN."""
        return await self._remote.async_load() or {}

    async def async_save_remote(self, remote: dict[str, Any]) -> None:
        """Keep it at once: a wrong code must not be forgotten."""
        await self._remote.async_save(remote)

    async def async_remove(self) -> None:
        """Remove all files."""
        await self._tokens.async_remove()
        await self._garage.async_remove()
        await self._remote.async_remove()


def _store(hass: HomeAssistant, name: str) -> Store[dict[str, Any]]:
    return Store(hass, _VERSION, f"{DOMAIN}.{name}", private=True, atomic_writes=True)
