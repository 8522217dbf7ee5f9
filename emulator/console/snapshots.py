"""Control calls on snapshots: keep the whole world, and bring it back."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from emulator.snapshots import MOST, NAME, Snapshot

from . import clock
from .calls import Ask, Call, delete, get, post
from .errors import ControlError
from .shown import shown


class Naming(Struct, frozen=True, forbid_unknown_fields=True):
    """The name of a snapshot: letters, digits, `-` and `_`, at most 40."""

    name: Annotated[str, Meta(pattern=NAME)]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A body that says nothing."""


class SnapshotRow(Struct, frozen=True):
    """A snapshot: the world's time in it (ISO), its scenario, its size."""

    name: str
    at: float
    scenario: str
    documents: int


class SnapshotRows(Struct, frozen=True):
    """All snapshots, the oldest first."""

    snapshots: list[SnapshotRow]


async def _list(ask: Ask) -> dict[str, Any]:
    kept = ask.world.snapshots
    return shown(SnapshotRows([_row(name, kept[name]) for name in kept]))


async def _keep(ask: Ask) -> dict[str, Any]:
    world, name = ask.world, ask.body.name
    if name not in world.snapshots and len(world.snapshots) >= MOST:
        text = f"there are {MOST} snapshots; remove one"
        raise ControlError(409, "too_many_snapshots", text, "name")
    return shown(_row(name, await world.keep_snapshot(name)))


async def _restore(ask: Ask) -> clock.ClockNow:
    await ask.world.become(ask.world.snapshots[_name(ask)].documents)
    return clock.read(ask.world)


async def _remove(ask: Ask) -> dict[str, Any]:
    await ask.world.drop_snapshot(_name(ask))
    return await _list(ask)


def _name(ask: Ask) -> str:
    name = ask.request.match_info["name"]
    if name not in ask.world.snapshots:
        raise ControlError(404, "unknown_snapshot", "no such snapshot", "name")
    return name


def _row(name: str, taken: Snapshot) -> SnapshotRow:
    return SnapshotRow(name, taken.at, taken.scenario, len(taken.documents))


CALLS: tuple[Call, ...] = (
    get("snapshots", "The snapshots that are kept", _list, SnapshotRows),
    post("snapshots", "Keep the whole world by name", _keep, Naming, SnapshotRow),
    post(
        "snapshots/{name}/restore",
        "Put a snapshot's world in place of this one",
        _restore,
        Nothing,
        clock.ClockNow,
    ),
    delete("snapshots/{name}", "Forget a snapshot", _remove, SnapshotRows),
)
