"""What a car costs in memory, as far as it is this integration's own data."""

from collections.abc import Iterable
import gc
import sys
from types import CodeType, FrameType, FunctionType, ModuleType

from homeassistant.helpers.entity import Entity
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.coordinator import VehicleCoordinator

_OURS = "custom_components.nissanconnect"
_PLAIN = {"builtins", "collections", "datetime", "types"}
# Code, and what all cars have together.
_SHARED = (
    type,
    ModuleType,
    FunctionType,
    CodeType,
    FrameType,
    Entity,
    DataUpdateCoordinator,
    NissanClient,
)


def own_bytes(vehicle: VehicleCoordinator) -> int:
    """Return the bytes that are kept for one car.

    Home Assistant's own objects, the account's and constants are left out, and so is
    whom Home Assistant's coordinator tells of news.
    """
    constants = {id(it) for it in _reached(_constants(), set())}
    ours = [value for name, value in vars(vehicle).items() if name != "_listeners"]
    held = _reached(ours, constants)
    return sum(sys.getsizeof(it) for it in held)


def _constants() -> Iterable[object]:
    for name, module in sys.modules.items():
        if name.startswith(_OURS):
            yield from vars(module).values()


def _reached(roots: Iterable[object], seen: set[int]) -> list[object]:
    found, ahead = list[object](), list(roots)
    while ahead:
        one = ahead.pop()
        if id(one) in seen or isinstance(one, _SHARED) or not _is_data(one):
            continue
        seen.add(id(one))
        found.append(one)
        ahead.extend(gc.get_referents(one))
    return found


def _is_data(one: object) -> bool:
    """Whether it is of our own types, or of the language's."""
    module = type(one).__module__
    return module.startswith(_OURS) or module in _PLAIN
