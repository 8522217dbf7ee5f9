"""Control calls on the world's clock."""

from typing import Annotated

from msgspec import Meta, Struct

from emulator import moments
from emulator.clock import MAX_SPEED
from emulator.world import World

from .calls import Ask, Call, get, post
from .errors import ControlError

type Speed = Annotated[float, Meta(gt=0, le=MAX_SPEED)]
type Seconds = Annotated[float, Meta(ge=0)]


class ClockNow(Struct, frozen=True):
    """The world's time (ISO, UTC), and how it moves."""

    now: str
    speed: float
    held: bool
    start: str


class ClockChange(Struct, frozen=True, forbid_unknown_fields=True):
    """What to change; `now` is an ISO time that is not past."""

    speed: Speed | None = None
    held: bool | None = None
    now: str | None = None


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """World seconds to move on by."""

    seconds: Seconds


def read(world: World) -> ClockNow:
    """Return the clock as it stands."""
    clock = world.clock
    start = moments.iso(world.founding.start)
    return ClockNow(moments.iso(clock.now), clock.speed, clock.held, start)


async def _show(ask: Ask) -> ClockNow:
    return read(ask.world)


async def _change(ask: Ask) -> ClockNow:
    change: ClockChange = ask.body
    world = ask.world
    step = _step_to(change.now, world.clock.now)
    world.set_pace(speed=change.speed, held=change.held)
    await world.advance(step)
    return read(world)


async def _advance(ask: Ask) -> ClockNow:
    step: Step = ask.body
    if ask.world.clock.now + step.seconds > moments.LATEST:
        text = f"the world ends at {moments.iso(moments.LATEST)}"
        raise ControlError(400, "too_far", text, "seconds")
    await ask.world.advance(step.seconds)
    return read(ask.world)


def _step_to(text: str | None, now: float) -> float:
    """Return the seconds from `now` to an ISO time; raises ControlError."""
    if text is None:
        return 0.0
    try:
        moment = moments.parse(text)
    except ValueError as err:
        raise ControlError(400, "invalid", str(err), "now") from err
    if moment < now:
        raise ControlError(409, "time_goes_back", "time never goes back", "now")
    return moment - now


CALLS: tuple[Call, ...] = (
    get(
        "clock", "The world's time, its speed, and whether it is held", _show, ClockNow
    ),
    post("clock", "Change speed, hold or time", _change, ClockChange, ClockNow),
    post(
        "clock/advance",
        "Move on; answers when everything due by then has happened",
        _advance,
        Step,
        ClockNow,
    ),
)
