"""How a world comes to be: founded from a scenario, or taken up again from a file."""

from dataclasses import dataclass
import time

import msgspec

from . import garage, moments, scenario
from .storage import Documents, Storage, StorageError
from .world import FOUNDING, PACE, Founding, Pace, World

DEFAULT_SCENARIO = "demo"
DEFAULT_SEED = 1


class OpeningError(Exception):
    """A kept world is not the one asked for; one line for people."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """The world somebody asks for; None is "as kept, else the default"."""

    scenario: str | None = None
    seed: int | None = None
    start: float | None = None
    speed: float | None = None
    held: bool = False


async def open_world(wish: Wish, storage: Storage | None = None) -> World:
    """Return the world in `storage`, or a new one, committed.

    Raises OpeningError, StorageError, DataError; then `storage` is closed, unchanged.
    """
    try:
        documents = storage.read() if storage else {}
        if not documents:
            world = found(wish, storage)
        else:
            world = _resume(wish, documents, storage)
            await _catch_up(world, documents)
        await world.persist()
    except BaseException:
        if storage is not None:
            storage.close()
        raise
    return world


def found(wish: Wish, storage: Storage | None = None) -> World:
    """Return a new world; raises DataError."""
    name = wish.scenario or DEFAULT_SCENARIO
    furniture = scenario.find(name)
    real = time.time()
    start = float(int(real)) if wish.start is None else wish.start
    founding = Founding(DEFAULT_SEED if wish.seed is None else wish.seed, start, name)
    pace = Pace(start, wish.speed or 1.0, wish.held, real)
    world = World(founding, pace, storage=storage)
    garage.furnish(world, furniture)
    return world


def _resume(wish: Wish, documents: Documents, storage: Storage | None) -> World:
    try:
        founding = msgspec.json.decode(documents[FOUNDING], type=Founding)
        pace = _pace(documents)
        _refuse_another(wish, founding)
        held = wish.held or (pace.held and wish.speed is None)
        speed = pace.speed if wish.speed is None else wish.speed
        now = Pace(pace.now, speed, held, time.time())
        world = World(founding, now, storage=storage)
        world.load(documents)
    except (msgspec.DecodeError, KeyError) as err:
        raise StorageError(f"damaged state file: {err}") from err
    return world


async def _catch_up(world: World, documents: Documents) -> None:
    """Let happen what fell due meanwhile, if the world is as fast as the real one."""
    kept = _pace(documents)
    if kept.is_real and not world.clock.held and world.clock.speed == 1:
        await world.advance(max(0.0, time.time() - kept.real))


def _pace(documents: Documents) -> Pace:
    return msgspec.json.decode(documents[PACE], type=Pace)


def _refuse_another(wish: Wish, kept: Founding) -> None:
    for name in ("seed", "start", "scenario"):
        wanted, had = getattr(wish, name), getattr(kept, name)
        if wanted is not None and wanted != had:
            text = moments.iso if name == "start" else str
            raise OpeningError(
                f"the state file has {name} {text(had)}, not {text(wanted)}"
            )
