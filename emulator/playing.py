"""Plays a scenario to its end without a server, and tells what came of it."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from . import moments, scenario
from .datafile import DataError
from .opening import DEFAULT_SCENARIO, Wish, found
from .timeline import Outcome, Play
from .tracks import as_csv, as_gpx
from .world import World

type Tell = Callable[[str], None]


async def play(
    wish: Wish, speed: float | None, tell: Tell, record: Path | None = None
) -> bool:
    """Play as fast as it goes, or at a speed; return whether all was as asserted.

    Each note and each assert is told as it happens. What was driven is written into
    the folder `record`. Raises DataError.
    """
    name = wish.scenario or DEFAULT_SCENARIO
    told = scenario.find(name)
    world = found(replace(wish, held=True), name, told)
    end = world.founding.start + told.end_s
    while (now := world.clock.now) < end or world.timeline.play.left:
        due = min(world.clock.next_due() or end, end)
        await _wait(due - now, speed)
        before = world.timeline.play
        await world.advance(max(0.0, due - now))
        for line in _news(world, before):
            tell(line)
    if record is not None:
        _write_drives(world, record)
    tell(_summary(world.timeline.play))
    return not world.timeline.play.failed


async def _wait(seconds: float, speed: float | None) -> None:
    if speed is not None:
        await asyncio.sleep(max(0.0, seconds) / speed)


def _news(world: World, before: Play) -> Iterator[str]:
    """Give a line for each note and outcome since `before`."""
    play, at = world.timeline.play, moments.iso(world.clock.now)
    outcomes = {one.number: one for one in play.outcomes[len(before.outcomes) :]}
    for number in range(before.done, play.done):
        outcome = outcomes.get(number)
        if outcome is not None:
            yield from (f"{at}  {line}" for line in told(play, outcome))
        elif note := play.steps[number].step.note:
            yield f"{at}  {note}"


def told(play: Play, outcome: Outcome) -> Iterator[str]:
    """Give lines for people: where in the file, what was expected and found."""
    step = play.steps[outcome.number].step
    at = f"{play.source}:{step.line}"
    who = f"{step.car}: " if step.car else ""
    for wrong in outcome.wrong:
        yield f"FAILED {at} after {step.after}: {who}{wrong}"
    if not outcome.wrong:
        yield f"ok {at} {step.note or f'{who}as expected'}"


def _write_drives(world: World, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(world.tracks.of(), 1):
            (folder / f"{number:03}_{one.vin}.gpx").write_text(as_gpx(one), "utf-8")
            (folder / f"{number:03}_{one.vin}.csv").write_text(as_csv(one), "utf-8")
    except OSError as err:
        raise DataError(f"{folder}: {err.strerror}") from err


def _summary(play: Play) -> str:
    asserts = sum(planned.step.kind == "assert" for planned in play.steps)
    return f"{play.title}: {asserts} asserts, {len(play.failed)} failed"
