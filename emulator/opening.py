"""How a world comes to be: founded from a scenario, or taken up again from a file."""

from dataclasses import dataclass
from pathlib import Path
import time

import msgspec

from . import fleet, garage, moments, scenario
from .kept import FOUNDING, PACE, Founding, Pace
from .scenario import Scenario
from .storage import Documents, Storage, StorageError
from .world import World

DEFAULT_SCENARIO = "demo"
DEFAULT_SEED = 1


class OpeningError(Exception):
    """A kept world is not the one asked for; one line for people."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """The world somebody asks for; None is as kept, or for a new one its scenario's."""

    scenario: str | None = None
    fleet: int | None = None
    part: tuple[int, int] | None = None
    seed: int | None = None
    start: float | None = None
    speed: float | None = None
    held: bool = False


async def open_world(wish: Wish, state: Path | None = None) -> World:
    """Return the world kept in the file `state`, or a new one, committed.

    Raises OpeningError, StorageError, DataError; then the file is as it was.
    """
    world, kept = _opened(wish, state)
    if kept is not None:
        await _catch_up(world, kept)
    await world.persist()
    return world


def _opened(wish: Wish, state: Path | None) -> tuple[World, Pace | None]:
    """Return the world, and the pace it was kept with if it is not new."""
    if state is None or not state.exists():
        # Looked for before a file is made that nobody will use.
        scenario.find(wish.scenario or DEFAULT_SCENARIO)
    storage = Storage(state) if state else None
    try:
        documents = storage.read() if storage else {}
        if not documents:
            return _found(wish, storage), None
        return _resume(wish, documents, storage)
    except BaseException:
        if storage is not None:
            storage.close()
        raise


def _found(wish: Wish, storage: Storage | None) -> World:
    name = wish.scenario or DEFAULT_SCENARIO
    return found(wish, name, scenario.find(name), storage)


def found(
    wish: Wish, name: str, told: Scenario, storage: Storage | None = None
) -> World:
    """Return a new world of the scenario `told`, whatever `wish` calls it."""
    real = time.time()
    start = told.start_at if wish.start is None else wish.start
    start = float(int(real)) if start is None else start
    seed = told.seed if wish.seed is None else wish.seed
    seed = DEFAULT_SEED if seed is None else seed
    founding = Founding(seed, start, name, wish.fleet or 0, wish.part or fleet.WHOLE)
    pace = Pace(start, wish.speed or told.speed or 1.0, wish.held, real)
    world = World(founding, pace, storage=storage)
    if founding.part[0] == 1:
        garage.furnish(world, told)
    fleet.furnish(world, founding.fleet, founding.part)
    return world


def _resume(
    wish: Wish, documents: Documents, storage: Storage | None
) -> tuple[World, Pace]:
    try:
        founding = msgspec.json.decode(documents[FOUNDING], type=Founding)
        kept = msgspec.json.decode(documents[PACE], type=Pace)
        _refuse_another(wish, founding)
        held = wish.held or (kept.held and wish.speed is None)
        speed = kept.speed if wish.speed is None else wish.speed
        pace = Pace(kept.now, speed, held, time.time())
        world = World(founding, pace, storage=storage)
        world.load(documents)
    except (msgspec.DecodeError, KeyError) as err:
        raise StorageError(f"damaged state file: {err}") from err
    return world, kept


async def _catch_up(world: World, kept: Pace) -> None:
    """Let happen what fell due meanwhile, if the world is as fast as the real one."""
    if kept.is_real and not world.clock.held and world.clock.speed == 1:
        await world.advance(max(0.0, time.time() - kept.real))


def _refuse_another(wish: Wish, kept: Founding) -> None:
    for name in ("seed", "start", "scenario", "fleet", "part"):
        wanted, had = getattr(wish, name), getattr(kept, name)
        if wanted is not None and wanted != had:
            text = moments.iso if name == "start" else str
            raise OpeningError(
                f"the state file has {name} {text(had)}, not {text(wanted)}"
            )
