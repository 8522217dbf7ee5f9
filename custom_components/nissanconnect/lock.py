"""The central locking: what the car tells of it, and how it is told."""

from typing import Any, Final, override

from homeassistant.components.lock import LockEntity, LockEntityDescription
from homeassistant.const import ATTR_CODE
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.commands import Lock, Unlock
from .coordinator import NissanConfigEntry
from .entity import async_add_vehicle_entities, rows
from .remote.entity import ControlDescription, ControlEntity
from .sources import LOCKS

# Each car has a queue of its own.
PARALLEL_UPDATES = 0

_FOUR_DIGITS: Final = r"^\d{4}$"


class NissanLockDescription(ControlDescription[bool], LockEntityDescription):
    """Describes the lock."""


DESCRIPTIONS: Final = (
    NissanLockDescription(
        key="doors", command=Lock(), source=LOCKS(lambda it: it.locked)
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: NissanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the lock of each car."""
    async_add_vehicle_entities(
        entry, async_add_entities, rows(DESCRIPTIONS, NissanLock)
    )


class NissanLock(ControlEntity[bool], LockEntity):
    """The doors of a car; their state comes from the car alone."""

    entity_description: NissanLockDescription

    @property
    @override
    def is_locked(self) -> bool | None:
        """Whether the car told that it is locked."""
        return self.told

    @property
    @override
    def is_locking(self) -> bool:
        """Whether it is being locked."""
        return isinstance(self.coordinator.remote.running, Lock)

    @property
    @override
    def is_unlocking(self) -> bool:
        """Whether it is being unlocked."""
        return isinstance(self.coordinator.remote.running, Unlock)

    @property
    @override
    def code_format(self) -> str | None:
        """Four digits, unless the car wants none or they are kept."""
        asked = self.coordinator.remote.rights.asks_code(self._command)
        return _FOUR_DIGITS if asked else None

    @override
    async def async_lock(self, **kwargs: Any) -> None:
        """Lock doors and hatch; raises HomeAssistantError with the reason."""
        await self._async_send(Lock(), kwargs.get(ATTR_CODE))

    @override
    async def async_unlock(self, **kwargs: Any) -> None:
        """Unlock doors and hatch; raises HomeAssistantError with the reason."""
        await self._async_send(Unlock(), kwargs.get(ATTR_CODE))
