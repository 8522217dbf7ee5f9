"""Control calls on scenarios: which one runs, what it asserts, and another in place."""

from typing import Any, Final, Literal

from msgspec import Struct

from emulator import moments, playing, scenario
from emulator.datafile import DataError
from emulator.opening import Wish, found
from emulator.scenario import Scenario
from emulator.timeline import Outcome, Planned, Play
from emulator.world import World

from .calls import Ask, Call, get, post
from .errors import ControlError
from .shown import shown

_MOST_TOLD: Final = 50
_OWN_NAME: Final = "given"

type Result = Literal["to come", "good", "failed"]


class Loading(Struct, frozen=True, forbid_unknown_fields=True):
    """A shipped scenario by its name, or a scenario's YAML; `start` is an ISO time."""

    name: str | None = None
    yaml: str | None = None
    seed: int | None = None
    start: str | None = None


class AssertRow(Struct, frozen=True):
    """An assert, where it stands, and what came of it; `wrong` says what was wrong."""

    at: float
    line: int
    car: str | None
    note: str | None
    result: Result
    wrong: tuple[str, ...]


class Current(Struct, frozen=True):
    """The scenario that is played, its next steps, and its asserts; times ISO.

    `title` is that of the scenario, `left` counts all steps to come, `done` those that
    were done. `failures` are lines about all that went wrong, by file and line.
    """

    scenario: str
    title: str
    now_at: float
    start_at: float
    ends_at: float
    done: int
    left: int
    steps: tuple[Planned, ...]
    asserts: tuple[AssertRow, ...]
    failures: tuple[str, ...]


class Names(Struct, frozen=True):
    """The shipped scenarios."""

    scenarios: tuple[Shipped, ...]


class Shipped(Struct, frozen=True):
    """A shipped scenario."""

    name: str
    title: str


def current(world: World) -> Current:
    """Return how far the scenario is."""
    play, founding = world.timeline.play, world.founding
    return Current(
        scenario=founding.scenario,
        title=play.title,
        now_at=world.clock.now,
        start_at=founding.start,
        ends_at=play.steps[-1].at if play.steps else founding.start,
        done=play.done,
        left=len(play.left),
        steps=play.left[:_MOST_TOLD],
        asserts=tuple(_asserts(play)),
        failures=tuple(line for one in play.failed for line in playing.told(play, one)),
    )


def _asserts(play: Play) -> list[AssertRow]:
    outcomes = {one.number: one for one in play.outcomes}
    return [
        _assert(planned, outcomes.get(number))
        for number, planned in enumerate(play.steps)
        if planned.step.kind == "assert"
    ]


def _assert(planned: Planned, outcome: Outcome | None) -> AssertRow:
    step, wrong = planned.step, outcome.wrong if outcome else ()
    result: Result = "to come" if outcome is None else "failed" if wrong else "good"
    return AssertRow(planned.at, step.line, step.car, step.note, result, wrong)


async def _show(ask: Ask) -> dict[str, Any]:
    return shown(current(ask.world))


async def _list(ask: Ask) -> Names:
    return Names(
        tuple(Shipped(name, scenario.load(name).title) for name in scenario.names())
    )


async def _load(ask: Ask) -> dict[str, Any]:
    world, loading = ask.world, ask.body
    name, told = _told(loading)
    await world.become(_founded(world, loading, name, told).documents())
    return shown(current(world))


def _told(loading: Loading) -> tuple[str, Scenario]:
    """Return the scenario asked for; names are names, never paths."""
    try:
        match loading:
            case Loading(str(name), None):
                return name, scenario.load(name)
            case Loading(None, str(text)):
                return _OWN_NAME, scenario.parse(text, _OWN_NAME)
    except DataError as err:
        field = "name" if loading.yaml is None else "yaml"
        raise ControlError(400, "invalid_scenario", str(err), field) from err
    raise ControlError(400, "invalid", "a name or yaml, one of them")


def _founded(world: World, loading: Loading, name: str, told: Scenario) -> World:
    """Return the world asked for; a held one begins where this one did."""
    clock = world.clock
    start = told.start_at
    if loading.start is not None:
        start = _moment(loading.start)
    elif start is None and clock.held:
        start = world.founding.start
    seed = told.seed if loading.seed is None else loading.seed
    seed = world.founding.seed if seed is None else seed
    speed = told.speed or clock.speed
    return found(Wish(seed=seed, start=start, speed=speed, held=clock.held), name, told)


def _moment(text: str) -> float:
    try:
        return moments.parse(text)
    except ValueError as err:
        raise ControlError(400, "invalid", str(err), "start") from err


CALLS: tuple[Call, ...] = (
    get("scenarios", "The shipped scenarios", _list, Names),
    get("scenarios/current", "Which scenario runs, and how far it is", _show, Current),
    post(
        "scenarios",
        "Put a scenario's world in place of this one; a failed load changes nothing",
        _load,
        Loading,
        Current,
    ),
)
