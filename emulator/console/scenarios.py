"""The control call that tells which scenario runs, and what comes next in it."""

from typing import Any, Final

from msgspec import Struct

from emulator import scenario
from emulator.timeline import Planned

from .calls import Ask, Call, get
from .shown import shown

_MOST_TOLD: Final = 50


class Current(Struct, frozen=True):
    """The scenario that the world began with, and its next steps; times ISO.

    `title` is that of a shipped scenario, `left` counts all steps to come.
    """

    scenario: str
    title: str | None
    steps: tuple[Planned, ...]
    left: int


async def _show(ask: Ask) -> dict[str, Any]:
    name, left = ask.world.founding.scenario, ask.world.timeline.left
    title = scenario.load(name).title if name in scenario.names() else None
    return shown(Current(name, title, left[:_MOST_TOLD], len(left)))


CALLS: tuple[Call, ...] = (
    get("scenarios/current", "Which scenario runs, what comes next", _show, Current),
)
