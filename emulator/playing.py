"""Plays a scenario to its end without a server, and tells what came of it."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace

from . import moments, scenario
from .opening import DEFAULT_SCENARIO, Wish, found
from .timeline import Outcome, Play
from .world import World

type Tell = Callable[[str], None]


async def play(wish: Wish, speed: float | None, tell: Tell) -> bool:
    """Play as fast as it goes, or at a speed; return whether all was as asserted.

    Each note and each assert is told as it happens. Raises DataError.
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


def _summary(play: Play) -> str:
    asserts = sum(planned.step.kind == "assert" for planned in play.steps)
    return f"{play.title}: {asserts} asserts, {len(play.failed)} failed"
